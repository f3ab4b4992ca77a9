package io.glyphflow.layout.djl;

import ai.djl.modality.cv.Image;
import java.awt.image.BufferedImage;

/** Looks into DJL's default images. */
final class Colors {

  private Colors() {}

  static int at(Image image, int x, int y) {
    return ((BufferedImage) image.getWrappedImage()).getRGB(x, y);
  }
}
