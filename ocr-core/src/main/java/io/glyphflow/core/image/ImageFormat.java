package io.glyphflow.core.image;

/** File formats of pictures that are read. Told by the first bytes, never by a file's name. */
public enum ImageFormat {
  /** Baseline and progressive; gray, color and CMYK. */
  JPEG,
  /** All color types and depths. */
  PNG,
  /** Any number of frames; the compressions that the JDK knows, fax among them. */
  TIFF,
  /** Lossy and lossless; the first frame of an animation. */
  WEBP,
  /** Windows bitmaps. */
  BMP,
  /** The first frame. */
  GIF
}
