package io.glyphflow.bench;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.core.stage.TransientOcrException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes calls go wrong. Which call has which fault follows from the seed and the number of the
 * call; which item is in that call does not, as that is up to the threads. Thread-safe.
 */
final class Faults {

  /** What can go wrong in a call. */
  enum Fault {
    NONE,
    EXCEPTION,
    ERROR,
    OUT_OF_MEMORY,
    TRANSIENT,
    PERMANENT,
    WRONG_SIZE,
    NULL_ANSWER,
    NULL_ITEM,
    /** NaN boxes, orders that are no permutation, contents that say they are not read. */
    BAD_VALUE,
    INTERRUPT_FLAG,
    INTERRUPT_THROWN,
    /** Somebody interrupts a thread of the pipeline from outside. */
    INTERRUPT_PEER,
    SLOW,
    /** Comes back only when it is interrupted, after 40 ms at the latest. */
    HANG,
    /** As HANG for a short while, but deaf to interrupts. */
    DEAF
  }

  private static final Fault[] REAL = {
    Fault.EXCEPTION,
    Fault.ERROR,
    Fault.OUT_OF_MEMORY,
    Fault.TRANSIENT,
    Fault.TRANSIENT,
    Fault.PERMANENT,
    Fault.WRONG_SIZE,
    Fault.NULL_ANSWER,
    Fault.NULL_ITEM,
    Fault.BAD_VALUE,
    Fault.BAD_VALUE,
    Fault.INTERRUPT_FLAG,
    Fault.INTERRUPT_THROWN,
    Fault.INTERRUPT_PEER,
    Fault.SLOW,
    Fault.SLOW,
    Fault.HANG,
    Fault.DEAF
  };

  private static final int PEERS = 16;

  private final long seed;
  private final int perMille;
  private final AtomicLong calls = new AtomicLong();
  private final Map<Fault, LongAdder> counts = new ConcurrentHashMap<>();
  private final ConcurrentLinkedDeque<Thread> peers = new ConcurrentLinkedDeque<>();

  Faults(long seed, int perMille) {
    this.seed = seed;
    this.perMille = perMille;
  }

  long count(Fault fault) {
    LongAdder count = counts.get(fault);
    return count == null ? 0 : count.sum();
  }

  private Fault draw() {
    long h = mix(seed + 0x9E3779B97F4A7C15L * calls.incrementAndGet());
    boolean isReal = Math.floorMod(h, 1000) < perMille;
    Fault fault = isReal ? REAL[Math.floorMod(h >>> 20, REAL.length)] : Fault.NONE;
    counts.computeIfAbsent(fault, unused -> new LongAdder()).increment();
    return fault;
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014). */
  static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }

  /** A call on a batch, which may go wrong. */
  <I, O> List<O> call(List<I> inputs, Function<I, O> good, Function<I, O> bad)
      throws InterruptedException {
    Fault fault = draw();
    happen(fault);
    List<O> answers = new ArrayList<>();
    for (I input : inputs) {
      answers.add(fault == Fault.BAD_VALUE ? bad.apply(input) : good.apply(input));
    }
    return spoil(fault, answers, good, inputs);
  }

  /** A call with one answer, which may go wrong. A null may come out of it. */
  <O> O call(Supplier<O> good) throws InterruptedException {
    Fault fault = draw();
    happen(fault);
    return fault == Fault.NULL_ANSWER || fault == Fault.NULL_ITEM ? nothing() : good.get();
  }

  /** The part of a role that breaks its contract. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <V> V nothing() {
    return null;
  }

  private static <I, O> List<O> spoil(
      Fault fault, List<O> answers, Function<I, O> good, List<I> inputs) {
    switch (fault) {
      case WRONG_SIZE -> {
        if (answers.size() % 2 == 0) {
          answers.remove(0);
        } else {
          answers.add(good.apply(inputs.get(0)));
        }
      }
      case NULL_ANSWER -> {
        return nothing();
      }
      case NULL_ITEM -> answers.set(answers.size() - 1, nothing());
      default -> {}
    }
    return answers;
  }

  private void happen(Fault fault) throws InterruptedException {
    switch (fault) {
      case EXCEPTION -> throw new IllegalArgumentException("chaos");
      case ERROR -> throw new StackOverflowError("chaos");
      case OUT_OF_MEMORY -> throw new IllegalStateException(new OutOfMemoryError("chaos"));
      case TRANSIENT -> throw new TransientOcrException("chaos");
      case PERMANENT -> throw new PermanentOcrException(FailureCategory.REQUEST_REJECTED, "chaos");
      case INTERRUPT_FLAG -> Thread.currentThread().interrupt();
      case INTERRUPT_THROWN -> throw new InterruptedException("chaos");
      case INTERRUPT_PEER -> interruptPeer();
      case SLOW -> Waits.millis(1.5);
      case HANG -> Waits.millis(40);
      case DEAF -> Waits.deaf(3);
      case NONE, WRONG_SIZE, NULL_ANSWER, NULL_ITEM, BAD_VALUE -> {}
    }
    peers.addFirst(Thread.currentThread());
    if (peers.size() > PEERS) {
      var unused = peers.pollLast();
    }
  }

  private void interruptPeer() {
    for (Thread peer : peers) {
      if (!peer.equals(Thread.currentThread()) && peer.isAlive()) {
        peer.interrupt();
        return;
      }
    }
  }
}
