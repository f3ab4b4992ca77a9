package io.glyphflow.examples;

import io.glyphflow.layout.order.ReadingOrder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Names of reading orders at the command line. */
final class ReadingOrders implements ITypeConverter<ReadingOrder> {

  /** Made by picocli. */
  ReadingOrders() {}

  @Override
  public @Nullable ReadingOrder convert(String value) {
    String name = value.toLowerCase(Locale.ROOT);
    return switch (name) {
      case "auto" -> null;
      case "model" -> ReadingOrder.MODEL;
      case "left-to-right", "ltr" -> ReadingOrder.LEFT_TO_RIGHT;
      case "right-to-left", "rtl" -> ReadingOrder.RIGHT_TO_LEFT;
      case "vertical" -> ReadingOrder.VERTICAL;
      default ->
          throw new TypeConversionException(
              "\"" + value + "\", must be auto, model, left-to-right, right-to-left or vertical");
    };
  }
}
