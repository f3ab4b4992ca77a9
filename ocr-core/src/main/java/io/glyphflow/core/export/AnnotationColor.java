package io.glyphflow.core.export;

/** The colours of Okabe and Ito (2008), red, green, blue, and what they stand for. */
enum AnnotationColor {
  TEXT("text", 0x0072B2),
  TABLE("table", 0xE69F00),
  FORMULA("formula", 0xAA4499),
  FIGURE("figure", 0x009E73),
  FURNITURE("header, footer, page number", 0x6B6B6B),
  FAILED("failed", 0xD00000);

  private final String meaning;
  private final int rgb;

  AnnotationColor(String meaning, int rgb) {
    this.meaning = meaning;
    this.rgb = rgb;
  }

  String meaning() {
    return meaning;
  }

  int red() {
    return rgb >> 16;
  }

  int green() {
    return rgb >> 8 & 255;
  }

  int blue() {
    return rgb & 255;
  }

  /** Whether black is better to read on it than white. */
  boolean isLight() {
    return 0.299 * red() + 0.587 * green() + 0.114 * blue() > 140;
  }
}
