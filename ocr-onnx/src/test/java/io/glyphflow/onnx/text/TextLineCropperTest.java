package io.glyphflow.onnx.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class TextLineCropperTest {

  private static final Size PAGE = new Size(300, 240);

  @Test
  void crop_uprightBox_isAViewThatGrewAtItsEndsAndSides() {
    try (PageImage page = page(PageImage.Format.GRAY8, false);
        PageImage line = TextLineCropper.defaults().crop(page, box(100, 50, 200, 90))) {
      assertThat(line.isView()).isTrue();
      // 0.15 * 40 at the ends, 0.06 * 40 above and below, rounded outwards
      assertThat(line.size()).isEqualTo(new Size(112, 46));
      assertThat(Pictures.level(line, 0, 0)).isEqualTo(Pictures.level(page, 94, 47));
    }
  }

  @Test
  void crop_atTheEdges_inventsNothing() {
    TextLineCropper cropper = TextLineCropper.builder().growth(1, 1).build();
    try (PageImage page = page(PageImage.Format.GRAY8, false)) {
      try (PageImage line = cropper.crop(page, box(0, 0, 100, 20))) {
        assertThat(line.size()).isEqualTo(new Size(120, 40));
      }
      try (PageImage line = cropper.crop(page, box(5, 215, 295, 235))) {
        assertThat(line.size()).isEqualTo(new Size(300, 45));
      }
    }
  }

  @Property(tries = 200)
  void crop_turnedBox_isLevelAndKeepsItsPlaces(
      @ForAll @DoubleRange(min = -180, max = 180) double degrees,
      @ForAll @DoubleRange(min = 20, max = 130) double width,
      @ForAll @DoubleRange(min = 10, max = 40) double height) {
    TextBox box = turned(degrees, width, height);
    TextLineCropper cropper = TextLineCropper.defaults();
    try (PageImage page = page(PageImage.Format.GRAY8, true);
        PageImage line = cropper.crop(page, box)) {
      Size size = line.size();
      for (double part : new double[] {0.1, 0.5, 0.9}) {
        int x = (int) (part * size.width());
        // A pixel's middle
        double at = (x + 0.5) / size.width();
        Polygon stretch = cropper.part(box, PAGE, at, at);
        Point top = stretch.vertices().get(0);
        Point bottom = stretch.vertices().get(3);
        double expected = level((top.x() + bottom.x()) / 2, (top.y() + bottom.y()) / 2);
        int middle = size.height() / 2;
        double found = Pictures.level(line, x, middle);
        if (size.height() % 2 == 0) {
          found = (found + Pictures.level(line, x, middle - 1)) / 2.0;
        }
        assertThat(found).as("at %s of %s", part, size).isCloseTo(expected, within(1.5));
      }
    }
  }

  @Test
  void crop_colorOrGrayHeapOrNative_isTheSame() {
    TextBox box = turned(30, 100, 30);
    for (PageImage.Format format : PageImage.Format.values()) {
      try (PageImage heap = page(format, false);
          PageImage direct = page(format, true);
          PageImage first = TextLineCropper.defaults().crop(heap, box);
          PageImage second = TextLineCropper.defaults().crop(direct, box)) {
        assertThat(first.format()).isEqualTo(format);
        assertThat(first.isView()).isFalse();
        assertThat(first.size()).isEqualTo(new Size(109, 34));
        assertThat(first.pixels()).isEqualTo(second.pixels());
      }
    }
  }

  @Test
  void crop_outsideThePicture_isTheCallersError() {
    try (PageImage page = page(PageImage.Format.GRAY8, false)) {
      TextBox box = box(400, 50, 500, 90);
      assertThatThrownBy(() -> TextLineCropper.defaults().crop(page, box))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void crop_closedPicture_isTheCallersError() {
    PageImage page = page(PageImage.Format.GRAY8, false);
    page.close();
    TextBox box = turned(20, 100, 30);

    assertThatThrownBy(() -> TextLineCropper.defaults().crop(page, box))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void turnTall_tallBox_isTurnedCounterclockwise() {
    TextBox tall = box(100, 40, 130, 160);
    TextLineCropper turning = TextLineCropper.builder().growth(0, 0).turnTall(1.5).build();
    TextLineCropper keeping = TextLineCropper.builder().growth(0, 0).build();
    try (PageImage page = page(PageImage.Format.GRAY8, false);
        PageImage turned = turning.crop(page, tall);
        PageImage kept = keeping.crop(page, tall)) {
      assertThat(kept.size()).isEqualTo(new Size(30, 120));
      assertThat(turned.size()).isEqualTo(new Size(120, 30));
      // What is read downwards begins at the top right
      assertThat((double) Pictures.level(turned, 0, 0)).isCloseTo(level(129.5, 40.5), within(1.0));
      assertThat((double) Pictures.level(turned, 119, 29))
          .isCloseTo(level(100.5, 159.5), within(1.0));
      assertThat(turning.part(tall, 0, 0.5).bounds())
          .isEqualTo(box(100, 40, 130, 100).quad().bounds());
      assertThat(keeping.part(tall, 0, 0.5).bounds())
          .isEqualTo(box(100, 40, 115, 160).quad().bounds());
    }
  }

  @Test
  void part_wholeLine_isTheBoxWithItsGrownEnds() {
    TextLineCropper cropper = TextLineCropper.defaults();

    assertThat(cropper.part(box(100, 50, 200, 90), 0, 1)).isEqualTo(box(94, 50, 206, 90).quad());
    assertThat(cropper.part(box(100, 50, 200, 90), -3, 7)).isEqualTo(box(94, 50, 206, 90).quad());
    assertThat(cropper.part(box(2, 50, 298, 90), PAGE, 0, 1)).isEqualTo(box(0, 50, 300, 90).quad());
  }

  @Test
  void options_outOfRangeOrTwice_areRefused() {
    assertThatThrownBy(() -> TextLineCropper.builder().growth(-0.1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ends");
    assertThatThrownBy(() -> TextLineCropper.builder().growth(0, 1.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sides");
    assertThatThrownBy(() -> TextLineCropper.builder().turnTall(0.9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("turnTall");
    assertThatThrownBy(() -> TextLineCropper.builder().growth(0, 0).growth(0, 0))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> TextLineCropper.builder().turnTall(2).turnTall(2))
        .isInstanceOf(IllegalStateException.class);
  }

  private static double level(double x, double y) {
    return 20 + x * 0.3 + y * 0.5;
  }

  private static PageImage page(PageImage.Format format, boolean isDirect) {
    return Pictures.picture(
        PAGE.width(), PAGE.height(), format, isDirect, TextLineCropperTest::level);
  }

  private static TextBox box(double left, double top, double right, double bottom) {
    return new TextBox(
        Polygon.of(
            new Point(left, top),
            new Point(right, top),
            new Point(right, bottom),
            new Point(left, bottom)),
        1);
  }

  private static TextBox turned(double degrees, double width, double height) {
    double angle = Math.toRadians(degrees);
    double[] corners =
        new RotatedBox(150, 120, Math.cos(angle), Math.sin(angle), width / 2, height / 2).corners();
    Point[] points = new Point[4];
    for (int i = 0; i < 4; i++) {
      points[i] = new Point(corners[2 * i], corners[2 * i + 1]);
    }
    return new TextBox(Polygon.of(points), 1);
  }
}
