package io.glyphflow.tesseract;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.document.TableCell;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.testkit.page.ComposedPage;
import io.glyphflow.testkit.page.PageComposer;
import io.glyphflow.testkit.page.TableSpec;
import io.glyphflow.testkit.page.TextStyle;
import io.glyphflow.testkit.page.Typeface;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TesseractTablesTest {

  private static final List<List<String>> ROWS =
      List.of(
          List.of("Product", "Quantity", "Price"),
          List.of("Green apples", "12", "3.40"),
          List.of("Fresh bread", "2", "5.80"),
          List.of("Black coffee", "125", "1,249.00"));

  private static TesseractRecognizer recognizer;

  @BeforeAll
  static void open() {
    recognizer = new TesseractRecognizer();
  }

  @AfterAll
  static void close() {
    recognizer.close();
  }

  private static RegionContent read(BufferedImage picture) throws InterruptedException {
    PageImage page = TestPages.outsideTheHeap(picture, 0);
    return recognizer
        .recognize(List.of(TestPages.whole(page, RegionKind.TABLE, "table")))
        .getFirst();
  }

  @ParameterizedTest
  @EnumSource
  void recognize_table_givesEveryCell(TableSpec.Rules rules) throws Exception {
    PageComposer composer = PageComposer.a4(200);
    TextStyle style = TextStyle.of(Typeface.SANS, 10);
    composer
        .column(60, 60, 400, 400)
        .table(new TableSpec(ROWS, List.of(2.0, 1.0, 1.0), style, style, rules));
    ComposedPage page = composer.finish();
    BoundingBox box = page.regions().getFirst().box().toPixels();
    BufferedImage picture =
        page.picture()
            .getSubimage(
                (int) box.left() - 3,
                (int) box.top() - 3,
                (int) box.width() + 6,
                (int) box.height() + 6);

    RegionContent content = read(picture);

    assertThat(content).isInstanceOf(RegionContent.Table.class);
    List<TableCell> expected = new ArrayList<>();
    for (int row = 0; row < ROWS.size(); row++) {
      for (int column = 0; column < 3; column++) {
        String text = ROWS.get(row).get(column);
        expected.add(new TableCell(row, column, 1, 1, row == 0, text));
      }
    }
    assertThat(((RegionContent.Table) content).cells()).isEqualTo(expected);
    assertThat(content.confidence()).isGreaterThan(0.85);
    assertThat(content.raw()).contains("Green apples").contains("1,249.00");
  }

  @Test
  void recognize_spansTitleAndNote_loseNothing() throws Exception {
    BufferedImage picture =
        draw(
            800,
            420,
            graphics -> {
              write(graphics, "Table 1. Sales by region", 30, 40);
              int[] ys = {70, 130, 190, 250, 310};
              int[] xs = {30, 260, 510, 770};
              for (int y : ys) {
                graphics.drawLine(xs[0], y, xs[3], y);
              }
              for (int i = 0; i < xs.length; i++) {
                graphics.drawLine(xs[i], i == 2 ? ys[1] : ys[0], xs[i], ys[4]);
              }
              write(graphics, "Region", 50, 110);
              write(graphics, "Both halves together", 280, 110);
              String[][] cells = {
                {"North", "First half", "710"}, {"South", "Second half", "95"}, {"West", "", "8"}
              };
              for (int row = 0; row < 3; row++) {
                for (int column = 0; column < 3; column++) {
                  write(graphics, cells[row][column], xs[column] + 20, ys[row + 1] + 40);
                }
              }
              write(graphics, "All figures are estimates.", 30, 360);
            });

    RegionContent content = read(picture);

    assertThat(((RegionContent.Table) content).cells())
        .containsExactly(
            new TableCell(0, 0, 1, 3, false, "Table 1. Sales by region"),
            new TableCell(1, 0, 1, 1, true, "Region"),
            new TableCell(1, 1, 1, 2, true, "Both halves together"),
            TableCell.of(2, 0, "North"),
            TableCell.of(2, 1, "First half"),
            TableCell.of(2, 2, "710"),
            TableCell.of(3, 0, "South"),
            TableCell.of(3, 1, "Second half"),
            TableCell.of(3, 2, "95"),
            TableCell.of(4, 0, "West"),
            TableCell.of(4, 1, ""),
            TableCell.of(4, 2, "8"),
            new TableCell(5, 0, 1, 3, false, "All figures are estimates."));
  }

  @Test
  void recognize_textThatIsNoTable_isText() throws Exception {
    if (!TestPages.areThere()) {
      return;
    }
    PageImage page = TestPages.load(TestPages.path("tesseract-test/phototest.tif"));

    RegionContent content =
        recognizer.recognize(List.of(TestPages.whole(page, RegionKind.TABLE, "table"))).getFirst();

    assertThat(content).isInstanceOf(RegionContent.Text.class);
    assertThat(content.text()).isEqualTo(TestPages.PHOTOTEST);
  }

  private interface Drawing {
    void draw(Graphics2D graphics);
  }

  private static BufferedImage draw(int width, int height, Drawing drawing) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(Color.BLACK);
    graphics.setStroke(new BasicStroke(2));
    drawing.draw(graphics);
    graphics.dispose();
    return picture;
  }

  /** Outlines of the test kit's typefaces: a machine may have no fonts of its own. */
  private static void write(Graphics2D graphics, String text, int x, int y) {
    java.awt.geom.AffineTransform at = java.awt.geom.AffineTransform.getTranslateInstance(x, y);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.fill(at.createTransformedShape(Typeface.SANS.outline(text, 28)));
  }
}
