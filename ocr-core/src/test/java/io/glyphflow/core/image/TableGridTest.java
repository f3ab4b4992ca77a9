package io.glyphflow.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.image.TableGrid.Cell;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableGridTest {

  private static final int[] ROWS = {60, 120, 200, 260, 340};
  private static final int[] COLUMNS = {50, 210, 400, 720};

  @Test
  void find_plainGrid_givesEveryCell() {
    TableGrid grid = found(draw(0, graphics -> rules(graphics, 0)));

    assertThat(grid.rows()).isEqualTo(4);
    assertThat(grid.columns()).isEqualTo(3);
    assertThat(grid.cells()).hasSize(12);
    for (Cell cell : grid.cells()) {
      assertThat(cell.rowSpan()).isEqualTo(1);
      assertThat(cell.columnSpan()).isEqualTo(1);
      assertNear(cell.box(), cell.row(), cell.column(), 1, 1, 3);
    }
    assertThat(grid.rules()).hasSize(9);
  }

  @Test
  void find_missingRules_givesCellsThatSpan() {
    TableGrid grid =
        found(
            draw(
                0,
                graphics -> {
                  rules(graphics, 0);
                  graphics.setColor(Color.WHITE);
                  graphics.fillRect(COLUMNS[1] - 4, ROWS[0] + 4, 8, ROWS[1] - ROWS[0] - 8);
                  graphics.fillRect(COLUMNS[2] + 4, ROWS[2] - 4, COLUMNS[3] - COLUMNS[2] - 8, 8);
                }));

    assertThat(grid.cells()).hasSize(10);
    Cell wide = cell(grid, 0, 0);
    assertThat(wide.columnSpan()).isEqualTo(2);
    assertNear(wide.box(), 0, 0, 1, 2, 3);
    Cell high = cell(grid, 1, 2);
    assertThat(high.rowSpan()).isEqualTo(2);
    assertNear(high.box(), 1, 2, 2, 1, 3);
  }

  @Test
  void find_noOuterBorder_endsWhereTheRulesEnd() {
    TableGrid grid =
        found(
            draw(
                0,
                graphics -> {
                  for (int row = 1; row < 4; row++) {
                    graphics.drawLine(COLUMNS[0], ROWS[row], COLUMNS[3], ROWS[row]);
                  }
                  for (int column = 1; column < 3; column++) {
                    graphics.drawLine(COLUMNS[column], ROWS[0], COLUMNS[column], ROWS[4]);
                  }
                }));

    assertThat(grid.cells()).hasSize(12);
    assertNear(cell(grid, 0, 0).box(), 0, 0, 1, 1, 4);
    assertNear(cell(grid, 3, 2).box(), 3, 2, 1, 1, 4);
  }

  @Test
  void find_gapsInRules_bridgesThem() {
    TableGrid grid =
        found(
            draw(
                0,
                graphics -> {
                  rules(graphics, 0);
                  graphics.setColor(Color.WHITE);
                  for (int x = 70; x < 720; x += 90) {
                    graphics.fillRect(x, 0, 5, 400);
                  }
                  for (int y = 85; y < 340; y += 70) {
                    graphics.fillRect(0, y, 800, 4);
                  }
                }));

    assertThat(grid.cells()).hasSize(12);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1.5, -1, 0.5, 1, 1.5})
  void find_slightSkew_keepsTheCells(double degrees) {
    TableGrid grid = found(draw(degrees, graphics -> rules(graphics, 0)));

    assertThat(grid.cells()).hasSize(12);
    double drift = 400 * Math.sin(Math.toRadians(Math.abs(degrees)));
    for (Cell cell : grid.cells()) {
      assertNear(cell.box(), cell.row(), cell.column(), 1, 1, 4 + drift);
    }
  }

  @Test
  void find_textTouchesRules_readsNoRuleFromText() {
    TableGrid grid =
        found(
            draw(
                0,
                graphics -> {
                  rules(graphics, 0);
                  for (int row = 0; row < 4; row++) {
                    for (int column = 0; column < 3; column++) {
                      Outlines.draw(
                          graphics, "TEILH 1.204 f_g", COLUMNS[column] - 2, ROWS[row + 1] + 1, 22);
                    }
                  }
                }));

    assertThat(grid.rows()).isEqualTo(4);
    assertThat(grid.columns()).isEqualTo(3);
    assertThat(grid.cells()).hasSize(12);
  }

  @Test
  void find_dottedNoise_changesNothing() {
    Random random = new Random(7);
    TableGrid grid =
        found(
            draw(
                0,
                graphics -> {
                  rules(graphics, 0);
                  for (int i = 0; i < 4000; i++) {
                    graphics.fillRect(random.nextInt(800), random.nextInt(400), 1, 1);
                  }
                }));

    assertThat(grid.cells()).hasSize(12);
  }

  @Test
  void find_doubleRules_countOnce() {
    TableGrid grid =
        found(
            draw(
                0,
                graphics -> {
                  rules(graphics, 0);
                  graphics.drawLine(COLUMNS[0], ROWS[1] + 6, COLUMNS[3], ROWS[1] + 6);
                }));

    assertThat(grid.cells()).hasSize(12);
  }

  @Test
  void find_whiteRulesOnBlack_areFound() {
    TableGrid grid =
        found(
            draw(
                0,
                graphics -> {
                  graphics.setColor(Color.BLACK);
                  graphics.fillRect(0, 0, 800, 400);
                  graphics.setColor(Color.WHITE);
                  rules(graphics, 0);
                }));

    assertThat(grid.cells()).hasSize(12);
  }

  @ParameterizedTest
  @CsvSource({"0.5", "2", "3"})
  void find_otherResolutions_giveTheSameGrid(double scale) {
    BufferedImage picture = draw(0, graphics -> rules(graphics, 0));
    int width = (int) (800 * scale);
    int height = (int) (400 * scale);
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(picture, 0, 0, width, height, null);
    graphics.dispose();

    assertThat(found(scaled).cells()).hasSize(12);
  }

  @Test
  void find_noGrid_isEmpty() {
    List<Consumer<Graphics2D>> pictures =
        List.of(
            graphics -> {},
            graphics -> graphics.drawRect(50, 60, 600, 250),
            graphics -> {
              for (int y : ROWS) {
                graphics.drawLine(50, y, 700, y);
              }
            },
            graphics -> {
              for (int y = 40; y < 400; y += 32) {
                Outlines.draw(graphics, "The quick brown fox jumps over the lazy dog", 40, y, 24);
              }
            },
            graphics -> graphics.fillRect(100, 100, 300, 200),
            graphics -> graphics.drawOval(100, 20, 500, 350));

    for (Consumer<Graphics2D> picture : pictures) {
      try (PageImage image = PageImage.from(draw(0, picture), 0)) {
        assertThat(TableGrid.find(image)).isEmpty();
      }
    }
  }

  @Test
  void find_tinyPictures_areEmpty() {
    for (int side = 1; side < 20; side++) {
      try (PageImage image =
          PageImage.from(new BufferedImage(side, 1, BufferedImage.TYPE_BYTE_GRAY), 0)) {
        assertThat(TableGrid.find(image)).isEmpty();
      }
    }
  }

  @Test
  void of_twoTablesApart_givesTheLargerOneFirst() {
    TableGrid both =
        found(
            draw(
                0,
                graphics -> {
                  for (int i = 0; i < 3; i++) {
                    graphics.drawLine(20, 20 + 60 * i, 140, 20 + 60 * i);
                    graphics.drawLine(20 + 60 * i, 20, 20 + 60 * i, 140);
                  }
                  for (int i = 0; i < 5; i++) {
                    graphics.drawLine(300, 60 + 60 * i, 540, 60 + 60 * i);
                    graphics.drawLine(300 + 60 * i, 60, 300 + 60 * i, 300);
                  }
                }));

    assertThat(both.cells()).hasSize(16);
    assertThat(both.box().left()).isCloseTo(300, within(3.0));
    assertThat(TableGrid.of(List.of())).isEmpty();
  }

  @Test
  void grid_withoutRows_isRefused() {
    assertThatThrownBy(() -> new TableGrid(0, 2, List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rows, columns: 0, 2, both must be >= 1");
  }

  private static void rules(Graphics2D graphics, int shift) {
    for (int y : ROWS) {
      graphics.drawLine(COLUMNS[0], y + shift, COLUMNS[3], y + shift);
    }
    for (int x : COLUMNS) {
      graphics.drawLine(x + shift, ROWS[0], x + shift, ROWS[4]);
    }
  }

  private static BufferedImage draw(double degrees, Consumer<Graphics2D> drawing) {
    BufferedImage picture = new BufferedImage(800, 400, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 800, 400);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.rotate(Math.toRadians(degrees), 400, 200);
    graphics.setColor(Color.BLACK);
    graphics.setStroke(new BasicStroke(2));
    drawing.accept(graphics);
    graphics.dispose();
    return picture;
  }

  private static TableGrid found(BufferedImage picture) {
    try (PageImage image = PageImage.from(picture, 0)) {
      return TableGrid.find(image).orElseThrow();
    }
  }

  private static Cell cell(TableGrid grid, int row, int column) {
    return grid.cells().stream()
        .filter(cell -> cell.row() == row && cell.column() == column)
        .findFirst()
        .orElseThrow();
  }

  private static void assertNear(
      BoundingBox box, int row, int column, int rows, int columns, double slack) {
    assertThat(box.left()).isCloseTo(COLUMNS[column], within(slack));
    assertThat(box.right()).isCloseTo(COLUMNS[column + columns], within(slack));
    assertThat(box.top()).isCloseTo(ROWS[row], within(slack));
    assertThat(box.bottom()).isCloseTo(ROWS[row + rows], within(slack));
  }
}
