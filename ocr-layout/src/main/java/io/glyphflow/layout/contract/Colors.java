package io.glyphflow.layout.contract;

import io.glyphflow.core.image.TensorSpec;

/** The colors that models were trained on. */
final class Colors {

  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] STD = {0.229f, 0.224f, 0.225f};

  private Colors() {}

  /** Mean and deviation of ImageNet's pictures, red, green, blue. */
  static TensorSpec.Builder likeImageNet(TensorSpec.Builder spec) {
    return spec.normalize(MEAN, STD);
  }
}
