package io.glyphflow.testkit.fault;

import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.PageFilter;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.testkit.fake.ItemKey;
import java.util.List;

/** A page filter with faults. */
final class FaultyFilter extends FaultyRole<PageFilter> implements PageFilter {

  private final Injection<PageInput, Decision> injection;

  FaultyFilter(PageFilter filter, FaultPlan plan) {
    super(filter);
    this.injection =
        new Injection<>(
            plan,
            FaultPoint.FILTER,
            ItemKey::of,
            (fault, page, decision) -> decision,
            decision -> {});
  }

  @Override
  public List<Decision> filter(List<PageInput> pages) throws InterruptedException {
    return injection.call(pages, () -> role.filter(pages));
  }

  @Override
  public List<Decision> filter(List<PageInput> pages, Attempt attempt) throws InterruptedException {
    return injection.call(pages, () -> role.filter(pages, attempt));
  }
}
