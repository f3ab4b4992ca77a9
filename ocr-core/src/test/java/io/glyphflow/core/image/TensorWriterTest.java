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
import io.glyphflow.core.internal.opencv.OpenCv;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
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
  void write_letterbox_roundsAsUltralyticsDoes() {
    TensorSpec spec =
        TensorSpec.builder(new Size(1024, 1024)).fit(Fit.LETTERBOX_CENTER, 114).build();
    FloatBuffer target = floats(spec.values());
    try (TensorWriter writer = new TensorWriter(spec)) {
      for (int width = 990; width < 1010; width++) {
        PageImage page = PageImage.allocate(new Size(width, 2048), Format.GRAY8);
        TensorPlacement placement = writer.write(page, target.clear());

        long resized = Math.round(width / 2.0 - (width % 4 == 1 ? 0.5 : 0)); // halves to even
        assertThat(placement.resized().width()).isEqualTo((int) resized);
        assertThat(placement.offsetX()).isEqualTo((int) Math.round((1024 - resized) / 2.0 - 0.1));
      }
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
  void write_pagesOfOneSize_allocatesNothing() {
    for (Format format : Format.values()) {
      for (Fit fit : Fit.values()) {
        for (Channels channels : Channels.values()) {
          for (Layout layout : Layout.values()) {
            TensorSpec.Builder builder =
                TensorSpec.builder(new Size(96, 80))
                    .fit(fit, 114)
                    .channels(channels)
                    .layout(layout);
            requireNoAllocation(format, builder.build());
            if (channels != Channels.GRAY) {
              requireNoAllocation(format, builder.normalize(MEAN, STD).build());
            }
          }
        }
      }
    }
  }

  /** Two pages in turn, one a view with longer rows: a page is not where the last one was. */
  private static void requireNoAllocation(Format format, TensorSpec spec) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    FloatBuffer target = floats(2 * spec.values());
    Size size = new Size(200, 150);
    try (PageImage one = PageImage.allocateNative(size, format, 0);
        PageImage other = PageImage.allocateNative(size, format, 0);
        TensorWriter writer = new TensorWriter(spec)) {
      for (int i = 0; i < 5; i++) {
        writer.write(one, target.clear());
        writer.write(other, target);
      }
      // The counter itself, and what is compiled or loaded at first, may allocate: the least
      // counts.
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 5; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 20; i++) {
          writer.write(one, target.clear());
          writer.write(other, target);
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertThat(least).as("%s %s", format, spec.fit()).isZero();
    }
  }

  @Test
  void write_batch_putsPicturesBehindEachOther() {
    Random random = new Random(4);
    TensorSpec spec = TensorSpec.builder(new Size(20, 16)).fit(Fit.LETTERBOX_CENTER, 114).build();
    FloatBuffer batch = floats(5 * spec.values());
    FloatBuffer single = floats(spec.values());
    try (TensorWriter writer = new TensorWriter(spec);
        TensorWriter fresh = new TensorWriter(spec)) {
      for (int i = 0; i < 5; i++) {
        Format format = i % 2 == 0 ? Format.GRAY8 : Format.BGR24;
        PageImage picture = image(new Size(20 + 3 * i, 40 - 5 * i), format, random);

        TensorPlacement placement = writer.write(picture, batch);

        assertThat(placement).isEqualTo(fresh.write(picture, single.clear()));
        assertThat(batch.position()).isEqualTo((i + 1) * spec.values());
        assertThat(batch.slice(i * spec.values(), spec.values())).isEqualTo(single.flip());
      }
      assertThatThrownBy(() -> writer.write(image(new Size(2, 2), Format.GRAY8, random), batch))
          .hasMessage("target: room for 0 values, must be >= 960");
    }
  }

  @Test
  void write_pageClosedMeanwhile_throws() {
    TensorSpec spec = TensorSpec.builder(new Size(4, 4)).build();
    try (TensorWriter writer = new TensorWriter(spec)) {
      PageImage page = PageImage.allocateNative(new Size(8, 8), Format.BGR24, 0);
      PageImage view = page.view(BoundingBox.of(2, 2, 8, 8));
      writer.write(page, floats(48));
      writer.write(view, floats(48));
      page.close();

      assertThatThrownBy(() -> writer.write(page, floats(48)))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> writer.write(view, floats(48)))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  // --- step by step ---

  @Test
  void write_everyResampling_isWhatOpenCvsStepsGive() {
    Random random = new Random(5);
    for (Format format : Format.values()) {
      for (Resampling resampling : Resampling.values()) {
        TensorSpec spec =
            TensorSpec.builder(new Size(123, 77))
                .resampling(resampling)
                .normalize(MEAN, STD)
                .build();
        FloatBuffer actual = floats(spec.values());
        try (PageImage picture = image(new Size(500, 431), format, random);
            TensorWriter writer = new TensorWriter(spec);
            Mat pixels = OpenCv.matrix(picture);
            Mat resized = new Mat();
            org.bytedeco.opencv.opencv_core.Size size =
                new org.bytedeco.opencv.opencv_core.Size(123, 77)) {
          writer.write(picture, actual);
          opencv_imgproc.resize(pixels, resized, size, 0, 0, method(resampling));
          ByteBuffer levels = resized.createBuffer();
          int count = resized.channels();
          for (int i = 0; i < spec.values(); i++) {
            int c = i / (123 * 77);
            int level = levels.get(count * (i % (123 * 77)) + (count == 1 ? 0 : 2 - c)) & 0xff;
            float expected = (level / 255f - MEAN[c]) / STD[c];
            assertThat(actual.get(i)).as("value %d", i).isCloseTo(expected, within(1e-6f));
          }
        }
      }
    }
  }

  private static int method(Resampling resampling) {
    return switch (resampling) {
      case LINEAR -> opencv_imgproc.INTER_LINEAR;
      case CUBIC -> opencv_imgproc.INTER_CUBIC;
      case AREA -> opencv_imgproc.INTER_AREA;
    };
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

  static PageImage image(Size size, Format format, Random random) {
    byte[] pixels = new byte[(int) size.area() * format.bytesPerPixel()];
    random.nextBytes(pixels);
    int stride = size.width() * format.bytesPerPixel();
    return PageImage.wrap(ByteBuffer.wrap(pixels), size, format, stride, 0, () -> {});
  }

  static FloatBuffer floats(int count) {
    return ByteBuffer.allocateDirect(4 * count).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }
}
