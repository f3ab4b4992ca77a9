package io.glyphflow.testkit.fault;

import io.glyphflow.core.stage.TransientOcrException;
import io.glyphflow.testkit.fake.ServiceTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls something for a batch of items and lets go wrong what the plan says. Thread-safe. */
final class Injection<I, O> {

  /** The real call. */
  interface Call<O> {
    List<O> run() throws InterruptedException;
  }

  /** Damages the answer for an item. */
  interface Damage<I, O> {
    O of(Fault fault, I item, O answer);
  }

  private final FaultPlan plan;
  private final FaultPoint point;
  private final Function<I, String> keyOf;
  private final Damage<I, O> damage;
  private final Consumer<O> disposer;

  /**
   * @param disposer takes answers that the caller will not see
   */
  Injection(
      FaultPlan plan,
      FaultPoint point,
      Function<I, String> keyOf,
      Damage<I, O> damage,
      Consumer<O> disposer) {
    this.plan = plan;
    this.point = point;
    this.keyOf = keyOf;
    this.damage = damage;
    this.disposer = disposer;
  }

  List<O> call(List<I> items, Call<O> call) throws InterruptedException {
    List<Hit> hits = hits(items);
    for (Hit hit : hits) {
      before(hit.fault());
    }
    List<O> answers = call.run();
    for (Hit hit : hits) {
      answers = after(hit, items, answers);
    }
    return answers;
  }

  private record Hit(int index, Fault fault) {}

  private List<Hit> hits(List<I> items) {
    List<Hit> hits = new ArrayList<>(0);
    Fault ofCall = plan.nextCall(point);
    if (ofCall != null) {
      hits.add(new Hit(0, ofCall));
    }
    for (int i = 0; i < items.size(); i++) {
      Fault fault = plan.next(point, keyOf.apply(items.get(i)));
      if (fault != null) {
        hits.add(new Hit(i, fault));
      }
    }
    return hits;
  }

  static void before(Fault fault) throws InterruptedException {
    switch (fault) {
      case Fault.Throw thrown -> throw thrown.exception().get();
      case Fault.ThrowError thrown -> throw thrown.error().get();
      case Fault.Transient passing -> throw new TransientOcrException(passing.message());
      case Fault.ThrowInterrupted thrown -> throw new InterruptedException("injected fault");
      case Fault.Slow slow -> ServiceTime.fixed(slow.time()).serve("");
      case Fault.Stubborn slow -> ServiceTime.fixed(slow.time()).uninterruptible().serve("");
      case Fault.Hang hang -> new CountDownLatch(1).await();
      default -> {}
    }
  }

  private List<O> after(Hit hit, List<I> items, @Nullable List<O> answers) {
    if (answers == null || hit.index() >= answers.size()) {
      return nothing();
    }
    switch (hit.fault()) {
      case Fault.InterruptSelf self -> Thread.currentThread().interrupt();
      case Fault.WrongSize wrong -> {
        return resized(wrong.answer(), hit.index(), answers);
      }
      default -> {
        List<O> damaged = new ArrayList<>(answers);
        I item = items.get(hit.index());
        damaged.set(hit.index(), damage.of(hit.fault(), item, answers.get(hit.index())));
        return damaged;
      }
    }
    return answers;
  }

  private List<O> resized(Fault.WrongSize.Answer answer, int index, List<O> answers) {
    List<O> other = new ArrayList<>(answers);
    int last = answers.size() - 1;
    switch (answer) {
      case ONE_LESS -> dispose(other.remove(last));
      case ONE_MORE -> other.add(answers.get(last));
      case EMPTY -> {
        answers.forEach(this::dispose);
        other.clear();
      }
      case NULL -> {
        answers.forEach(this::dispose);
        return nothing();
      }
      case NULL_ITEM -> {
        dispose(answers.get(index));
        other.set(index, nothing());
      }
    }
    return other;
  }

  private void dispose(@Nullable O answer) {
    if (answer != null) {
      disposer.accept(answer);
    }
  }

  /** Null where none is allowed: the fault itself. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  static <T> T nothing() {
    return (T) null;
  }
}
