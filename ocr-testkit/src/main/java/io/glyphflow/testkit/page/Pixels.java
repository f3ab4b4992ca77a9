package io.glyphflow.testkit.page;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.function.IntBinaryOperator;

/** Loops over pixels as 0xRRGGBB. Stateless, safe for any thread. */
final class Pixels {

  private Pixels() {}

  /** The colour between four pixels, whose middles are at whole numbers. */
  static int bilinear(int[] source, int width, int height, double x, double y, Color around) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    int outside = around.getRGB();
    int a = at(source, width, height, left, top, outside);
    int b = at(source, width, height, left + 1, top, outside);
    int c = at(source, width, height, left, top + 1, outside);
    int d = at(source, width, height, left + 1, top + 1, outside);
    if (a == b && a == c && a == d) {
      return a;
    }
    return mix(mix(a, b, x - left), mix(c, d, x - left), y - top);
  }

  /** Goes part of the way, 0..1, from one colour to another. */
  static int mix(int from, int to, double part) {
    int result = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int a = from >> shift & 0xff;
      int b = to >> shift & 0xff;
      result |= (int) Math.round(a + (b - a) * part) << shift;
    }
    return result;
  }

  /** The brightness of a colour, 0..255 (Rec. 601). */
  static int gray(int rgb) {
    return (299 * (rgb >> 16 & 0xff) + 587 * (rgb >> 8 & 0xff) + 114 * (rgb & 0xff) + 500) / 1000;
  }

  /** A colour made darker: all its parts times a factor, 0..1. */
  static int darker(int rgb, double factor) {
    return mix(0, rgb, factor);
  }

  /** A new picture whose pixel i has the operator's answer for i and the old pixel. */
  static BufferedImage map(BufferedImage from, IntBinaryOperator operator) {
    int width = from.getWidth();
    int height = from.getHeight();
    int[] pixels = from.getRGB(0, 0, width, height, null, 0, width);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = operator.applyAsInt(i, pixels[i]);
    }
    BufferedImage to = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    to.setRGB(0, 0, width, height, pixels, 0, width);
    return to;
  }

  private static int at(int[] source, int width, int height, int x, int y, int outside) {
    return x >= 0 && y >= 0 && x < width && y < height ? source[y * width + x] : outside;
  }
}
