package io.glyphflow.core.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Rotation;
import io.glyphflow.core.geometry.Size;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageImageRotateTest {

  @ParameterizedTest
  @CsvSource({
    "NONE, GRAY8, true", "CLOCKWISE_90, GRAY8, false", "HALF, BGR24, true",
    "CLOCKWISE_270, BGR24, false", "CLOCKWISE_90, BGR24, true", "CLOCKWISE_270, GRAY8, true"
  })
  void pixels_turned_areWhereTheirPointsAre(
      Rotation turn, PageImage.Format format, boolean isNative) {
    Size whole = new Size(23, 17);
    int bytes = format.bytesPerPixel();
    byte[] noise = new byte[(int) whole.area() * bytes];
    new Random(7).nextBytes(noise);
    ByteBuffer buffer =
        isNative ? ByteBuffer.allocateDirect(noise.length) : ByteBuffer.allocate(noise.length);
    buffer.put(noise).clear();
    PageImage owner = PageImage.wrap(buffer, whole, format, whole.width() * bytes, 200, () -> {});
    try (PageImage image = owner.view(BoundingBox.of(3, 2, 20, 15));
        PageImage turned = image.rotate(turn)) {
      assertThat(turned.isNative()).isEqualTo(isNative);
      assertThat(turned.dpi()).isEqualTo(200);
      assertThat(turned.size()).isEqualTo(turn.apply(image.size()));
      for (int y = 0; y < image.size().height(); y++) {
        for (int x = 0; x < image.size().width(); x++) {
          Point center = turn.apply(new Point(x + 0.5, y + 0.5), image.size());
          for (int c = 0; c < bytes; c++) {
            assertThat(at(turned, (int) center.x(), (int) center.y(), c))
                .isEqualTo(at(image, x, y, c));
          }
        }
      }
    }
  }

  private static byte at(PageImage image, int x, int y, int channel) {
    int bytes = image.format().bytesPerPixel();
    return image.pixels().get(y * image.rowStride() + x * bytes + channel);
  }
}
