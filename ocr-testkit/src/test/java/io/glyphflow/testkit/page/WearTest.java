package io.glyphflow.testkit.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.geometry.Size;
import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class WearTest {

  private static final Size SIZE = new Size(400, 200);

  @Test
  void rotation_truth_movesWithTheInk() {
    ComposedPage page = page();
    ComposedPage turned = Warp.rotation(SIZE, 7).apply(page, Color.WHITE);

    BoundingBox before = page.regions().getFirst().box();
    BoundingBox after = turned.regions().getFirst().box();
    assertThat(after.height()).isGreaterThan(before.height() + 20);
    // The right end of the line went down: clockwise.
    assertThat(Warp.rotation(SIZE, 7).map(before).vertices().get(1).y())
        .isGreaterThan(before.top());
    assertThat(inkOutside(turned.picture(), after)).isZero();
    assertThat(inkOutside(turned.picture(), BoundingBox.of(0, 0, 0, 0)))
        .isCloseTo(inkOutside(page.picture(), BoundingBox.of(0, 0, 0, 0)), withPercentage(12));
  }

  @Test
  void perspective_corners_goWhereTheyShould() {
    Polygon corners =
        Polygon.of(new Point(30, 20), new Point(380, 5), new Point(350, 290), new Point(10, 250));
    Warp warp = Warp.perspective(SIZE, new Size(420, 300), corners);

    Polygon mapped = warp.map(BoundingBox.of(0, 0, 400, 200));
    for (int i = 0; i < 4; i++) {
      assertThat(mapped.vertices().get(i).x())
          .isCloseTo(corners.vertices().get(i).x(), offset(1e-6));
      assertThat(mapped.vertices().get(i).y())
          .isCloseTo(corners.vertices().get(i).y(), offset(1e-6));
    }
    ComposedPage seen = warp.apply(page(), Color.GRAY);
    assertThat(seen.picture().getWidth()).isEqualTo(420);
    assertThat(new Color(seen.picture().getRGB(2, 2))).isEqualTo(Color.GRAY);
  }

  @Test
  void oneBit_picture_hasTwoColours() {
    BufferedImage picture = Wear.oneBit(page(), 128).picture();
    assertThat(picture.getType()).isEqualTo(BufferedImage.TYPE_BYTE_BINARY);
    assertThat(inkOutside(picture, BoundingBox.of(0, 0, 0, 0))).isPositive();
  }

  @Test
  void saltAndPepper_share_isHit() {
    BufferedImage picture = Wear.saltAndPepper(blank(), 0.1, 1).picture();
    assertThat(inkOutside(picture, BoundingBox.of(0, 0, 0, 0)) / (400.0 * 200))
        .isBetween(0.04, 0.06);
  }

  @Test
  void blur_edges_becomeSofter() {
    ComposedPage page = page();
    assertThat(contrast(Wear.blur(page, 1.5).picture())).isLessThan(contrast(page.picture()) / 2);
  }

  @Test
  void shadow_page_isDarkerButNowhereBlack() {
    BufferedImage picture = Wear.shadow(blank(), 0.6, 3).picture();
    int darkest = 255;
    int lightest = 0;
    for (int x = 0; x < 400; x++) {
      for (int y = 0; y < 200; y++) {
        darkest = Math.min(darkest, Pixels.gray(picture.getRGB(x, y)));
        lightest = Math.max(lightest, Pixels.gray(picture.getRGB(x, y)));
      }
    }
    assertThat(darkest).isBetween(90, 200);
    assertThat(lightest).isGreaterThan(220);
  }

  @Test
  void jpegAndGrain_lowQuality_changeThePixels() {
    ComposedPage page = page();
    assertThat(differing(page.picture(), Wear.jpeg(page, 0.3).picture())).isPositive();
    assertThat(differing(page.picture(), Wear.grain(page, 6, 1).picture())).isGreaterThan(30_000);
    assertThat(Wear.jpeg(page, 0.3).regions()).isEqualTo(page.regions());
  }

  private static ComposedPage page() {
    PageComposer page = PageComposer.of(400, 200, 72);
    page.line(RegionKind.TEXT, "text", "A line of text", TextStyle.of(Typeface.SANS, 40), 60, 110);
    return page.finish();
  }

  private static ComposedPage blank() {
    return PageComposer.of(400, 200, 72).finish();
  }

  private static int inkOutside(BufferedImage picture, BoundingBox box) {
    int count = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        boolean dark = Pixels.gray(picture.getRGB(x, y)) < 128;
        count += dark && !box.contains(new Point(x, y)) ? 1 : 0;
      }
    }
    return count;
  }

  /** The sum of squared steps from pixel to pixel. */
  private static long contrast(BufferedImage picture) {
    long sum = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 1; x < picture.getWidth(); x++) {
        int step = Pixels.gray(picture.getRGB(x, y)) - Pixels.gray(picture.getRGB(x - 1, y));
        sum += (long) step * step;
      }
    }
    return sum;
  }

  private static int differing(BufferedImage a, BufferedImage b) {
    int count = 0;
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        count += a.getRGB(x, y) == b.getRGB(x, y) ? 0 : 1;
      }
    }
    return count;
  }
}
