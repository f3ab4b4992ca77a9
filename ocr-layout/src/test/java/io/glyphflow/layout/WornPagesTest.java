package io.glyphflow.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.testkit.page.ComposedPage;
import io.glyphflow.testkit.page.RandomColumns;
import io.glyphflow.testkit.page.TrueLine;
import io.glyphflow.testkit.page.Warp;
import io.glyphflow.testkit.page.Wear;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scans and photographs of composed pages. */
class WornPagesTest {

  @ParameterizedTest
  @ValueSource(longs = {0, 4, 8, 1})
  void detect_skewedNoisyScan_coversTheLines(long seed) {
    ComposedPage page = RandomColumns.page(seed).page();
    Size size = new Size(page.picture().getWidth(), page.picture().getHeight());
    ComposedPage scan =
        Wear.oneBit(
            Wear.saltAndPepper(Warp.rotation(size, 2.3).apply(page, Color.WHITE), 0.01, seed), 128);

    assertThat(covered(scan)).isGreaterThanOrEqualTo(0.98);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 2, 4, 6})
  void detect_unevenlyLitPhotograph_coversTheLines(long seed) {
    ComposedPage page = RandomColumns.page(seed).page();
    ComposedPage photo = Wear.blur(Wear.grain(Wear.shadow(page, 0.6, seed), 8, seed), 0.8);

    assertThat(covered(photo)).isGreaterThanOrEqualTo(0.98);
  }

  @Test
  void detect_noisyBlankPage_hasNearlyNothing() {
    ComposedPage page = RandomColumns.page(0).page();
    Graphics2D graphics = page.picture().createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, page.picture().getWidth(), page.picture().getHeight());
    graphics.dispose();

    assertThat(Shared.detect(Wear.grain(page, 8, 1).picture())).isEmpty();
  }

  /** The part of the lines whose middle is in the outline of some region that is no figure. */
  private static double covered(ComposedPage page) {
    List<Region> regions = Shared.detect(page.picture());
    long covered =
        page.bodyLines().stream()
            .map(TrueLine::box)
            .filter(line -> regions.stream().anyMatch(region -> holds(region, line)))
            .count();
    return (double) covered / page.bodyLines().size();
  }

  private static boolean holds(Region region, BoundingBox line) {
    Polygon outline = region.polygon().orElseGet(() -> region.box().toPolygon());
    return region.kind() != RegionKind.FIGURE && outline.contains(line.center());
  }
}
