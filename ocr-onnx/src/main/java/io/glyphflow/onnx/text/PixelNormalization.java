package io.glyphflow.onnx.text;

import io.glyphflow.core.image.TensorSpec;

/** What a model wants levels of 0..255 turned into. */
public enum PixelNormalization {

  /** Scaled to 0..1, less the mean and divided by the deviation of ImageNet's pictures. */
  IMAGENET,

  /** Scaled to -1..1: {@code (x / 255 - 0.5) / 0.5}. */
  HALF,

  /** Scaled to 0..1. */
  UNIT;

  void applyTo(TensorSpec.Builder spec) {
    switch (this) {
      case IMAGENET ->
          spec.normalize(
              new float[] {0.485f, 0.456f, 0.406f}, new float[] {0.229f, 0.224f, 0.225f});
      case HALF -> spec.normalize(new float[] {0.5f}, new float[] {0.5f});
      case UNIT -> spec.normalize(new float[] {0}, new float[] {1});
    }
  }
}
