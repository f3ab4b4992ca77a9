package io.glyphflow.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages that come with the software. Boxes of lines were measured on the pictures. */
class SamplePagesTest {

  @Test
  void comic_bubblesAndCaptions_areReadPanelByPanel() throws IOException {
    List<Region> regions = regions("comic.png");

    assertThat(text(regions)).hasSize(13);
    assertThat(figures(regions)).hasSize(6);
    assertHolders(
        regions,
        line(102, 115, 596, 168), // BLOT & LEAF
        line(1180, 140, 1551, 166), // THE LOST COLUMN
        line(125, 226, 640, 248), // LATE AT NIGHT
        line(480, 320, 698, 342), // BLOT! WAKE UP!
        line(922, 266, 1205, 288), // GONE? COLUMNS DO
        line(1175, 398, 1483, 420), // MINE HAS FOOTNOTES.
        line(245, 976, 600, 998), // AHA! A TRAIL OF COMMAS.
        line(1098, 980, 1334, 1002), // SLOWLY, PLEASE.
        line(217, 1583, 371, 1605), // WHICH WAY
        line(311, 1755, 515, 1777), // LEFT TO RIGHT,
        line(746, 1581, 909, 1603), // THERE IT IS!
        line(1183, 1577, 1361, 1599), // WHY DID YOU
        line(1300, 1737, 1506, 1759)); // I ONLY WANTED
    assertHolder(regions, line(296, 1010, 548, 1030), line(245, 976, 600, 998)); // one bubble
  }

  @Test
  void comic_panels_eachComeRightBeforeTheirText() throws IOException {
    List<Region> regions = regions("comic.png");

    List<RegionKind> kinds = regions.stream().skip(2).map(Region::kind).toList();
    RegionKind text = RegionKind.TEXT;
    RegionKind figure = RegionKind.FIGURE;
    assertThat(kinds)
        .containsExactly(
            figure, text, text, figure, text, text, figure, text, text, figure, text, text, figure,
            text, figure, text, text);
  }

  @Test
  void scan_listItemOverTwoLines_isOneRegionAndPunchHolesNone() throws IOException {
    List<Region> regions = regions("scan.tif");

    assertHolder(regions, line(390, 1690, 2160, 1740), line(460, 1785, 640, 1820));
    for (Region region : regions) {
      assertThat(region.box().left()).isGreaterThan(300); // the holes are left of all text
    }
  }

  @Test
  void scan_numberBetweenDashes_isThePageNumber() throws IOException {
    Region last = regions("scan.tif").getLast();

    assertThat(last.label()).isEqualTo("number");
    assertThat(last.box().containment(line(1222, 3265, 1348, 3295))).isGreaterThan(0.95);
    assertThat(last.box().width()).isGreaterThan(110); // dashes and all
    assertThat(last.confidence()).isGreaterThan(0.5);
  }

  @Test
  void receipt_namesAndPricesOnOneLine_areOneRegion() throws IOException {
    List<Region> regions = regions("receipt.jpg");

    assertHolder(regions, line(300, 535, 655, 565), line(935, 530, 1018, 560));
    assertHolder(regions, line(290, 810, 535, 838), line(925, 808, 1005, 835));
    assertHolder(regions, line(280, 917, 385, 945), line(900, 915, 1000, 943)); // TOTAL
    assertHolders(
        regions,
        line(475, 135, 875, 183), // INK & PAPER
        line(430, 230, 910, 258), // Stationery, new and old
        line(310, 435, 935, 463), // Receipt 00417
        line(300, 535, 655, 565), // 2 Notebook, ruled
        line(280, 917, 385, 945), // TOTAL
        line(405, 1140, 850, 1168)); // Paper may be returned
  }

  @Test
  void receipt_woodAroundIt_isNoText() throws IOException {
    List<Region> regions = regions("receipt.jpg");

    assertThat(text(regions)).hasSize(6);
    for (Region region : text(regions)) {
      assertThat(region.box().right()).isLessThan(1050); // where the paper ends
    }
  }

  @Test
  void article_paragraphOfJustifiedLines_isOneRegion() throws IOException {
    List<Region> regions = regions("article.png");

    BoundingBox first = line(280, 965, 1185, 1000); // Machines long skipped
    assertHolder(regions, first, line(230, 1140, 1185, 1175)); // next. The result was
    assertHolder(regions, first, line(230, 1205, 380, 1225)); // no sense.
    assertThat(regions.getLast().label()).isEqualTo("number");
    assertThat(regions.getLast().confidence()).isGreaterThan(0.7);
  }

  @ParameterizedTest
  @CsvSource({"letter.png, 340, 1970", "scan.tif, 500, 1720"})
  void sample_numberedItems_areAList(String name, double x, double y) throws IOException {
    List<Region> regions = regions(name);
    int holder = holder(regions, line(x, y, x + 100, y + 20));

    List<Region> lists = regions.stream().filter(one -> one.label().equals("list")).toList();
    assertThat(lists).containsExactly(regions.get(holder));
  }

  private static void assertHolders(List<Region> regions, BoundingBox... lines) {
    int last = -1;
    for (BoundingBox line : lines) {
      int holder = holder(regions, line);
      assertThat(holder).as("place of the text at %s", line).isGreaterThan(last);
      last = holder;
    }
  }

  private static void assertHolder(List<Region> regions, BoundingBox a, BoundingBox b) {
    assertThat(holder(regions, a)).isNotNegative().isEqualTo(holder(regions, b));
  }

  /** The place of the one text region around a line; negative if there is none. */
  private static int holder(List<Region> regions, BoundingBox line) {
    int holder = -1;
    for (Region region : text(regions)) {
      boolean holds =
          region.polygon().isPresent()
              ? region.polygon().get().contains(line.center())
              : line.containment(region.box()) > 0.95;
      if (holds) {
        assertThat(holder).as("another region around %s", line).isNegative();
        holder = regions.indexOf(region);
      }
    }
    return holder;
  }

  private static BoundingBox line(double left, double top, double right, double bottom) {
    return new BoundingBox(left, top, right, bottom);
  }

  private static List<Region> text(List<Region> regions) {
    return regions.stream().filter(region -> region.kind() != RegionKind.FIGURE).toList();
  }

  private static List<Region> figures(List<Region> regions) {
    return regions.stream().filter(region -> region.kind() == RegionKind.FIGURE).toList();
  }

  private static List<Region> regions(String name) throws IOException {
    BufferedImage picture = ImageIO.read(Path.of("..", "samples", name).toFile());
    assertThat(picture).as("a picture in samples/%s", name).isNotNull();
    return Shared.detect(picture);
  }
}
