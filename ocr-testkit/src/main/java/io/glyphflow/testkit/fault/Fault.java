package io.glyphflow.testkit.fault;

import io.glyphflow.core.document.FailureCategory;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One thing that goes wrong in a call. Those that throw or wait do so before the real call; those
 * that damage an answer let it happen first. Immutable, safe for any thread.
 */
public sealed interface Fault {

  /**
   * A call throws.
   *
   * @param exception makes what is thrown
   */
  record Throw(Supplier<? extends RuntimeException> exception) implements Fault {}

  /**
   * A call throws an error.
   *
   * @param error makes what is thrown
   */
  record ThrowError(Supplier<? extends Error> error) implements Fault {}

  /**
   * A call meets a passing trouble: {@code TransientOcrException}.
   *
   * @param message what it says
   */
  record Transient(String message) implements Fault {}

  /**
   * Boxes of a layout have NaN edges.
   *
   * @param every 1 for all, 2 for the first, third, fifth and so on
   */
  record NanBoxes(int every) implements Fault {}

  /**
   * Boxes of a layout end before they begin.
   *
   * @param every 1 for all, 2 for the first, third, fifth and so on
   */
  record InvertedBoxes(int every) implements Fault {}

  /**
   * Boxes of a layout reach far beyond the page.
   *
   * @param every 1 for all, 2 for the first, third, fifth and so on
   */
  record HugeBoxes(int every) implements Fault {}

  /**
   * A call gives the wrong number of answers. {@code next()} ends the source early, or returns
   * null; {@code decode()} returns null.
   *
   * @param answer what comes instead
   */
  record WrongSize(Answer answer) implements Fault {

    /** What comes instead of one answer for each item. */
    public enum Answer {
      /** The last answer is missing. */
      ONE_LESS,
      /** The last answer comes twice. */
      ONE_MORE,
      /** No answer at all. */
      EMPTY,
      /** Null instead of a list. */
      NULL,
      /** The answer for the item is null. */
      NULL_ITEM
    }
  }

  /** A call answers well, but leaves the interrupt flag of its thread set. */
  record InterruptSelf() implements Fault {}

  /** A call throws InterruptedException though nobody interrupted it. */
  record ThrowInterrupted() implements Fault {}

  /**
   * A call takes longer; an interrupt ends it.
   *
   * @param time how much longer
   */
  record Slow(Duration time) implements Fault {}

  /**
   * A call takes longer and is deaf to interruption, as native code is.
   *
   * @param time how much longer
   */
  record Stubborn(Duration time) implements Fault {}

  /** A call never ends, unless it is interrupted. */
  record Hang() implements Fault {}

  /**
   * A recognizer or translator says of the item that it failed, in its answer.
   *
   * @param category why
   */
  record FailedItem(FailureCategory category) implements Fault {}

  /** An orderer answers a list that is no permutation: its first id comes twice. */
  record NotPermutation() implements Fault {}

  /**
   * {@code decodedBytes()} says something else.
   *
   * @param bytes what; may be negative
   */
  record AnnouncedBytes(long bytes) implements Fault {}

  /** {@code decode()} gives an image that owns a row more than was announced. */
  record LargerImage() implements Fault {}

  /** {@code decode()} or a cropper gives an image that is closed already. */
  record ClosedImage() implements Fault {}

  /**
   * A fault that is over after some calls with the same item.
   *
   * @param times calls that it hits, 1 or more
   * @param fault the fault
   */
  record Limited(int times, Fault fault) implements Fault {
    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if {@code times} is below 1 or the fault limited already
     */
    public Limited {
      Objects.requireNonNull(fault, "fault");
      if (times < 1 || fault instanceof Limited) {
        throw new IllegalArgumentException(
            "times: " + times + " of " + fault + ", must be >= 1, of a fault without limit");
      }
    }
  }

  /**
   * The same fault, over after some calls with the same item.
   *
   * @param times calls that it hits, 1 or more
   * @return a copy
   */
  default Fault times(int times) {
    return new Limited(times, this);
  }

  /**
   * Throws what a defect in a role throws.
   *
   * @return the fault
   */
  static Fault throwing() {
    return new Throw(() -> new IllegalStateException("injected fault"));
  }

  /**
   * Throws something.
   *
   * @param exception makes it
   * @return the fault
   */
  static Fault throwing(Supplier<? extends RuntimeException> exception) {
    return new Throw(exception);
  }

  /**
   * Throws an {@link OutOfMemoryError}.
   *
   * @return the fault
   */
  static Fault outOfMemory() {
    return new ThrowError(() -> new OutOfMemoryError("injected fault"));
  }

  /**
   * Throws a {@link StackOverflowError}.
   *
   * @return the fault
   */
  static Fault stackOverflow() {
    return new ThrowError(() -> new StackOverflowError("injected fault"));
  }

  /**
   * Throws a {@link LinkageError}.
   *
   * @return the fault
   */
  static Fault linkage() {
    return new ThrowError(() -> new NoClassDefFoundError("injected fault"));
  }

  /**
   * Throws a passing trouble.
   *
   * @return the fault
   */
  static Fault passing() {
    return new Transient("injected passing fault");
  }

  /**
   * Every box has NaN edges.
   *
   * @return the fault
   */
  static Fault nanBoxes() {
    return new NanBoxes(1);
  }

  /**
   * Every box ends before it begins.
   *
   * @return the fault
   */
  static Fault invertedBoxes() {
    return new InvertedBoxes(1);
  }

  /**
   * Every box reaches far beyond the page.
   *
   * @return the fault
   */
  static Fault hugeBoxes() {
    return new HugeBoxes(1);
  }

  /**
   * Gives the wrong number of answers.
   *
   * @param answer what comes instead
   * @return the fault
   */
  static Fault wrongSize(WrongSize.Answer answer) {
    return new WrongSize(answer);
  }

  /**
   * Takes longer.
   *
   * @param time how much
   * @return the fault
   */
  static Fault slow(Duration time) {
    return new Slow(time);
  }

  /**
   * The fault that an order names: {@code throw}, {@code oom}, {@code stack}, {@code linkage},
   * {@code transient}, {@code nan}, {@code inverted}, {@code huge}, {@code less}, {@code more},
   * {@code empty}, {@code null}, {@code nullitem}, {@code interrupt}, {@code interrupted}, {@code
   * slow:250ms}, {@code stubborn:1s}, {@code hang}, {@code failed}, {@code failed:TRUNCATED},
   * {@code duplicate}, {@code announce:1000}, {@code larger} or {@code closed}; followed by {@code
   * *2} it is over after two calls.
   *
   * @param order the order, for example {@code transient*2}
   * @return the fault
   * @throws IllegalArgumentException if there is no such order
   */
  static Fault parse(String order) {
    return Orders.parse(order);
  }

  /**
   * The places where this fault can happen.
   *
   * @return at least one
   */
  default Set<FaultPoint> points() {
    return switch (this) {
      case NanBoxes f -> EnumSet.of(FaultPoint.LAYOUT);
      case InvertedBoxes f -> EnumSet.of(FaultPoint.LAYOUT);
      case HugeBoxes f -> EnumSet.of(FaultPoint.LAYOUT);
      case NotPermutation f -> EnumSet.of(FaultPoint.ORDER);
      case FailedItem f -> EnumSet.of(FaultPoint.RECOGNIZE, FaultPoint.TRANSLATE);
      case AnnouncedBytes f -> EnumSet.of(FaultPoint.HEADER);
      case LargerImage f -> EnumSet.of(FaultPoint.DECODE);
      case ClosedImage f -> EnumSet.of(FaultPoint.DECODE, FaultPoint.CROP);
      case WrongSize f -> EnumSet.complementOf(EnumSet.of(FaultPoint.HEADER));
      case ThrowInterrupted f -> EnumSet.complementOf(EnumSet.of(FaultPoint.HEADER));
      case Hang f -> EnumSet.complementOf(EnumSet.of(FaultPoint.HEADER));
      case Limited f -> f.fault().points();
      case Throw f -> EnumSet.allOf(FaultPoint.class);
      case ThrowError f -> EnumSet.allOf(FaultPoint.class);
      case Transient f -> EnumSet.allOf(FaultPoint.class);
      case InterruptSelf f -> EnumSet.allOf(FaultPoint.class);
      case Slow f -> EnumSet.allOf(FaultPoint.class);
      case Stubborn f -> EnumSet.allOf(FaultPoint.class);
    };
  }
}
