package io.glyphflow.testkit.fault;

import io.glyphflow.core.document.Failure;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.StageName;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.testkit.fake.ItemKey;
import java.util.List;

/** A recognizer with faults. */
final class FaultyRecognizer extends FaultyRole<Recognizer> implements Recognizer {

  private final Injection<RegionCrop, RegionContent> injection;

  FaultyRecognizer(Recognizer recognizer, FaultPlan plan) {
    super(recognizer);
    this.injection =
        new Injection<>(
            plan, FaultPoint.RECOGNIZE, ItemKey::of, FaultyRecognizer::damage, content -> {});
  }

  private static RegionContent damage(Fault fault, RegionCrop crop, RegionContent content) {
    return fault instanceof Fault.FailedItem failed
        ? RegionContent.unread(Failure.of(failed.category(), StageName.RECOGNIZE, "injected fault"))
        : content;
  }

  @Override
  public List<RegionContent> recognize(List<RegionCrop> crops) throws InterruptedException {
    return injection.call(crops, () -> role.recognize(crops));
  }

  @Override
  public List<RegionContent> recognize(List<RegionCrop> crops, Attempt attempt)
      throws InterruptedException {
    return injection.call(crops, () -> role.recognize(crops, attempt));
  }

  @Override
  public double estimatedCost(RegionCrop crop) {
    return role.estimatedCost(crop);
  }
}
