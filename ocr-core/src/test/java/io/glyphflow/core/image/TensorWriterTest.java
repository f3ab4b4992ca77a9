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
import io.glyphflow.core.image.TensorSpec.Layout;
import io.glyphflow.core.image.TensorSpec.Resampling;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TensorWriterTest {

  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] STD = {0.229f, 0.224f, 0.225f};

  // --- against the plain loop ---

  @Test
  void write_everyKind_isWhatThePlainLoopWrites() {
    Random random = new Random(1);
    for (Format format : Format.values()) {
      for (Fit fit : Fit.values()) {
        for (Channels channels : Channels.values()) {
          for (Layout layout : Layout.values()) {
            for (Size picture :
                new Size[] {new Size(16, 12), new Size(40, 30), new Size(1, 1), new Size(9, 31)}) {
              boolean isOne = channels == Channels.GRAY || random.nextBoolean();
              TensorSpec spec =
                  TensorSpec.builder(new Size(16, 12))
                      .fit(fit, 114)
                      .channels(channels)
                      .layout(layout)
                      .normalize(isOne ? new float[] {0.5f} : MEAN, isOne ? new float[] {2} : STD)
                      .build();
              requireLikeReference(image(picture, format, random), spec, isOne ? 0.5f : 0);
            }
          }
        }
      }
    }
  }

  private static void requireLikeReference(PageImage image, TensorSpec spec, float one) {
    FloatBuffer actual = floats(spec.values() + 3).position(2);
    try (image;
        TensorWriter writer = new TensorWriter(spec)) {
      TensorPlacement placement = writer.write(image, actual);
      float[] expected = reference(image, spec, placement, one);
      // A level more or less where pixels are interpolated: OpenCV rounds weights to 1/2048.
      boolean isSized = placement.resized().equals(image.size());
      boolean isMixed = spec.channels() == Channels.GRAY && image.format() != Format.GRAY8;
      double levels = (isSized ? 0.01 : 1.51) + (isMixed ? 1 : 0);
      double step = levels / 255 / (one > 0 ? 2 : 0.224);
      assertThat(actual.position()).isEqualTo(2 + spec.values());
      for (int i = 0; i < expected.length; i++) {
        assertThat(actual.get(2 + i))
            .as("value %d", i)
            .isCloseTo(expected[i], within((float) step));
      }
      assertThat(actual.get(1)).isZero();
      assertThat(actual.get(2 + spec.values())).isZero();
    }
  }

  /** Bilinear, with pixels as areas whose levels are those of their centers; then the formula. */
  private static float[] reference(
      PageImage image, TensorSpec spec, TensorPlacement placement, float one) {
    float[] values = new float[spec.values()];
    int width = spec.size().width();
    int height = spec.size().height();
    int count = spec.channels().count();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double[] bgr = bgr(image, placement, x - placement.offsetX(), y - placement.offsetY());
        for (int c = 0; c < count; c++) {
          double level =
              bgr.length == 0
                  ? spec.padding()
                  : switch (spec.channels()) {
                    case RGB -> bgr[2 - c];
                    case BGR -> bgr[c];
                    case GRAY ->
                        image.format() == Format.GRAY8
                            ? bgr[0]
                            : Math.round(0.114 * bgr[0] + 0.587 * bgr[1] + 0.299 * bgr[2]);
                  };
          double mean = one > 0 ? one : MEAN[c];
          double std = one > 0 ? 2 : STD[c];
          int at =
              spec.layout() == Layout.CHW
                  ? (c * height + y) * width + x
                  : (y * width + x) * count + c;
          values[at] = (float) ((level / 255 - mean) / std);
        }
      }
    }
    return values;
  }

  private static double[] bgr(PageImage image, TensorPlacement placement, int x, int y) {
    Size inner = placement.resized();
    if (x < 0 || y < 0 || x >= inner.width() || y >= inner.height()) {
      return new double[0];
    }
    double fx = Math.max(0, (x + 0.5) / placement.scaleX() - 0.5);
    double fy = Math.max(0, (y + 0.5) / placement.scaleY() - 0.5);
    int left = (int) Math.min(fx, image.size().width() - 1);
    int top = (int) Math.min(fy, image.size().height() - 1);
    int right = Math.min(left + 1, image.size().width() - 1);
    int bottom = Math.min(top + 1, image.size().height() - 1);
    double[] bgr = new double[3];
    for (int c = 0; c < 3; c++) {
      int channel = image.format() == Format.GRAY8 ? 0 : c;
      double above =
          mix(fx - left, level(image, left, top, channel), level(image, right, top, channel));
      double below =
          mix(fx - left, level(image, left, bottom, channel), level(image, right, bottom, channel));
      bgr[c] = mix(fy - top, above, below);
    }
    return bgr;
  }

  private static double mix(double part, double a, double b) {
    return a + Math.min(part, 1) * (b - a);
  }

  private static int level(PageImage image, int x, int y, int channel) {
    return PageImageDecodeTest.level(image, x, y, channel);
  }

  // --- placement ---

  @Test
  void write_letterbox_givesBoxesBackWhereTheyWere() {
    try (TensorWriter writer =
        new TensorWriter(
            TensorSpec.builder(new Size(640, 640)).fit(Fit.LETTERBOX_CENTER, 114).build())) {
      TensorPlacement placement =
          writer.write(
              PageImage.allocate(new Size(2480, 3508), Format.GRAY8), floats(3 * 640 * 640));

      assertThat(placement.offsetX()).isEqualTo(94);
      assertThat(placement.offsetY()).isZero();
      assertThat(placement.resized()).isEqualTo(new Size(452, 640));
      BoundingBox box = BoundingBox.of(100, 200, 2480, 3508);
      BoundingBox back = placement.toPicture(placement.toTensor(box));
      assertThat(back.left()).isCloseTo(100, within(1e-9));
      assertThat(back.bottom()).isCloseTo(3508, within(1e-9));
      assertThat(placement.toPicture(new Point(94 + 452, 640))).isEqualTo(new Point(2480, 3508));
    }
  }

  @Test
  void write_stretch_scalesEachSide() {
    TensorSpec spec = TensorSpec.builder(new Size(10, 40)).build();
    try (TensorWriter writer = new TensorWriter(spec)) {
      TensorPlacement placement =
          writer.write(PageImage.allocate(new Size(20, 20), Format.BGR24), floats(1200));

      assertThat(placement.scaleX()).isEqualTo(0.5);
      assertThat(placement.scaleY()).isEqualTo(2);
      assertThat(placement.toPicture(BoundingBox.of(1, 2, 3, 4)))
          .isEqualTo(BoundingBox.of(2, 1, 6, 2));
    }
  }

  @Test
  void write_pictureWithAnExtremeShape_keepsAPixel() {
    TensorSpec spec = TensorSpec.builder(new Size(8, 8)).fit(Fit.LETTERBOX_TOP_LEFT, 0).build();
    try (TensorWriter writer = new TensorWriter(spec)) {
      PageImage line = PageImage.allocate(new Size(1000, 1), Format.GRAY8);

      assertThat(writer.write(line, floats(192)).resized()).isEqualTo(new Size(8, 1));
    }
  }

  // --- memory ---

  @Test
  void write_viewOfANativePage_isReadInPlace() {
    try (PageImage page = PageImage.allocateNative(new Size(50, 40), Format.BGR24, 0);
        TensorWriter writer = new TensorWriter(TensorSpec.builder(new Size(10, 8)).build())) {
      Random random = new Random(2);
      for (int i = 0; i < page.target().capacity(); i++) {
        page.target().put(i, (byte) random.nextInt());
      }
      PageImage view = page.view(BoundingBox.of(7, 5, 17, 13));
      FloatBuffer target = floats(240);

      writer.write(view, target);

      assertThat(target.get(0)).isCloseTo(level(page, 7, 5, 2) / 255f, within(1e-6f));
      assertThat(target.get(239)).isCloseTo(level(page, 16, 12, 0) / 255f, within(1e-6f));
    }
  }

  @Test
  void write_again_allocatesNothingButSmallObjects() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    TensorSpec spec = TensorSpec.builder(new Size(320, 320)).fit(Fit.LETTERBOX_CENTER, 114).build();
    FloatBuffer target = floats(spec.values());
    try (PageImage page = PageImage.allocateNative(new Size(800, 600), Format.BGR24, 0);
        TensorWriter writer = new TensorWriter(spec)) {
      for (int i = 0; i < 20; i++) {
        writer.write(page, target.clear());
      }
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 100; i++) {
        writer.write(page, target.clear());
      }
      long each = (threads.getCurrentThreadAllocatedBytes() - before) / 100;

      assertThat(each).as("bytes a call, of %d written", 4 * spec.values()).isLessThan(8_192);
    }
  }

  // --- bounds ---

  @Test
  void write_unfitTarget_throws() {
    TensorSpec spec = TensorSpec.builder(new Size(2, 2)).build();
    PageImage page = PageImage.allocate(new Size(2, 2), Format.BGR24);
    TensorWriter writer = new TensorWriter(spec);

    assertThatThrownBy(() -> writer.write(page, FloatBuffer.allocate(12)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("target: must be direct and writable");
    assertThatThrownBy(() -> writer.write(page, floats(11)))
        .hasMessage("target: room for 11 values, must be >= 12");
    assertThatThrownBy(
            () ->
                writer.write(
                    page,
                    ByteBuffer.allocateDirect(48).order(ByteOrder.BIG_ENDIAN).asFloatBuffer()))
        .hasMessageStartingWith("target: BIG_ENDIAN");
    writer.close();
    writer.close();
    assertThatThrownBy(() -> writer.write(page, floats(12)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void builder_defaults_areAsDocumented() {
    TensorSpec spec = TensorSpec.builder(new Size(3, 2)).build();

    assertThat(spec.fit()).isEqualTo(Fit.STRETCH);
    assertThat(spec.channels()).isEqualTo(Channels.RGB);
    assertThat(spec.layout()).isEqualTo(Layout.CHW);
    assertThat(spec.resampling()).isEqualTo(Resampling.LINEAR);
    assertThat(spec.values()).isEqualTo(18);
    assertThat(spec.factor(1)).isEqualTo(1 / 255f);
    assertThat(spec.offset(2)).isZero();
  }

  @Test
  void builder_badValues_throw() {
    TensorSpec.Builder builder = TensorSpec.builder(new Size(3, 2));

    assertThatThrownBy(() -> builder.fit(Fit.STRETCH, 256))
        .hasMessage("padding: 256, must be 0..255");
    assertThatThrownBy(() -> builder.scale(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.normalize(new float[] {0}, new float[] {0}))
        .hasMessage("std: 0.0, must not be 0");
    assertThatThrownBy(() -> TensorSpec.builder(new Size(40_000, 40_000)))
        .isInstanceOf(IllegalArgumentException.class);
    builder.normalize(new float[] {1, 2}, new float[] {1});
    assertThatThrownBy(builder::build).hasMessage("mean: [1.0, 2.0], must be 1 or 3");
    assertThatThrownBy(() -> builder.normalize(MEAN, STD))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("normalize: is [1.0, 2.0] already, set it once");
  }

  private static PageImage image(Size size, Format format, Random random) {
    byte[] pixels = new byte[(int) size.area() * format.bytesPerPixel()];
    random.nextBytes(pixels);
    int stride = size.width() * format.bytesPerPixel();
    return PageImage.wrap(ByteBuffer.wrap(pixels), size, format, stride, 0, () -> {});
  }

  private static FloatBuffer floats(int count) {
    return ByteBuffer.allocateDirect(4 * count).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }
}
