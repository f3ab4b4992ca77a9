package io.glyphflow.testkit.fault;

import io.glyphflow.core.document.FailureCategory;
import java.time.Duration;

/** Reads orders such as {@code slow:250ms*2}. */
final class Orders {

  private Orders() {}

  static Fault parse(String order) {
    int star = order.lastIndexOf('*');
    if (star >= 0) {
      return parse(order.substring(0, star)).times((int) number(order, order.substring(star + 1)));
    }
    int colon = order.indexOf(':');
    String name = colon < 0 ? order : order.substring(0, colon);
    String value = colon < 0 ? "" : order.substring(colon + 1);
    return switch (name) {
      case "throw" -> Fault.throwing();
      case "oom" -> Fault.outOfMemory();
      case "stack" -> Fault.stackOverflow();
      case "linkage" -> Fault.linkage();
      case "transient" -> Fault.passing();
      case "nan" -> Fault.nanBoxes();
      case "inverted" -> Fault.invertedBoxes();
      case "huge" -> Fault.hugeBoxes();
      case "less" -> Fault.wrongSize(Fault.WrongSize.Answer.ONE_LESS);
      case "more" -> Fault.wrongSize(Fault.WrongSize.Answer.ONE_MORE);
      case "empty" -> Fault.wrongSize(Fault.WrongSize.Answer.EMPTY);
      case "null" -> Fault.wrongSize(Fault.WrongSize.Answer.NULL);
      case "nullitem" -> Fault.wrongSize(Fault.WrongSize.Answer.NULL_ITEM);
      case "interrupt" -> new Fault.InterruptSelf();
      case "interrupted" -> new Fault.ThrowInterrupted();
      case "slow" -> Fault.slow(duration(order, value));
      case "stubborn" -> new Fault.Stubborn(duration(order, value));
      case "hang" -> new Fault.Hang();
      case "failed" -> new Fault.FailedItem(category(order, value));
      case "duplicate" -> new Fault.NotPermutation();
      case "announce" -> new Fault.AnnouncedBytes(number(order, value));
      case "larger" -> new Fault.LargerImage();
      case "closed" -> new Fault.ClosedImage();
      default -> throw new IllegalArgumentException("order: '" + order + "', is not known");
    };
  }

  private static FailureCategory category(String order, String value) {
    try {
      return value.isEmpty() ? FailureCategory.RECOGNITION : FailureCategory.valueOf(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("order: '" + order + "', must have a category", e);
    }
  }

  private static Duration duration(String order, String value) {
    if (value.endsWith("ms")) {
      return Duration.ofMillis(number(order, value.substring(0, value.length() - 2)));
    }
    if (value.endsWith("s")) {
      return Duration.ofSeconds(number(order, value.substring(0, value.length() - 1)));
    }
    throw new IllegalArgumentException("order: '" + order + "', must end in a time as 250ms or 2s");
  }

  private static long number(String order, String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("order: '" + order + "', must have a number", e);
    }
  }
}
