package io.glyphflow.layout.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.geometry.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadingOrderTest {

  private static final Size PAGE = new Size(1000, 1400);

  @Test
  void order_oneColumn_runsDown() {
    assertThat(order(box(100, 500, 900, 600), box(100, 100, 900, 200), box(100, 300, 900, 400)))
        .containsExactly(1, 2, 0);
  }

  @Test
  void order_twoColumnsWithLevelGaps_readsTheLeftColumnFirst() {
    assertThat(
            order(
                box(100, 100, 480, 400),
                box(520, 100, 900, 400),
                box(100, 420, 480, 800),
                box(520, 420, 900, 800)))
        .containsExactly(0, 2, 1, 3);
  }

  @Test
  void order_titleOverColumnsAndFigureAcross_cutsThePageIntoBands() {
    assertThat(
            order(
                box(100, 50, 900, 120),
                box(100, 150, 480, 500),
                box(520, 150, 900, 510),
                box(150, 530, 850, 800),
                box(100, 820, 480, 1300),
                box(520, 820, 900, 1300)))
        .containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void order_sidebar_isReadAfterTheColumnBesideIt() {
    assertThat(
            order(
                box(100, 100, 650, 300),
                box(700, 100, 900, 900),
                box(100, 320, 650, 600),
                box(100, 620, 650, 1000)))
        .containsExactly(0, 2, 3, 1);
  }

  @Test
  void order_boxesThatOverlapALittle_areStillColumns() {
    assertThat(
            order(
                box(100, 100, 503, 400),
                box(497, 100, 900, 400),
                box(100, 396, 503, 800),
                box(497, 396, 900, 800)))
        .containsExactly(0, 2, 1, 3);
  }

  @Test
  void order_shortHeadlineBetweenColumns_comesBetweenTheBands() {
    assertThat(
            order(
                box(100, 100, 480, 490),
                box(520, 100, 900, 500),
                box(100, 540, 400, 570),
                box(100, 610, 480, 900),
                box(520, 610, 900, 900)))
        .containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void order_headingInOneColumn_staysInIt() {
    assertThat(
            order(
                box(100, 100, 480, 300),
                box(100, 330, 300, 350),
                box(100, 380, 480, 800),
                box(520, 100, 900, 420),
                box(520, 440, 900, 800)))
        .containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void order_furniture_comesFirstAndLast() {
    List<Region> regions =
        List.of(
            region(0, RegionKind.FURNITURE, box(480, 1350, 520, 1370)),
            region(1, RegionKind.TEXT, box(520, 100, 900, 1300)),
            region(2, RegionKind.TEXT, box(100, 100, 480, 1300)),
            region(3, RegionKind.FURNITURE, box(700, 20, 900, 40)));

    assertThat(ReadingOrder.LEFT_TO_RIGHT.order(regions, PAGE)).containsExactly(3, 2, 1, 0);
  }

  @Test
  void order_panelsOfAComic_areReadRowByRowWithTheirText() {
    List<Region> regions =
        List.of(
            region(0, RegionKind.FIGURE, box(100, 100, 480, 500)),
            region(1, RegionKind.FIGURE, box(520, 100, 900, 500)),
            region(2, RegionKind.FIGURE, box(100, 540, 480, 940)),
            region(3, RegionKind.FIGURE, box(520, 540, 900, 940)),
            region(4, RegionKind.TEXT, box(540, 560, 640, 600)),
            region(5, RegionKind.TEXT, box(120, 560, 220, 600)),
            region(6, RegionKind.TEXT, box(760, 120, 880, 160)),
            region(7, RegionKind.TEXT, box(540, 200, 640, 240)),
            region(8, RegionKind.TEXT, box(300, 110, 460, 150)));

    assertThat(ReadingOrder.LEFT_TO_RIGHT.order(regions, PAGE))
        .containsExactly(0, 8, 1, 6, 7, 2, 5, 3, 4);
    assertThat(ReadingOrder.RIGHT_TO_LEFT.order(regions, PAGE))
        .containsExactly(1, 6, 7, 0, 8, 3, 4, 2, 5);
  }

  @Test
  void order_labelsInsideAChart_comeAfterItInItsColumn() {
    List<Region> regions =
        List.of(
            region(0, RegionKind.TEXT, box(100, 100, 480, 400)),
            region(1, RegionKind.FIGURE, box(100, 420, 480, 800)),
            region(2, RegionKind.TEXT, box(110, 430, 150, 450)),
            region(3, RegionKind.TEXT, box(110, 760, 150, 780)),
            region(4, RegionKind.TEXT, box(100, 820, 480, 1300)),
            region(5, RegionKind.TEXT, box(520, 100, 900, 600)),
            region(6, RegionKind.TEXT, box(520, 620, 900, 1300)));

    assertThat(ReadingOrder.LEFT_TO_RIGHT.order(regions, PAGE))
        .containsExactly(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void order_rightToLeft_readsTheRightColumnFirst() {
    List<Region> regions =
        List.of(
            region(0, RegionKind.TEXT, box(100, 50, 900, 120)),
            region(1, RegionKind.TEXT, box(100, 150, 480, 800)),
            region(2, RegionKind.TEXT, box(520, 150, 900, 800)));

    assertThat(ReadingOrder.RIGHT_TO_LEFT.order(regions, PAGE)).containsExactly(0, 2, 1);
  }

  @Test
  void order_modelOrder_staysAsItCame() {
    List<Region> regions =
        List.of(
            region(0, RegionKind.TEXT, box(100, 500, 900, 600)),
            region(1, RegionKind.TEXT, box(100, 100, 900, 200)));

    assertThat(ReadingOrder.MODEL.order(regions, PAGE)).containsExactly(0, 1);
  }

  @Test
  void order_verticalWriting_readsTiersFromTheTopAndEachFromTheRight() {
    List<Region> regions =
        List.of(
            region(0, RegionKind.TEXT, box(100, 760, 480, 1300)),
            region(1, RegionKind.TEXT, box(520, 760, 820, 1300)),
            region(2, RegionKind.TEXT, box(100, 100, 480, 700)),
            region(3, RegionKind.TEXT, box(520, 100, 820, 700)),
            // The headline runs down both tiers.
            region(4, RegionKind.TEXT, box(850, 100, 920, 1300)));

    assertThat(ReadingOrder.VERTICAL.order(regions, PAGE)).containsExactly(4, 3, 2, 1, 0);
    assertThat(ReadingOrder.RIGHT_TO_LEFT.order(regions, PAGE)).containsExactly(4, 3, 1, 2, 0);
  }

  @Test
  void order_gridOfPicturesBetweenColumns_isReadRowByRowAndAsOne() {
    List<Region> regions =
        List.of(
            region(0, RegionKind.TEXT, box(100, 100, 480, 300)),
            region(1, RegionKind.TEXT, box(520, 100, 900, 300)),
            region(2, RegionKind.FIGURE, box(100, 320, 480, 500)),
            region(3, RegionKind.FIGURE, box(520, 320, 900, 500)),
            region(4, RegionKind.TEXT, box(270, 505, 310, 525)),
            region(5, RegionKind.TEXT, box(690, 505, 730, 525)),
            region(6, RegionKind.FIGURE, box(100, 540, 480, 720)),
            region(7, RegionKind.FIGURE, box(520, 540, 900, 720)),
            region(8, RegionKind.TEXT, box(270, 725, 310, 745)),
            region(9, RegionKind.TEXT, box(690, 725, 730, 745)),
            region(10, RegionKind.TEXT, box(100, 800, 480, 1300)),
            region(11, RegionKind.TEXT, box(520, 800, 900, 1300)));

    assertThat(ReadingOrder.LEFT_TO_RIGHT.order(regions, PAGE))
        .containsExactly(0, 1, 2, 4, 3, 5, 6, 8, 7, 9, 10, 11);
    assertThat(ReadingOrder.RIGHT_TO_LEFT.order(regions, PAGE))
        .containsExactly(1, 0, 3, 5, 2, 4, 7, 9, 6, 8, 11, 10);
  }

  @Test
  void order_twoPicturesWithOneCaption_stayTogether() {
    assertThat(
            ReadingOrder.LEFT_TO_RIGHT.order(withTwoPictures(box(200, 510, 800, 530), 600), PAGE))
        .containsExactly(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void order_picturesOfTwoColumnsAtOneHeight_stayInTheirColumns() {
    assertThat(
            ReadingOrder.LEFT_TO_RIGHT.order(withTwoPictures(box(100, 510, 480, 530), 520), PAGE))
        .containsExactly(0, 2, 4, 5, 1, 3, 6);
  }

  private static List<Region> withTwoPictures(BoundingBox caption, double below) {
    return List.of(
        region(0, RegionKind.TEXT, box(100, 100, 480, 300)),
        region(1, RegionKind.TEXT, box(520, 100, 900, 300)),
        region(2, RegionKind.FIGURE, box(100, 320, 480, 500)),
        region(3, RegionKind.FIGURE, box(520, 320, 900, 500)),
        region(4, RegionKind.TEXT, caption),
        region(5, RegionKind.TEXT, box(100, 600, 480, 1300)),
        region(6, RegionKind.TEXT, box(520, below, 900, 1300)));
  }

  @Test
  void order_slantedPage_isTurnedLevelFirst() {
    List<BoundingBox> level =
        List.of(
            box(100, 100, 490, 600),
            box(510, 100, 900, 600),
            box(100, 605, 490, 1300),
            box(510, 605, 900, 1300));
    List<Region> regions = new ArrayList<>();
    for (BoundingBox box : level) {
      Polygon outline =
          new Polygon(box.toPolygon().vertices().stream().map(ReadingOrderTest::slanted).toList());
      regions.add(
          new Region(
              regions.size(),
              RegionKind.TEXT,
              "text",
              outline.bounds(),
              Optional.of(outline),
              0.9));
    }

    assertThat(ReadingOrder.LEFT_TO_RIGHT.order(regions, PAGE)).containsExactly(0, 2, 1, 3);
  }

  private static Point slanted(Point point) {
    double cos = Math.cos(Math.toRadians(7));
    double sin = Math.sin(Math.toRadians(7));
    return new Point(point.x() * cos - point.y() * sin, point.x() * sin + point.y() * cos);
  }

  private static BoundingBox box(double left, double top, double right, double bottom) {
    return new BoundingBox(left, top, right, bottom);
  }

  private static Region region(int id, RegionKind kind, BoundingBox box) {
    return new Region(id, kind, "text", box, Optional.empty(), 0.9);
  }

  private static List<Integer> order(BoundingBox... boxes) {
    List<Region> regions = new ArrayList<>();
    for (BoundingBox box : boxes) {
      regions.add(region(regions.size(), RegionKind.TEXT, box));
    }
    return ReadingOrder.LEFT_TO_RIGHT.order(regions, PAGE);
  }
}
