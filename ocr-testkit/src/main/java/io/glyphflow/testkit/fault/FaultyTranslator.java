package io.glyphflow.testkit.fault;

import io.glyphflow.core.document.Failure;
import io.glyphflow.core.document.StageName;
import io.glyphflow.core.document.Translation;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.Translator;
import io.glyphflow.testkit.fake.ItemKey;
import java.util.List;

/** A translator with faults. */
final class FaultyTranslator extends FaultyRole<Translator> implements Translator {

  private final Injection<Item, Translation> injection;

  FaultyTranslator(Translator translator, FaultPlan plan) {
    super(translator);
    this.injection =
        new Injection<>(
            plan, FaultPoint.TRANSLATE, ItemKey::of, FaultyTranslator::damage, translation -> {});
  }

  private static Translation damage(Fault fault, Item item, Translation translation) {
    return fault instanceof Fault.FailedItem failed
        ? Translation.failed(
            item.target(), Failure.of(failed.category(), StageName.TRANSLATE, "injected fault"))
        : translation;
  }

  @Override
  public List<Translation> translate(List<Item> items) throws InterruptedException {
    return injection.call(items, () -> role.translate(items));
  }

  @Override
  public List<Translation> translate(List<Item> items, Attempt attempt)
      throws InterruptedException {
    return injection.call(items, () -> role.translate(items, attempt));
  }
}
