package io.glyphflow.layout;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.PageInput;
import java.nio.ByteBuffer;
import java.util.List;

/** Pages of one color. */
final class Pages {

  private Pages() {}

  static PageInput of(int width, int height, int red, int green, int blue) {
    ByteBuffer pixels = ByteBuffer.allocate(3 * width * height);
    while (pixels.hasRemaining()) {
      pixels.put((byte) blue).put((byte) green).put((byte) red);
    }
    PageImage image =
        PageImage.wrap(
            pixels, new Size(width, height), PageImage.Format.BGR24, 3 * width, 0, () -> {});
    return new PageInput(new PageId("page", 1), image);
  }

  static List<Region> detect(LayoutDetector detector, PageInput page) throws InterruptedException {
    return detector.detect(List.of(page)).getFirst().regions();
  }
}
