package io.glyphflow.onnx.text;

import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.image.TensorPlacement;
import io.glyphflow.core.image.TensorSpec;
import io.glyphflow.core.image.TensorWriter;
import io.glyphflow.onnx.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Fills the input of a model with pictures, whatever it holds. */
final class PictureInput {

  private PictureInput() {}

  /**
   * Writes a picture.
   *
   * @param spec of the input's size
   * @param index which picture of the batch
   * @return where the picture lies in the input
   */
  static TensorPlacement write(PageImage picture, TensorSpec spec, Tensor input, int index) {
    return write(picture, spec, input.floats().position(index * spec.values()));
  }

  /**
   * Writes a picture and zeros on its right.
   *
   * @param spec of the size that the picture gets
   * @param index which picture of the batch
   * @param width of the input, at least that of the picture
   */
  static void write(PageImage picture, TensorSpec spec, Tensor input, int index, int width) {
    int own = spec.size().width();
    FloatBuffer scratch =
        ByteBuffer.allocateDirect(Float.BYTES * spec.values())
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    var unused = write(picture, spec, scratch);
    int rows = spec.values() / own;
    FloatBuffer target = input.floats().position(index * rows * width);
    float[] row = new float[width];
    for (int i = 0; i < rows; i++) {
      scratch.get(i * own, row, 0, own);
      target.put(row);
    }
  }

  private static TensorPlacement write(PageImage picture, TensorSpec spec, FloatBuffer target) {
    try (TensorWriter writer = new TensorWriter(spec)) {
      return writer.write(picture, target);
    }
  }
}
