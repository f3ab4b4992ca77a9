package io.glyphflow.onnx.text;

/** Which numbers a text model wants for the levels 0..255 of a line's picture. */
public enum LineNormalization {
  /** {@code (level / 255 - 0.5) / 0.5}, so -1..1; what PP-OCR models want. */
  CENTERED,
  /**
   * The darkest and the lightest level of each line become -1 and 1: {@code (level - min) * 2 /
   * max(max - min, 16) - 1}.
   */
  STRETCHED
}
