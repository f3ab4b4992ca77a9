package io.glyphflow.core.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.glyphflow.core.geometry.BoundingBox;
import java.io.IOException;
import java.math.BigDecimal;

/** Numbers, boxes and texts as JSON can hold them. */
final class JsonNumbers {

  private static final double EXACT = 1e13; // a hundredth of it is more than a double tells apart

  private final JsonGenerator json;

  JsonNumbers(JsonGenerator json) {
    this.json = json;
  }

  void text(String name, String text) throws IOException {
    json.writeStringField(name, CleanText.wellFormed(text));
  }

  /** A number rounded to 0.01; null if it is not finite. */
  void hundredths(double value) throws IOException {
    rounded(value, 2);
  }

  /** A confidence rounded to 0.0001, within 0..1; null if it is not a number. */
  void confidence(String name, double confidence) throws IOException {
    json.writeFieldName(name);
    rounded(Math.clamp(confidence, 0.0, 1.0), 4);
  }

  /** A box; null if it is none. */
  void box(String name, BoundingBox box) throws IOException {
    json.writeFieldName(name);
    if (!box.isValid()) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeFieldName("left_px");
    hundredths(box.left());
    json.writeFieldName("top_px");
    hundredths(box.top());
    json.writeFieldName("right_px");
    hundredths(box.right());
    json.writeFieldName("bottom_px");
    hundredths(box.bottom());
    json.writeEndObject();
  }

  private void rounded(double value, int digits) throws IOException {
    if (!Double.isFinite(value)) {
      json.writeNull();
    } else if (Math.abs(value) >= EXACT) {
      json.writeNumber(value);
    } else {
      long scaled = Math.round(value * (digits == 2 ? 100 : 10_000));
      json.writeNumber(plain(scaled, digits));
    }
  }

  private static BigDecimal plain(long scaled, int digits) {
    BigDecimal number = BigDecimal.valueOf(scaled, digits).stripTrailingZeros();
    return number.scale() < 0 ? number.setScale(0) : number;
  }
}
