package io.glyphflow.core.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.image.PageImage.Format;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutlineCropperTest {

  private static final Cropper CROPPER = Cropper.outlines();

  @Test
  void crop_rectangle_isAViewThatCopiesNothing() throws InterruptedException {
    PageImage page = page(Format.BGR24, 40, 30, 1);
    BoundingBox box = BoundingBox.of(3.5, 4, 20, 21.25);
    Region plain = region(box);

    for (Region region : List.of(plain, plain.withPolygon(box.toPolygon()))) {
      Cropper.Request request = request(page, region);
      PageImage crop = CROPPER.crop(List.of(request)).get(0);
      assertThat(crop.isView()).isTrue();
      assertThat(crop.ownedBytes()).isZero();
      assertThat(CROPPER.ownedBytes(request)).isZero();
      assertThat(crop.size()).isEqualTo(new Size(17, 18));
      assertThat(crop.pixels().isDirect()).isEqualTo(page.isNative());
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void crop_polygon_keepsWhatIsInsideAndPaintsTheRest(Format format) throws InterruptedException {
    PageImage page = page(format, 60, 50, 2);
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      Polygon outline = polygon(random);
      BoundingBox box = BoundingBox.of(5, 6, 50, 45);
      Cropper.Request request = request(page, region(box).withPolygon(outline));
      if (outline.isRectangle()) {
        continue;
      }
      try (PageImage crop = CROPPER.crop(List.of(request)).get(0)) {
        assertThat(crop.isNative()).isFalse();
        assertThat(crop.ownedBytes()).isEqualTo(CROPPER.ownedBytes(request));
        requireMasked(page, crop, outline, 5, 6);
      }
    }
  }

  /** The plain way: every pixel asks the polygon. */
  private static void requireMasked(
      PageImage page, PageImage crop, Polygon outline, int left, int top) {
    byte[] ground = null;
    for (int y = 0; y < crop.size().height(); y++) {
      for (int x = 0; x < crop.size().width(); x++) {
        byte[] pixel = pixel(crop, x, y);
        if (outline.contains(new Point(left + x + 0.5, top + y + 0.5))) {
          assertThat(pixel).as("%d, %d", x, y).isEqualTo(pixel(page, left + x, top + y));
        } else {
          ground = ground == null ? pixel : ground;
          assertThat(pixel).as("ground at %d, %d", x, y).isEqualTo(ground);
        }
      }
    }
  }

  private static Polygon polygon(Random random) {
    Point[] vertices = new Point[3 + random.nextInt(5)];
    Arrays.setAll(vertices, i -> new Point(70 * random.nextDouble() - 5, 60 * random.nextDouble()));
    return Polygon.of(vertices);
  }

  @Test
  void crop_skewedLine_losesItsNeighborsAndTakesThePapersColor() throws InterruptedException {
    byte[] paper = {(byte) 200, (byte) 210, (byte) 220};
    byte[] pixels = new byte[100 * 60 * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = paper[i % 3];
    }
    for (int x = 0; x < 100; x++) {
      Arrays.fill(pixels, 3 * x, 3 * x + 3, (byte) 0); // a neighbor's line on top
      int y = 25 + x / 10;
      Arrays.fill(pixels, 3 * (100 * y + x), 3 * (100 * y + x) + 3, (byte) 10); // its own, skewed
    }
    PageImage page =
        PageImage.wrap(
            ByteBuffer.wrap(pixels), new Size(100, 60), Format.BGR24, 300, 300, () -> {});
    Polygon outline =
        Polygon.of(new Point(0, 15), new Point(100, 25), new Point(100, 45), new Point(0, 35));
    Region line = region(BoundingBox.of(0, 0, 100, 50)).withPolygon(outline);

    PageImage crop = CROPPER.crop(List.of(request(page, line))).get(0);

    assertThat(crop.dpi()).isEqualTo(300);
    assertThat(pixel(crop, 50, 0)).containsExactly(200, 210, 220);
    assertThat(pixel(crop, 99, 49)).containsExactly(200, 210, 220);
    assertThat(pixel(crop, 50, 30)).containsExactly(10, 10, 10);
    assertThat(page.pixels().get(0)).isZero();
  }

  @Test
  void crop_polygonBeyondThePage_isCutAtItsEdge() throws InterruptedException {
    PageImage page = page(Format.GRAY8, 20, 20, 4);
    Polygon outline = Polygon.of(new Point(-10, -5), new Point(40, 10), new Point(-10, 30));
    Region region = region(BoundingBox.of(-10, -5, 40, 30)).withPolygon(outline);
    Cropper.Request request = request(page, region);

    try (PageImage crop = CROPPER.crop(List.of(request)).get(0)) {
      assertThat(crop.size()).isEqualTo(new Size(20, 20));
      assertThat(crop.ownedBytes()).isEqualTo(400).isEqualTo(CROPPER.ownedBytes(request));
      requireMasked(page, crop, outline, 0, 0);
    }
  }

  @Test
  void crop_nativePage_isCopiedToTheHeap() throws InterruptedException {
    PageImage page = PageImage.allocateNative(new Size(30, 30), Format.GRAY8, 0);
    Polygon outline = Polygon.of(new Point(0, 0), new Point(30, 0), new Point(0, 30));
    Region region = region(BoundingBox.of(0, 0, 30, 30)).withPolygon(outline);

    PageImage crop = CROPPER.crop(List.of(request(page, region))).get(0);
    page.close();

    assertThat(crop.isNative()).isFalse();
    assertThat(crop.pixels().get(0)).isZero();
  }

  @Test
  void crop_boxOutsideOfThePage_throwsAndOwnsNothing() {
    PageImage page = page(Format.GRAY8, 10, 10, 5);
    Cropper.Request request = request(page, region(BoundingBox.of(20, 20, 30, 30)));

    assertThat(CROPPER.ownedBytes(request)).isZero();
    assertThatThrownBy(() -> CROPPER.crop(List.of(request)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void crop_interrupted_stops() {
    PageImage page = page(Format.GRAY8, 10, 10, 6);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> CROPPER.crop(List.of(request(page, region(page.size().bounds())))))
        .isInstanceOf(InterruptedException.class);
  }

  private static Region region(BoundingBox box) {
    return Region.of(RegionKind.TEXT, "text", box, 0.9);
  }

  private static Cropper.Request request(PageImage page, Region region) {
    return new Cropper.Request(new PageId("page", 1), page, region);
  }

  private static PageImage page(Format format, int width, int height, long seed) {
    byte[] pixels = new byte[width * height * format.bytesPerPixel()];
    new Random(seed).nextBytes(pixels);
    return PageImage.wrap(
        ByteBuffer.wrap(pixels),
        new Size(width, height),
        format,
        width * format.bytesPerPixel(),
        0,
        () -> {});
  }

  private static byte[] pixel(PageImage image, int x, int y) {
    byte[] pixel = new byte[image.format().bytesPerPixel()];
    image.pixels().get(y * image.rowStride() + x * pixel.length, pixel);
    return pixel;
  }
}
