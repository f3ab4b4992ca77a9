package io.glyphflow.testkit.fault;

import io.glyphflow.core.document.Region;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.testkit.fake.ItemKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A layout detector with faults. */
final class FaultyDetector extends FaultyRole<LayoutDetector> implements LayoutDetector {

  private static final double FAR = 1e30;

  private final Injection<PageInput, PageLayout> injection;

  FaultyDetector(LayoutDetector detector, FaultPlan plan) {
    super(detector);
    this.injection =
        new Injection<>(plan, FaultPoint.LAYOUT, ItemKey::of, FaultyDetector::damage, layout -> {});
  }

  private static PageLayout damage(Fault fault, PageInput page, PageLayout layout) {
    return switch (fault) {
      case Fault.NanBoxes nan ->
          damage(
              layout,
              nan.every(),
              box -> BoundingBox.of(Double.NaN, box.top(), box.right(), Double.NaN));
      case Fault.InvertedBoxes inverted ->
          damage(
              layout,
              inverted.every(),
              box -> BoundingBox.of(box.right(), box.bottom(), box.left(), box.top()));
      case Fault.HugeBoxes huge ->
          damage(layout, huge.every(), box -> BoundingBox.of(-FAR, -FAR, FAR, FAR));
      default -> layout;
    };
  }

  private static PageLayout damage(
      PageLayout layout, int every, UnaryOperator<BoundingBox> change) {
    List<Region> regions = new ArrayList<>(layout.regions());
    for (int i = 0; i < regions.size(); i += every) {
      Region region = regions.get(i);
      regions.set(
          i,
          new Region(
              region.id(),
              region.kind(),
              region.label(),
              change.apply(region.box()),
              region.polygon(),
              region.confidence()));
    }
    return new PageLayout(regions);
  }

  @Override
  public List<PageLayout> detect(List<PageInput> pages) throws InterruptedException {
    return injection.call(pages, () -> role.detect(pages));
  }

  @Override
  public List<PageLayout> detect(List<PageInput> pages, Attempt attempt)
      throws InterruptedException {
    return injection.call(pages, () -> role.detect(pages, attempt));
  }
}
