package io.glyphflow.core.export;

import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.internal.opencv.OpenCv;
import java.io.IOException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Pictures as PNG. */
final class Png {

  private Png() {}

  static byte[] encode(PageImage image) throws IOException {
    try (Mat pixels = OpenCv.matrix(image);
        BytePointer encoded = new BytePointer()) {
      if (!opencv_imgcodecs.imencode(".png", pixels, encoded)) {
        throw new IOException("image: " + image + ", cannot be encoded as PNG");
      }
      byte[] bytes = new byte[Math.toIntExact(encoded.limit())];
      encoded.get(bytes);
      return bytes;
    }
  }
}
