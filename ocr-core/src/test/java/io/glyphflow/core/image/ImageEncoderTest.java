package io.glyphflow.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage.Format;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageEncoderTest {

  private static PageImage picture(int width, int height, int type) {
    return PageImage.from(Encoded.picture(width, height, type, 1), 0);
  }

  private static PageImage outsideTheHeap(int width, int height) {
    BufferedImage picture = Encoded.picture(width, height, BufferedImage.TYPE_3BYTE_BGR, 1);
    return PageImage.decode(ByteBuffer.wrap(Encoded.of(picture, "png")));
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_BYTE_GRAY})
  void encode_png_isReadByTheJdkAsItWas(int type) throws IOException {
    try (PageImage image = picture(31, 17, type)) {
      byte[] png = ImageEncoder.png().encode(image);

      PageImage read = PageImage.from(ImageIO.read(new ByteArrayInputStream(png)), 0);
      PageImageDecodeTest.assertAlike(read, image, 0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_BYTE_GRAY})
  void encode_jpeg_isReadByTheJdkMuchAsItWas(int type) throws IOException {
    try (PageImage image = picture(64, 48, type)) {
      byte[] jpeg = ImageEncoder.jpeg(100).withFullChroma().encode(image);

      PageImage read = PageImage.from(ImageIO.read(new ByteArrayInputStream(jpeg)), 0);
      PageImageDecodeTest.assertAlike(read, image, 6);
    }
  }

  @Test
  void encode_lowerQuality_isSmallerAndFullChromaLarger() {
    try (PageImage image = picture(200, 200, BufferedImage.TYPE_3BYTE_BGR)) {
      int best = ImageEncoder.jpeg(95).encode(image).length;

      assertThat(ImageEncoder.jpeg(30).encode(image).length).isLessThan(best);
      assertThat(ImageEncoder.jpeg(95).withFullChroma().encode(image).length).isGreaterThan(best);
      assertThat(ImageEncoder.webp(20).encode(image).length)
          .isLessThan(ImageEncoder.webp(95).encode(image).length);
    }
  }

  @Test
  void encode_view_isTheSameAsOfACopy() {
    try (PageImage page = outsideTheHeap(80, 60)) {
      PageImage view = page.view(BoundingBox.of(11, 7, 52, 40));
      PageImage copy = PageImage.from(view.toBufferedImage(), 0);

      for (ImageEncoder encoder :
          new ImageEncoder[] {ImageEncoder.png(), ImageEncoder.jpeg(90), ImageEncoder.webp(101)}) {
        assertThat(encoder.encode(view)).as("%s", encoder).isEqualTo(encoder.encode(copy));
      }
    }
  }

  @Test
  void encode_sameSize_skipsTheResizeAndIsBitIdentical() {
    try (PageImage image = outsideTheHeap(80, 60);
        EncodedImage into = new EncodedImage()) {
      ImageEncoder encoder = ImageEncoder.jpeg(90);

      encoder.encode(image, image.size(), into);

      assertThat(into.resizes()).isZero();
      assertThat(into.toByteArray()).isEqualTo(encoder.encode(image));
    }
  }

  @Test
  void encode_halfTheSize_isTheMeanOfFourPixels() {
    try (PageImage image = outsideTheHeap(40, 30);
        EncodedImage into = new EncodedImage()) {
      ImageEncoder.png().encode(image, new Size(20, 15), into);

      assertThat(into.resizes()).isEqualTo(1);
      try (PageImage half = PageImage.decode(into.bytes())) {
        assertThat(half.size()).isEqualTo(new Size(20, 15));
        for (int c = 0; c < 3; c++) {
          double sum = 0;
          for (int i = 0; i < 4; i++) {
            sum += PageImageDecodeTest.level(image, 12 + i % 2, 8 + i / 2, c);
          }
          assertThat((double) PageImageDecodeTest.level(half, 6, 4, c))
              .isBetween(sum / 4 - 0.5, sum / 4 + 0.5);
        }
      }
    }
  }

  @Test
  void encode_larger_grows() {
    try (PageImage image = picture(10, 10, BufferedImage.TYPE_BYTE_GRAY)) {
      byte[] png = ImageEncoder.png().encode(image, new Size(30, 20));

      assertThat(ImageHeader.read(ByteBuffer.wrap(png)).storedSize()).isEqualTo(new Size(30, 20));
    }
  }

  @Test
  void encode_againAndAgain_usesTheSameMemory() {
    try (PageImage image = outsideTheHeap(300, 300);
        PageImage small = outsideTheHeap(20, 20);
        EncodedImage into = new EncodedImage()) {
      ImageEncoder encoder = ImageEncoder.png();
      encoder.encode(image, image.size(), into);
      byte[] first = into.toByteArray();
      assertThat(first.length).as("more than there is room at first").isGreaterThan(64 << 10);
      assertThat(into.length()).isEqualTo(first.length);
      long memory = Pointer.totalBytes();

      for (int i = 0; i < 200; i++) {
        encoder.encode(small, small.size(), into);
        assertThat(into.length()).isLessThan(first.length);
        encoder.encode(image, image.size(), into);
      }

      assertThat(into.toByteArray()).isEqualTo(first);
      assertThat(into.bytes().isDirect()).isTrue();
      assertThat(into.bytes().isReadOnly()).isTrue();
      assertThat(Pointer.totalBytes() - memory).isLessThan(first.length);
    }
  }

  @Test
  void encode_closed_throws() {
    EncodedImage into = new EncodedImage();
    assertThat(into.bytes().remaining()).isZero();
    into.close();
    into.close();

    assertThatThrownBy(into::bytes).isInstanceOf(IllegalStateException.class);
    try (PageImage image = picture(4, 4, BufferedImage.TYPE_BYTE_GRAY)) {
      assertThatThrownBy(() -> ImageEncoder.png().encode(image, image.size(), into))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void encode_tooLargeForTheFormat_throws() {
    try (PageImage image = PageImage.allocate(new Size(16_384, 1), Format.GRAY8)) {
      assertThatThrownBy(() -> ImageEncoder.webp(80).encode(image))
          .isInstanceOfSatisfying(
              ImageException.class,
              e -> assertThat(e.reason()).isEqualTo(ImageException.Reason.LIMIT))
          .hasMessage("16384 x 1 pixels as WEBP, each side must be <= 16383; shrink the image");
    }
  }

  @Test
  void factories_badQuality_throw() {
    assertThatThrownBy(() -> ImageEncoder.jpeg(0)).hasMessage("quality: 0, must be 1..100");
    assertThatThrownBy(() -> ImageEncoder.jpeg(101)).hasMessage("quality: 101, must be 1..100");
    assertThatThrownBy(() -> ImageEncoder.webp(102)).hasMessage("quality: 102, must be 1..101");
    assertThatThrownBy(() -> ImageEncoder.png().withFullChroma())
        .isInstanceOf(IllegalStateException.class);
    assertThat(ImageEncoder.jpeg(90).withFullChroma()).hasToString("JPEG 90 4:4:4");
    assertThat(ImageEncoder.png().format()).isEqualTo(ImageFormat.PNG);
  }
}
