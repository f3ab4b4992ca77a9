package io.glyphflow.testkit.fault;

import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.ReadingOrderer;
import io.glyphflow.testkit.fake.ItemKey;
import java.util.ArrayList;
import java.util.List;

/** A reading orderer with faults. */
final class FaultyOrderer extends FaultyRole<ReadingOrderer> implements ReadingOrderer {

  private final Injection<Unordered, List<Integer>> injection;

  FaultyOrderer(ReadingOrderer orderer, FaultPlan plan) {
    super(orderer);
    this.injection =
        new Injection<>(plan, FaultPoint.ORDER, ItemKey::of, FaultyOrderer::damage, order -> {});
  }

  private static List<Integer> damage(Fault fault, Unordered page, List<Integer> order) {
    if (!(fault instanceof Fault.NotPermutation)) {
      return order;
    }
    List<Integer> damaged = new ArrayList<>(order);
    if (damaged.size() > 1) {
      damaged.set(damaged.size() - 1, damaged.get(0));
    } else {
      damaged.add(0);
      damaged.add(0);
    }
    return damaged;
  }

  @Override
  public List<List<Integer>> order(List<Unordered> pages) throws InterruptedException {
    return injection.call(pages, () -> role.order(pages));
  }

  @Override
  public List<List<Integer>> order(List<Unordered> pages, Attempt attempt)
      throws InterruptedException {
    return injection.call(pages, () -> role.order(pages, attempt));
  }
}
