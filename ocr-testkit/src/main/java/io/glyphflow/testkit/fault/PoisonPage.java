package io.glyphflow.testkit.fault;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.source.PageSource;
import java.util.List;
import java.util.Objects;

/**
 * A page that carries orders for the stages on its way: {@code "layout:throw"}, {@code
 * "recognize:oom"}, or for one of its regions {@code "recognize/3:transient*2"}. Roles that {@link
 * Faulty} wraps with a plan that knows the page ({@link FaultPlan.Builder#poison}) carry them out,
 * and so does the page itself for {@code header} and {@code decode}. Immutable but for what its
 * page is.
 *
 * @param page the real page
 * @param plan what goes wrong
 * @param orders as they were given
 */
public record PoisonPage(PageSource page, FaultPlan plan, List<String> orders)
    implements PageSource {

  /** Copies the orders. */
  public PoisonPage {
    Objects.requireNonNull(page, "page");
    Objects.requireNonNull(plan, "plan");
    orders = List.copyOf(orders);
  }

  /**
   * A page with its orders.
   *
   * @param page the real page
   * @param orders a {@link FaultPoint#label()}, for one region its id after a slash, a colon, and
   *     what {@link Fault#parse} knows
   * @return the page
   * @throws IllegalArgumentException if an order is not known
   */
  public static PoisonPage of(PageSource page, String... orders) {
    FaultPlan plan = FaultPlan.seeded(0).poison(page.id(), orders).build();
    return new PoisonPage(page, plan, List.of(orders));
  }

  @Override
  public PageId id() {
    return page.id();
  }

  @Override
  public long decodedBytes() {
    return Faulty.faulty(page, plan).decodedBytes();
  }

  @Override
  public PageImage decode() throws InterruptedException {
    return Faulty.faulty(page, plan).decode();
  }

  @Override
  public boolean isNative() {
    return page.isNative();
  }
}
