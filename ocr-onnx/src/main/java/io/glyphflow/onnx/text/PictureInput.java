package io.glyphflow.onnx.text;

import io.glyphflow.core.image.PageImage;
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
   */
  static void write(PageImage picture, TensorSpec spec, Tensor input, int index) {
    FloatBuffer target = input.floats().position(index * spec.values());
    if (target.isDirect()) {
      write(picture, spec, target);
    } else {
      FloatBuffer scratch = direct(spec.values());
      write(picture, spec, scratch);
      target.put(scratch.flip());
    }
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
    if (own == width) {
      write(picture, spec, input, index);
      return;
    }
    FloatBuffer scratch = direct(spec.values());
    write(picture, spec, scratch);
    int rows = spec.values() / own;
    FloatBuffer target = input.floats().position(index * rows * width);
    float[] row = new float[width];
    for (int i = 0; i < rows; i++) {
      scratch.get(i * own, row, 0, own);
      target.put(row);
    }
  }

  private static void write(PageImage picture, TensorSpec spec, FloatBuffer target) {
    try (TensorWriter writer = new TensorWriter(spec)) {
      var unused = writer.write(picture, target);
    }
  }

  private static FloatBuffer direct(int values) {
    return ByteBuffer.allocateDirect(Float.BYTES * values)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
