package io.glyphflow.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage.Format;
import io.glyphflow.core.image.TensorSpec.Channels;
import io.glyphflow.core.image.TensorSpec.Fit;
import io.glyphflow.core.image.TensorSpec.Resampling;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** JPEGs decoded smaller, as pictures and straight into tensors. */
class ReducedDecodingTest {

  private static final ImageLimits LIMITS = ImageLimits.defaults();

  // --- pictures ---

  @Test
  void reduction_isTheSmallestThatStillHasTheSize() {
    ImageHeader header = ImageHeader.read(jpeg(803, 601, BufferedImage.TYPE_3BYTE_BGR, 1));

    assertThat(header.reduction(new Size(803, 601))).isEqualTo(1);
    assertThat(header.reduction(new Size(5_000, 10))).isEqualTo(1);
    assertThat(header.reduction(new Size(402, 10))).isEqualTo(1);
    assertThat(header.reduction(new Size(401, 300))).isEqualTo(2);
    assertThat(header.reduction(new Size(200, 151))).isEqualTo(2);
    assertThat(header.reduction(new Size(200, 150))).isEqualTo(4);
    assertThat(header.reduction(new Size(100, 75))).isEqualTo(8);
    assertThat(header.reduction(new Size(1, 1))).isEqualTo(8);
    assertThat(header.reducedSize(8)).isEqualTo(new Size(101, 76));
    assertThat(header.decodedBytes(4)).isEqualTo(3 * 201 * 151);
    assertThat(header.decodedBytes(1)).isEqualTo(header.decodedBytes());
    assertThatThrownBy(() -> header.reducedSize(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("reduction: 3, must be 1, 2, 4 or 8");
    assertThatThrownBy(() -> header.reducedSize(16)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> header.reducedSize(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void decodeReduced_eachOrientation_isASmallerPictureOfTheSame() {
    for (int type : new int[] {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_BYTE_GRAY}) {
      for (int orientation = 1; orientation <= 8; orientation++) {
        ByteBuffer encoded = jpeg(400, 240, type, orientation);
        for (int reduction : new int[] {2, 4, 8}) {
          try (PageImage full = PageImage.decode(encoded);
              PageImage small =
                  PageImage.decodeReduced(
                      encoded,
                      LIMITS,
                      new Size(
                          full.size().width() / reduction, full.size().height() / reduction))) {
            assertThat(small.size().width()).isEqualTo(full.size().width() / reduction);
            assertThat(small.size().height()).isEqualTo(full.size().height() / reduction);
            assertThat(small.format()).isEqualTo(full.format());
            assertThat(small.dpi()).isCloseTo(full.dpi() / reduction, within(1e-9));
            assertThat(small.ownedBytes()).isEqualTo(full.ownedBytes() / reduction / reduction);
            assertThat(meanDifference(full, small, reduction)).isLessThan(6);
          }
        }
      }
    }
  }

  /** Of the small picture and the means of what falls together in the full one. */
  private static double meanDifference(PageImage full, PageImage small, int reduction) {
    double sum = 0;
    int count = 0;
    for (int y = 0; y < small.size().height(); y++) {
      for (int x = 0; x < small.size().width(); x++) {
        for (int c = 0; c < small.format().bytesPerPixel(); c++) {
          int total = 0;
          for (int i = 0; i < reduction * reduction; i++) {
            total +=
                PageImageDecodeTest.level(
                    full, x * reduction + i % reduction, y * reduction + i / reduction, c);
          }
          double mean = (double) total / reduction / reduction;
          sum += Math.abs(mean - PageImageDecodeTest.level(small, x, y, c));
          count++;
        }
      }
    }
    return sum / count;
  }

  @Test
  void decodeReduced_otherFormats_areDecodedInFull() {
    BufferedImage picture = Encoded.picture(90, 60, BufferedImage.TYPE_3BYTE_BGR, 1);
    for (String format : new String[] {"png", "bmp", "tiff", "gif"}) {
      ByteBuffer encoded = ByteBuffer.wrap(Encoded.of(picture, format));
      try (PageImage full = PageImage.decode(encoded);
          PageImage same = PageImage.decodeReduced(encoded, LIMITS, new Size(10, 6))) {
        assertThat(same.size()).isEqualTo(new Size(90, 60));
        assertThat(same.pixels()).isEqualTo(full.pixels());
      }
    }
  }

  @Test
  void decodeReduced_cutOff_throws() {
    byte[] whole = new byte[jpeg(400, 240, BufferedImage.TYPE_3BYTE_BGR, 1).remaining()];
    jpeg(400, 240, BufferedImage.TYPE_3BYTE_BGR, 1).get(whole);
    byte[] withoutPixels = Arrays.copyOf(whole, whole.length / 2);
    withoutPixels[withoutPixels.length - 2] = (byte) 0xff;
    withoutPixels[withoutPixels.length - 1] = (byte) 0xd9;
    TensorSpec spec = TensorSpec.builder(new Size(20, 20)).build();
    FloatBuffer target = TensorWriterTest.floats(spec.values());
    try (TensorWriter writer = new TensorWriter(spec)) {
      for (byte[] broken : new byte[][] {Arrays.copyOf(whole, whole.length - 9), withoutPixels}) {
        for (int side : new int[] {20, 50, 100}) {
          assertThatThrownBy(
                  () ->
                      PageImage.decodeReduced(
                          ByteBuffer.wrap(broken), LIMITS, new Size(side, side)))
              .isInstanceOf(ImageException.class)
              .hasMessageContaining("truncated");
        }
        assertThatThrownBy(() -> writer.write(ByteBuffer.wrap(broken), LIMITS, target))
            .isInstanceOf(ImageException.class)
            .hasMessageContaining("truncated");
        assertThat(target.position()).isZero();
      }
      writer.write(ByteBuffer.wrap(whole), LIMITS, target);
      assertThat(target.position()).isEqualTo(spec.values());
    }
  }

  @Test
  void decodeReduced_grayPicture_isNotTakenForCutOff() {
    BufferedImage gray = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 64 * 64; i++) {
      gray.getRaster().setSample(i % 64, i / 64, 0, 128);
    }
    ByteBuffer encoded = ByteBuffer.wrap(Encoded.of(gray, "jpg"));

    try (PageImage small = PageImage.decodeReduced(encoded, LIMITS, new Size(8, 8))) {
      assertThat(small.size()).isEqualTo(new Size(8, 8));
      assertThat(PageImageDecodeTest.level(small, 7, 7, 0)).isEqualTo(128);
    }
  }

  @Test
  void limits_reduced_countBytesThatComeOutAndPixelsAsStored() {
    ByteBuffer encoded = jpeg(400, 240, BufferedImage.TYPE_3BYTE_BGR, 1);
    ImageHeader header =
        new ImageHeader(ImageFormat.JPEG, new Size(9_000, 9_000), 1, 0, 3, 8, Format.BGR24, false);
    ImageLimits narrow = LIMITS.withMaxRatio(100);

    assertThatThrownBy(() -> narrow.check(header, 1, 1_000_000))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("claim to be 243000000 decoded");
    narrow.check(header, 8, 1_000_000);
    assertThatThrownBy(() -> narrow.check(header, 1, 500_000))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("must be <= 100 times");
    assertThatThrownBy(
            () ->
                PageImage.decodeReduced(
                    encoded, LIMITS.withMaxPixels(400 * 240 - 1), new Size(1, 1)))
        .isInstanceOf(ImageException.class);
    assertThatThrownBy(
            () -> PageImage.decodeReduced(encoded, LIMITS.withMaxBytes(100), new Size(1, 1)))
        .isInstanceOf(ImageException.class);
  }

  // --- tensors ---

  /** A dark box is where it was, to half a pixel of the picture, however it was decoded. */
  @Test
  void write_encoded_givesBoxesBackExactly() {
    BoundingBox dark = BoundingBox.of(603, 302, 811, 455);
    for (Size size : new Size[] {new Size(1_000, 760), new Size(1_003, 757)}) {
      // Whole blocks leave nothing beyond the edges, however the picture is turned.
      int most = size.width() % 8 == 0 ? 2 : 8;
      for (int orientation = 1; orientation <= most; orientation++) {
        ByteBuffer encoded = box(size, dark, orientation);
        try (PageImage full = PageImage.decode(encoded)) {
          requireInPlace(encoded, center(full), full.size());
        }
      }
    }
  }

  private static void requireInPlace(ByteBuffer encoded, Point real, Size picture) {
    for (Fit fit : new Fit[] {Fit.STRETCH, Fit.LETTERBOX_CENTER, Fit.CROP_CENTER}) {
      for (Size tensor : new Size[] {new Size(700, 700), new Size(240, 200), new Size(100, 90)}) {
        TensorSpec spec =
            TensorSpec.builder(tensor)
                .fit(fit, 255)
                .channels(Channels.GRAY)
                .resampling(Resampling.AREA)
                .build();
        FloatBuffer target = TensorWriterTest.floats(spec.values());
        try (TensorWriter writer = new TensorWriter(spec)) {
          TensorPlacement placement = writer.write(encoded, LIMITS, target);

          Point seen = placement.toPicture(center(target, tensor));
          assertThat(seen.x())
              .as("%s %s %s", picture, fit, tensor)
              .isCloseTo(real.x(), within(0.5));
          assertThat(seen.y())
              .as("%s %s %s", picture, fit, tensor)
              .isCloseTo(real.y(), within(0.5));
          assertThat(placement).isEqualTo(spec.placement(picture));
        }
      }
    }
  }

  private static ByteBuffer box(Size size, BoundingBox dark, int orientation) {
    BufferedImage picture =
        new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < size.height(); y++) {
      for (int x = 0; x < size.width(); x++) {
        boolean isInside =
            x >= dark.left() && x < dark.right() && y >= dark.top() && y < dark.bottom();
        picture.getRaster().setSample(x, y, 0, isInside ? 0 : 255);
      }
    }
    byte[] jpeg = Encoded.of(picture, "jpg");
    return ByteBuffer.wrap(
        Encoded.withExif(jpeg, Encoded.exif(orientation, 300, ByteOrder.BIG_ENDIAN)));
  }

  /** The center of what is dark. */
  private static Point center(FloatBuffer values, Size size) {
    double sum = 0;
    double sumX = 0;
    double sumY = 0;
    for (int i = 0; i < size.area(); i++) {
      double darkness = Math.max(0, 0.99 - values.get(i));
      sum += darkness;
      sumX += darkness * (i % size.width() + 0.5);
      int row = i / size.width();
      sumY += darkness * (row + 0.5);
    }
    return new Point(sumX / sum, sumY / sum);
  }

  private static Point center(PageImage image) {
    FloatBuffer levels = FloatBuffer.allocate((int) image.size().area());
    for (int i = 0; i < levels.capacity(); i++) {
      int width = image.size().width();
      levels.put(i, PageImageDecodeTest.level(image, i % width, i / width, 0) / 255f);
    }
    return center(levels, image.size());
  }

  @Test
  void write_encoded_isNearTheFullPicture() {
    for (int type : new int[] {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_BYTE_GRAY}) {
      for (int orientation = 1; orientation <= 8; orientation++) {
        ByteBuffer encoded = jpeg(803, 601, type, orientation);
        for (Fit fit : new Fit[] {Fit.STRETCH, Fit.LETTERBOX_TOP_LEFT, Fit.LINE}) {
          for (Size tensor : new Size[] {new Size(800, 600), new Size(150, 100)}) {
            requireNear(
                encoded,
                TensorSpec.builder(tensor).fit(fit, 114).resampling(Resampling.AREA).build());
          }
        }
      }
    }
  }

  private static void requireNear(ByteBuffer encoded, TensorSpec spec) {
    FloatBuffer actual = TensorWriterTest.floats(spec.values());
    FloatBuffer expected = TensorWriterTest.floats(spec.values());
    try (PageImage full = PageImage.decode(encoded);
        TensorWriter writer = new TensorWriter(spec)) {
      TensorPlacement placement = writer.write(encoded, LIMITS, actual);

      assertThat(placement).isEqualTo(writer.write(full, expected));
      double sum = 0;
      for (int i = 0; i < spec.values(); i++) {
        sum += Math.abs(actual.get(i) - expected.get(i));
      }
      assertThat(sum / spec.values()).isLessThan(2 / 255.0);
    }
  }

  @Test
  void write_encodedInOtherFormats_isWhatTheDecodedPictureGives() {
    BufferedImage picture = Encoded.picture(90, 60, BufferedImage.TYPE_3BYTE_BGR, 1);
    TensorSpec spec = TensorSpec.builder(new Size(20, 20)).build();
    for (String format : new String[] {"png", "bmp", "tiff"}) {
      ByteBuffer encoded = ByteBuffer.wrap(Encoded.of(picture, format));
      FloatBuffer actual = TensorWriterTest.floats(spec.values());
      FloatBuffer expected = TensorWriterTest.floats(spec.values());
      try (PageImage full = PageImage.decode(encoded);
          TensorWriter writer = new TensorWriter(spec)) {
        assertThat(writer.write(encoded, LIMITS, actual)).isEqualTo(writer.write(full, expected));
        assertThat(actual.flip()).isEqualTo(expected.flip());
        assertThat(encoded.position()).isZero();
      }
    }
  }

  @Test
  void write_encodedAgain_takesNoMemoryForPixels() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    ByteBuffer encoded = jpeg(803, 601, BufferedImage.TYPE_3BYTE_BGR, 6);
    ByteBuffer direct = ByteBuffer.allocateDirect(encoded.remaining()).put(encoded).flip();
    TensorSpec spec = TensorSpec.builder(new Size(64, 64)).build();
    FloatBuffer target = TensorWriterTest.floats(spec.values());
    try (TensorWriter writer = new TensorWriter(spec)) {
      for (int i = 0; i < 5; i++) {
        writer.write(direct, LIMITS, target.clear());
      }
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 10; i++) {
        writer.write(direct, LIMITS, target.clear());
      }
      long each = (threads.getCurrentThreadAllocatedBytes() - before) / 10;

      assertThat(each).as("bytes a picture").isLessThan(8_192);
    }
  }

  @Test
  void write_encodedBadly_throws() {
    TensorSpec spec = TensorSpec.builder(new Size(20, 20)).build();
    ByteBuffer encoded = jpeg(80, 60, BufferedImage.TYPE_3BYTE_BGR, 1);
    TensorWriter writer = new TensorWriter(spec);

    assertThatThrownBy(
            () ->
                writer.write(
                    encoded, LIMITS.withMaxSide(79), TensorWriterTest.floats(spec.values())))
        .isInstanceOf(ImageException.class);
    assertThatThrownBy(() -> writer.write(encoded, LIMITS, TensorWriterTest.floats(3)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                writer.write(
                    ByteBuffer.allocate(20), LIMITS, TensorWriterTest.floats(spec.values())))
        .isInstanceOf(ImageException.class);
    writer.close();
    assertThatThrownBy(() -> writer.write(encoded, LIMITS, TensorWriterTest.floats(spec.values())))
        .isInstanceOf(IllegalStateException.class);
  }

  private static ByteBuffer jpeg(int width, int height, int type, int orientation) {
    byte[] jpeg = Encoded.of(Encoded.picture(width, height, type, 1), "jpg");
    return ByteBuffer.wrap(
        Encoded.withExif(jpeg, Encoded.exif(orientation, 300, ByteOrder.LITTLE_ENDIAN)));
  }
}
