package io.glyphflow.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.layout.order.ReadingOrder;
import io.glyphflow.testkit.page.ComposedPage;
import io.glyphflow.testkit.page.RandomColumns;
import io.glyphflow.testkit.page.Typeface;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFreeLayoutDetectorTest {

  @Test
  void detect_blankPage_hasNoRegions() {
    assertThat(Shared.detect(plain(1200, 1600, Color.WHITE))).isEmpty();
    assertThat(Shared.detect(plain(1200, 1600, new Color(0xE8E0D0)))).isEmpty();
    assertThat(Shared.detect(plain(7, 3, Color.WHITE))).isEmpty();
  }

  @Test
  void detect_blackPage_hasNoRegions() {
    assertThat(Shared.detect(plain(1200, 1600, Color.BLACK))).isEmpty();
  }

  @Test
  void detect_whiteTextOnBlack_isFoundLikeBlackOnWhite() {
    BufferedImage light = letter(Color.WHITE, Color.BLACK);
    BufferedImage dark = letter(Color.BLACK, Color.WHITE);

    List<Region> expected = Shared.detect(light);
    List<Region> regions = Shared.detect(dark);

    assertThat(expected).hasSizeGreaterThanOrEqualTo(2);
    assertThat(regions).hasSameSizeAs(expected);
    for (int i = 0; i < regions.size(); i++) {
      assertThat(regions.get(i).box().iou(expected.get(i).box())).isGreaterThan(0.9);
    }
  }

  @Test
  void detect_letter_givesTitleAndParagraphsInOrder() {
    List<Region> regions = Shared.detect(letter(Color.WHITE, Color.BLACK));

    assertThat(regions.getFirst().label()).isEqualTo("doc_title");
    assertThat(regions.stream().skip(1).map(Region::label)).containsOnly("text");
    assertThat(regions.stream().map(Region::kind)).containsOnly(RegionKind.TEXT);
    for (Region region : regions) {
      assertThat(region.confidence()).isBetween(0.5, 1.0);
      assertThat(region.polygon()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"0.4", "2.5"})
  void detect_otherResolutions_giveTheSameRegions(double scale) {
    BufferedImage page = letter(Color.WHITE, Color.BLACK);
    int width = (int) (page.getWidth() * scale);
    int height = (int) (page.getHeight() * scale);
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(page, 0, 0, width, height, null);
    graphics.dispose();

    List<Region> expected = Shared.detect(page);
    List<Region> regions = Shared.detect(scaled);

    assertThat(regions).hasSameSizeAs(expected);
    for (int i = 0; i < regions.size(); i++) {
      BoundingBox box = regions.get(i).box().scale(1 / scale, 1 / scale);
      assertThat(box.iou(expected.get(i).box())).isGreaterThan(0.85);
    }
  }

  @Test
  void detect_ruledTable_isOneTableRegion() {
    BufferedImage page = letter(Color.WHITE, Color.BLACK);
    Graphics2D graphics = page.createGraphics();
    graphics.setColor(Color.BLACK);
    for (int row = 0; row <= 5; row++) {
      graphics.fillRect(150, 1000 + 50 * row, 900, 2);
    }
    for (int column = 0; column <= 3; column++) {
      graphics.fillRect(150 + 300 * column, 1000, 2, 252);
      for (int row = 0; row < 5 && column < 3; row++) {
        draw(
            graphics,
            Typeface.SANS,
            22,
            "Item " + row + column,
            165 + 300 * column,
            1034 + 50 * row);
      }
    }
    graphics.dispose();

    List<Region> tables =
        Shared.detect(page).stream().filter(one -> one.kind() == RegionKind.TABLE).toList();

    assertThat(tables).hasSize(1);
    assertThat(tables.getFirst().label()).isEqualTo("table");
    assertThat(tables.getFirst().box().iou(new BoundingBox(150, 1000, 1052, 1252)))
        .isGreaterThan(0.95);
  }

  @Test
  void detect_photograph_isOneFigureAndItsCaptionText() {
    BufferedImage page = letter(Color.WHITE, Color.BLACK);
    Graphics2D graphics = page.createGraphics();
    for (int y = 0; y < 400; y += 8) {
      for (int x = 0; x < 600; x += 8) {
        int level = 20 + (x * 7 + y * 13 + x * y / 64) % 120;
        graphics.setColor(new Color(level, level, level));
        graphics.fillRect(300 + x, 1000 + y, 8, 8);
      }
    }
    graphics.setColor(Color.BLACK);
    draw(graphics, Typeface.SERIF, 24, "Figure 1. A picture of nothing at all", 320, 1440);
    graphics.dispose();

    List<Region> regions = Shared.detect(page);
    List<Region> figures = regions.stream().filter(one -> one.kind() == RegionKind.FIGURE).toList();

    assertThat(figures).hasSize(1);
    assertThat(figures.getFirst().box().iou(new BoundingBox(300, 1000, 900, 1400)))
        .isGreaterThan(0.8);
    assertThat(regions.getLast().label()).isEqualTo("figure_title");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-12, -7, -2, 2, 5, 7, 12})
  void detect_slantedPage_hasOutlinesAtItsAngle(double degrees) {
    List<Region> regions = Shared.detect(turned(letter(Color.WHITE, Color.BLACK), degrees));

    assertThat(regions).hasSizeGreaterThanOrEqualTo(2);
    for (Region region : regions) {
      assertThat(angle(region.polygon().orElseThrow())).isCloseTo(degrees, within(0.15));
      assertThat(region.box()).isEqualTo(region.polygon().orElseThrow().bounds());
    }
    assertThat(regions.getFirst().label()).isEqualTo("doc_title");
  }

  @Test
  void detect_twoCallsAtOnce_answerAsOne() throws Exception {
    ComposedPage page = RandomColumns.page(3).page();
    ModelFreeLayoutDetector detector = ModelFreeLayoutDetector.defaults();
    List<Region> expected = Shared.detect(detector, page.picture());
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<List<Region>>> answers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        answers.add(threads.submit(() -> Shared.detect(detector, page.picture())));
      }
      for (Future<List<Region>> answer : answers) {
        assertThat(answer.get()).isEqualTo(expected);
      }
    }
  }

  @Test
  void detect_twoHundredPages_leavesNoNativeMemory() {
    ByteBuffer pixels = direct(turned(letter(Color.WHITE, Color.BLACK), 3));
    Size size = new Size(1200, 1600);
    ModelFreeLayoutDetector detector = ModelFreeLayoutDetector.defaults();
    try (PageImage image =
        PageImage.wrap(pixels, size, PageImage.Format.GRAY8, size.width(), 0, () -> {})) {
      List<PageInput> pages = List.of(new PageInput(new PageId("test", 1), image));
      detector.detect(pages);
      long before = Pointer.totalBytes();
      for (int i = 0; i < 200; i++) {
        detector.detect(pages);
      }
      assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(before);
    }
  }

  @Test
  void builder_readingOrder_decidesTheOrderOfColumns() {
    BufferedImage page = RandomColumns.page(0).page().picture();
    ModelFreeLayoutDetector rightToLeft =
        ModelFreeLayoutDetector.builder().readingOrder(ReadingOrder.RIGHT_TO_LEFT).build();

    List<Region> left = text(Shared.detect(page));
    List<Region> right = text(Shared.detect(rightToLeft, page));

    assertThat(left.getFirst().box().center().x()).isLessThan(page.getWidth() / 2.0);
    assertThat(right.getFirst().box().center().x()).isGreaterThan(page.getWidth() / 2.0);
    assertThat(right).hasSameSizeAs(left);
  }

  @Test
  void builder_optionSetTwice_isRefused() {
    ModelFreeLayoutDetector.Builder builder =
        ModelFreeLayoutDetector.builder().readingOrder(ReadingOrder.RIGHT_TO_LEFT);

    assertThatThrownBy(() -> builder.readingOrder(ReadingOrder.LEFT_TO_RIGHT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("readingOrder: already set to RIGHT_TO_LEFT");
  }

  private static List<Region> text(List<Region> regions) {
    return regions.stream().filter(region -> region.kind() == RegionKind.TEXT).toList();
  }

  static double angle(Polygon polygon) {
    Point from = polygon.vertices().get(0);
    Point to = polygon.vertices().get(1);
    return Math.toDegrees(Math.atan2(to.y() - from.y(), to.x() - from.x()));
  }

  static BufferedImage turned(BufferedImage page, double degrees) {
    BufferedImage turned =
        new BufferedImage(page.getWidth(), page.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = turned.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, page.getWidth(), page.getHeight());
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.rotate(Math.toRadians(degrees), page.getWidth() / 2.0, page.getHeight() / 2.0);
    graphics.drawImage(page, 0, 0, null);
    graphics.dispose();
    return turned;
  }

  private static ByteBuffer direct(BufferedImage gray) {
    byte[] pixels = ((DataBufferByte) gray.getRaster().getDataBuffer()).getData();
    return ByteBuffer.allocateDirect(pixels.length).put(pixels);
  }

  private static BufferedImage plain(int width, int height, Color color) {
    BufferedImage page = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = page.createGraphics();
    graphics.setColor(color);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return page;
  }

  /** A title and two paragraphs, 1200 x 1600. */
  private static BufferedImage letter(Color paper, Color ink) {
    BufferedImage page = plain(1200, 1600, paper);
    Graphics2D graphics = page.createGraphics();
    graphics.setColor(ink);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    draw(graphics, Typeface.SERIF_BOLD, 56, "On Reading Pages", 150, 260);
    String[] lines = {
      "It is a truth that few would dare to doubt, that every page",
      "of print, however old, is made of lines; and lines, of words",
      "that stand in rows, with white between them and around.",
      "Whoever reads a page must find the rows before the words."
    };
    for (int paragraph = 0; paragraph < 2; paragraph++) {
      for (int line = 0; line < lines.length; line++) {
        int y = 380 + 230 * paragraph + 36 * line;
        draw(graphics, Typeface.SERIF, 26, lines[line], 150, y);
      }
    }
    graphics.dispose();
    return page;
  }

  /** By outlines: Java's own text needs fonts on the system. */
  private static void draw(
      Graphics2D graphics, Typeface typeface, double size, String text, int x, int y) {
    graphics.translate(x, y);
    graphics.fill(typeface.outline(text, size));
    graphics.translate(-x, -y);
  }
}
