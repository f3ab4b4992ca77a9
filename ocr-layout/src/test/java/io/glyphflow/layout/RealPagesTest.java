package io.glyphflow.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.layout.order.ReadingOrder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real pages, wherever the folder with them is. */
class RealPagesTest {

  private static final String ALICE = "pages/hocr-tools-alice/alice_1.png";
  private static final Pattern LINE =
      Pattern.compile("ocr_line'[^>]*bbox (\\d+) (\\d+) (\\d+) (\\d+)");
  private static final Pattern ZONE =
      Pattern.compile(
          "\"x\": (\\d+),\\s*\"y\": (\\d+),\\s*\"width\": (\\d+),\\s*\"height\": (\\d+)"
              + "(?:(?!\"bbox\")[\\s\\S])*?\"orientation\": \"(\\S+)\""
              + "(?:(?!\"bbox\")[\\s\\S])*?\"textForm\": \"(\\S+)\"");

  @Test
  void alice_oneColumn_hasATitleAndAllLines() throws IOException {
    if (!Shared.isThere()) {
      return;
    }
    List<Region> regions = Shared.detect(Shared.picture(ALICE));

    List<BoundingBox> lines = aliceLines();
    assertThat(lines).hasSize(37);
    for (BoundingBox line : lines) {
      assertThat(regions).as("holders of %s", line).anyMatch(region -> holds(region, line, 0));
    }
    assertThat(regions.getFirst().label()).isEqualTo("doc_title");
    assertThat(holds(regions.getFirst(), lines.getFirst(), 0)).isTrue();
    assertThat(regions.stream().skip(1).map(Region::label)).containsOnly("text");
    assertThat(regions).hasSize(8);
  }

  @ParameterizedTest
  @ValueSource(doubles = {2, 5, 7, -7})
  void alice_turned_isFoundAtItsAngleWithAllLines(double degrees) throws IOException {
    if (!Shared.isThere()) {
      return;
    }
    BufferedImage page = Shared.picture(ALICE);
    double own =
        Shared.detect(page)
            .getFirst()
            .polygon()
            .map(ModelFreeLayoutDetectorTest::angle)
            .orElse(0.0);

    List<Region> regions = Shared.detect(ModelFreeLayoutDetectorTest.turned(page, degrees));

    Polygon first = regions.getFirst().polygon().orElseThrow();
    assertThat(ModelFreeLayoutDetectorTest.angle(first)).isCloseTo(own + degrees, within(0.15));
    for (BoundingBox line : aliceLines()) {
      assertThat(regions)
          .as("holders of %s", line)
          .anyMatch(region -> holds(region, line, degrees));
    }
  }

  @Test
  void phototest_isOneBlock() throws IOException {
    if (!Shared.isThere()) {
      return;
    }
    List<Region> regions = Shared.detect(Shared.picture("pages/tesseract-test/phototest.tif"));

    assertThat(regions).hasSize(1);
    assertThat(regions.getFirst().kind()).isEqualTo(RegionKind.TEXT);
    assertThat(regions.getFirst().box().iou(new BoundingBox(36, 92, 618, 361))).isGreaterThan(0.9);
  }

  @Test
  void eurotext_isOneBlock() throws IOException {
    if (!Shared.isThere()) {
      return;
    }
    List<Region> regions = Shared.detect(Shared.picture("pages/tesseract-test/eurotext.tif"));

    assertThat(regions).hasSize(1);
    assertThat(regions.getFirst().box().iou(new BoundingBox(95, 62, 921, 668))).isGreaterThan(0.9);
  }

  @Test
  void emptyBlack_hasNoText() throws IOException {
    if (!Shared.isThere()) {
      return;
    }
    assertThat(Shared.detect(Shared.picture("pages/rapidocr-tests/empty_black.jpg"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"msdemo-001-station, 7", "msdemo-003-laboratory, 10"})
  void comic_speechBubbles_areTextRegions(String name, int least) throws IOException {
    if (!Shared.isThere()) {
      return;
    }
    ModelFreeLayoutDetector comics =
        ModelFreeLayoutDetector.builder().readingOrder(ReadingOrder.RIGHT_TO_LEFT).build();
    List<BoundingBox> text =
        Shared.detect(comics, Shared.picture("manga/images/" + name + ".png")).stream()
            .filter(region -> region.kind() != RegionKind.FIGURE)
            .map(Region::box)
            .toList();
    String annotations = Files.readString(Shared.path("manga/annotations/" + name + ".json"));
    int zones = 0;
    int found = 0;
    Matcher zone = ZONE.matcher(annotations);
    while (zone.find()) {
      if ("base".equals(zone.group(6))) {
        zones++;
        BoundingBox box =
            BoundingBox.ofSize(number(zone, 1), number(zone, 2), number(zone, 3), number(zone, 4));
        boolean isFound = isFound(box, zone.group(5).startsWith("vertical"), text);
        found += isFound ? 1 : 0;
      }
    }
    assertThat(zones).isGreaterThanOrEqualTo(8);
    assertThat(found)
        .as("speech bubbles of %s that are found, %d of %d", name, found, zones)
        .isGreaterThanOrEqualTo(least);
  }

  /**
   * Whether regions inside a zone reach along a good part of it; zones are wider than their ink.
   */
  private static boolean isFound(BoundingBox zone, boolean isUpright, List<BoundingBox> regions) {
    double reached = 0;
    for (BoundingBox region : regions) {
      double inside = region.intersection(zone).map(BoundingBox::area).orElse(0.0) / region.area();
      if (inside > 0.5) {
        reached += isUpright ? region.height() / zone.height() : region.width() / zone.width();
      }
    }
    return reached >= 0.45;
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  private static List<BoundingBox> aliceLines() throws IOException {
    List<BoundingBox> lines = new ArrayList<>();
    Matcher line = LINE.matcher(Files.readString(Shared.path("pages/hocr-tools-alice/tess.hocr")));
    while (line.find()) {
      lines.add(
          new BoundingBox(number(line, 1), number(line, 2), number(line, 3), number(line, 4)));
    }
    return lines;
  }

  /**
   * Whether a text region holds the left, middle and right of a line of the page that was turned.
   */
  private static boolean holds(Region region, BoundingBox line, double degrees) {
    Polygon outline = region.polygon().orElseGet(() -> region.box().toPolygon());
    double middle = line.center().y();
    boolean holds = region.kind() == RegionKind.TEXT;
    for (double x : new double[] {line.left() + 6, line.center().x(), line.right() - 6}) {
      holds &= outline.contains(turned(x, middle, degrees));
    }
    return holds;
  }

  private static Point turned(double x, double y, double degrees) {
    double dx = x - 2488 / 2.0;
    double dy = y - 3507 / 2.0;
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    return new Point(2488 / 2.0 + dx * cos - dy * sin, 3507 / 2.0 + dx * sin + dy * cos);
  }
}
