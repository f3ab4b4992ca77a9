package io.glyphflow.core.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundingBoxTest {

  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;
  private static final double MAX = Double.MAX_VALUE;
  private static final double MIN = Double.MIN_VALUE;

  private static final BoundingBox BOX = BoundingBox.of(10, 20, 30, 60);

  static Stream<BoundingBox> invalidBoxes() {
    return Stream.of(
        BoundingBox.of(NAN, 0, 100, 100),
        BoundingBox.of(0, NAN, 100, 100),
        BoundingBox.of(0, 0, NAN, 100),
        BoundingBox.of(0, 0, 100, NAN),
        BoundingBox.of(-INF, 0, 100, 100),
        BoundingBox.of(0, -INF, 100, 100),
        BoundingBox.of(0, 0, INF, 100),
        BoundingBox.of(0, 0, 100, INF),
        BoundingBox.of(-INF, -INF, INF, INF),
        BoundingBox.of(100, 0, 0, 100),
        BoundingBox.of(0, 100, 100, 0),
        BoundingBox.of(100, 100, 0, 0),
        BoundingBox.of(20, 0, 20, 100),
        BoundingBox.of(0, 20, 100, 20));
  }

  @Test
  void ofSize_cornerAndExtents_addsThem() {
    assertThat(BoundingBox.ofSize(10, 20, 20, 40)).isEqualTo(BOX);
  }

  @Test
  void ofSize_extentOfZeroOrLess_isNotValid() {
    assertThat(BoundingBox.ofSize(10, 20, 0, 40).isValid()).isFalse();
    assertThat(BoundingBox.ofSize(10, 20, 20, -1).isValid()).isFalse();
  }

  @Test
  void box_negativeZeros_equalsThatOfZeros() {
    assertThat(new BoundingBox(-0.0, -0.0, -0.0, -0.0)).isEqualTo(new BoundingBox(0, 0, 0, 0));
  }

  @Test
  void isValid_ordinaryBox_true() {
    assertThat(BOX.isValid()).isTrue();
    assertThat(BoundingBox.of(-MAX, -MAX, MAX, MAX).isValid()).isTrue();
    assertThat(BoundingBox.of(0, 0, MIN, MIN).isValid()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("invalidBoxes")
  void isValid_nonsense_false(BoundingBox nonsense) {
    assertThat(nonsense.isValid()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("invalidBoxes")
  void measures_nonsense_areZero(BoundingBox nonsense) {
    assertThat(nonsense.width()).isZero();
    assertThat(nonsense.height()).isZero();
    assertThat(nonsense.area()).isZero();
    assertThat(nonsense.iou(BOX)).isZero();
    assertThat(BOX.iou(nonsense)).isZero();
    assertThat(nonsense.iou(nonsense)).isZero();
    assertThat(nonsense.containment(BOX)).isZero();
    assertThat(BOX.containment(nonsense)).isZero();
    assertThat(nonsense.containment(nonsense)).isZero();
  }

  @ParameterizedTest
  @MethodSource("invalidBoxes")
  void operations_nonsense_holdsNothing(BoundingBox nonsense) {
    assertThat(nonsense.contains(new Point(20, 20))).isFalse();
    assertThat(nonsense.intersection(BOX)).isEmpty();
    assertThat(BOX.intersection(nonsense)).isEmpty();
    assertThat(nonsense.clamp(new Size(50, 50))).isEmpty();
    assertThat(nonsense.union(BOX)).isEqualTo(BOX);
    assertThat(BOX.union(nonsense)).isEqualTo(BOX);
    assertThat(nonsense.union(BoundingBox.of(3, 0, 2, 0))).isEqualTo(nonsense);
    assertThat(nonsense.toPixels()).isEqualTo(nonsense);
  }

  @ParameterizedTest
  @MethodSource("invalidBoxes")
  void conversions_nonsense_areRefused(BoundingBox nonsense) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> nonsense.normalize(new Size(100, 100)))
        .withMessageStartingWith("box: " + nonsense);
    assertThatIllegalStateException()
        .isThrownBy(nonsense::toPolygon)
        .withMessageStartingWith("box: " + nonsense);
  }

  @Test
  void measures_ordinaryBox_knownAnswers() {
    assertThat(BOX.width()).isEqualTo(20);
    assertThat(BOX.height()).isEqualTo(40);
    assertThat(BOX.area()).isEqualTo(800);
    assertThat(BOX.center()).isEqualTo(new Point(20, 40));
  }

  @Test
  void measures_hugeBox_areAtMostTheLargestDouble() {
    BoundingBox huge = BoundingBox.of(-MAX, -MAX, MAX, MAX);

    assertThat(huge.width()).isEqualTo(MAX);
    assertThat(huge.height()).isEqualTo(MAX);
    assertThat(huge.area()).isEqualTo(MAX);
  }

  @Test
  void area_tinyBox_isZeroWhereNoDoubleHoldsIt() {
    assertThat(BoundingBox.of(0, 0, 1e-200, 1e-200).area()).isZero();
  }

  @Test
  void center_edgesWhoseSumOverflows_liesBetween() {
    assertThat(BoundingBox.of(MAX / 2, -MAX, MAX, -MAX / 2).center())
        .isEqualTo(new Point(MAX * 0.75, -MAX * 0.75));
  }

  @Test
  void center_smallestNumbers_loseNoBit() {
    assertThat(BoundingBox.of(MIN, MIN, 3 * MIN, 3 * MIN).center())
        .isEqualTo(new Point(2 * MIN, 2 * MIN));
  }

  @Test
  void contains_leftAndTopEdges_true() {
    assertThat(BOX.contains(new Point(10, 20))).isTrue();
    assertThat(BOX.contains(new Point(10, 59))).isTrue();
    assertThat(BOX.contains(new Point(29, 20))).isTrue();
  }

  @Test
  void contains_rightAndBottomEdges_false() {
    assertThat(BOX.contains(new Point(30, 40))).isFalse();
    assertThat(BOX.contains(new Point(20, 60))).isFalse();
    assertThat(BOX.contains(new Point(Math.nextDown(30.0), Math.nextDown(60.0)))).isTrue();
  }

  @Test
  void contains_pointOutsideOrNowhere_false() {
    assertThat(BOX.contains(new Point(9, 40))).isFalse();
    assertThat(BOX.contains(new Point(20, 19))).isFalse();
    assertThat(BOX.contains(new Point(NAN, 40))).isFalse();
    assertThat(BOX.contains(new Point(20, INF))).isFalse();
  }

  @Test
  void intersection_overlapping_isTheSharedBox() {
    assertThat(BOX.intersection(BoundingBox.of(15, 0, 45, 30)))
        .contains(BoundingBox.of(15, 20, 30, 30));
  }

  @Test
  void intersection_touchingOrApart_isEmpty() {
    assertThat(BOX.intersection(BoundingBox.of(30, 20, 50, 60))).isEmpty();
    assertThat(BOX.intersection(BoundingBox.of(10, 60, 30, 61))).isEmpty();
    assertThat(BOX.intersection(BoundingBox.of(50, 80, 70, 90))).isEmpty();
  }

  @Test
  void union_apart_isTheBoxAroundBoth() {
    assertThat(BOX.union(BoundingBox.of(50, 0, 70, 10))).isEqualTo(BoundingBox.of(10, 0, 70, 60));
  }

  @Test
  void binaryOperations_null_areRefused() {
    assertThatNullPointerException().isThrownBy(() -> BOX.union(null));
    assertThatNullPointerException().isThrownBy(() -> BOX.intersection(null));
    assertThatNullPointerException().isThrownBy(() -> BOX.iou(null));
    assertThatNullPointerException().isThrownBy(() -> BOX.containment(null));
  }

  @Test
  void clamp_partlyOutside_isCutAtThePage() {
    assertThat(BoundingBox.of(-5, -1e300, 20, 1e300).clamp(new Size(15, 10)))
        .contains(BoundingBox.of(0, 0, 15, 10));
  }

  @Test
  void clamp_inside_isTheSameBox() {
    assertThat(BOX.clamp(new Size(30, 60))).contains(BOX);
  }

  @Test
  void clamp_outsideOrTouching_isEmpty() {
    assertThat(BOX.clamp(new Size(10, 100))).isEmpty();
    assertThat(BoundingBox.of(-5, 0, 0, 5).clamp(new Size(10, 10))).isEmpty();
  }

  @Test
  void iou_halfOverlap_isOneThird() {
    assertThat(BOX.iou(BoundingBox.of(20, 20, 40, 60))).isEqualTo(1.0 / 3);
  }

  @Test
  void iou_touching_isZero() {
    assertThat(BOX.iou(BoundingBox.of(30, 20, 50, 60))).isZero();
  }

  @Test
  void iou_sharedCornerPixel_isExactAtAThreshold() {
    BoundingBox large = BoundingBox.of(0, 0, 100_000, 100_000);

    assertThat(large.iou(BoundingBox.of(0, 0, 50_000, 100_000))).isEqualTo(0.5);
    assertThat(large.iou(BoundingBox.of(99_999, 99_999, 100_000, 100_000))).isEqualTo(1e-10);
  }

  @Test
  void containment_nested_isOne() {
    assertThat(BOX.containment(BoundingBox.of(0, 0, 1000, 1000))).isEqualTo(1);
    assertThat(BOX.containment(BoundingBox.of(12, 30, 13, 31))).isEqualTo(1);
  }

  @Test
  void containment_partly_isOverTheSmaller() {
    assertThat(BOX.containment(BoundingBox.of(28, 20, 36, 30))).isEqualTo(0.25);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0x1p-1070, 0x1p-600, 0x1p-511, 1, 0x1p511, 0x1p600, 0x1p1020})
  void ratios_atAnyScale_areThoseOfTheSmallNumbers(double unit) {
    BoundingBox a = BoundingBox.of(0, 0, 4, 4).scale(unit, unit);
    BoundingBox b = BoundingBox.of(2, 0, 6, 2).scale(unit, unit);

    assertThat(a.iou(a)).isEqualTo(1);
    assertThat(a.iou(b)).isCloseTo(0.2, within(1e-15));
    assertThat(a.containment(b)).isEqualTo(0.5);
  }

  @Test
  void ratios_hugeWithHuge_areNumbers() {
    BoundingBox all = BoundingBox.of(-MAX, -MAX, MAX, MAX);
    BoundingBox quarter = BoundingBox.of(0, 0, MAX, MAX);

    assertThat(all.iou(all)).isEqualTo(1);
    assertThat(all.iou(quarter)).isBetween(0.0, 1.0);
    assertThat(all.containment(quarter)).isEqualTo(1);
  }

  @Test
  void ratios_crossOfHairs_areZeroNotNaN() {
    BoundingBox wide = BoundingBox.of(-1e308, 0, 1e308, 1e-308);
    BoundingBox high = BoundingBox.of(0, -1e308, 1e-308, 1e308);

    assertThat(wide.iou(high)).isZero();
    assertThat(wide.containment(high)).isZero();
  }

  @Test
  void ratios_tinyInHuge_iouIsZeroAndContainmentOne() {
    BoundingBox tiny = BoundingBox.of(0, 0, MIN, MIN);
    BoundingBox huge = BoundingBox.of(-1e308, -1e308, 1e308, 1e308);

    assertThat(tiny.iou(huge)).isZero();
    assertThat(tiny.containment(huge)).isEqualTo(1);
  }

  @Test
  void translate_offsets_movesAllEdges() {
    assertThat(BOX.translate(-10, 0.5)).isEqualTo(BoundingBox.of(0, 20.5, 20, 60.5));
  }

  @Test
  void translate_outOfRange_isNoLongerValid() {
    assertThat(BoundingBox.of(0, 0, MAX, 1).translate(MAX, 0).isValid()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void translate_offsetNotFinite_isRefusedByName(double bad) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BOX.translate(bad, 0))
        .withMessage("dx: " + bad + ", must be finite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BOX.translate(0, bad))
        .withMessage("dy: " + bad + ", must be finite");
  }

  @Test
  void scale_factors_multipliesAllEdges() {
    assertThat(BOX.scale(2, 0.5)).isEqualTo(BoundingBox.of(20, 10, 60, 30));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void scale_factorNotAboveZeroOrNotFinite_isRefusedByName(double bad) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BOX.scale(bad, 1))
        .withMessage("sx: " + bad + ", must be above 0 and finite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BOX.scale(1, bad))
        .withMessage("sy: " + bad + ", must be above 0 and finite");
  }

  @Test
  void toPixels_fractionalEdges_areRoundedOutwards() {
    assertThat(BoundingBox.of(-0.5, 1.999, 2.001, 3).toPixels())
        .isEqualTo(BoundingBox.of(-1, 1, 3, 3));
  }

  @Test
  void toPixels_edgeJustAboveMinusOne_roundsToPlainZero() {
    assertThat(BoundingBox.of(-2, -2, -0.25, -0.25).toPixels())
        .isEqualTo(BoundingBox.of(-2, -2, 0, 0));
  }

  @Test
  void normalize_insideThePage_isInFractions() {
    assertThat(BOX.normalize(new Size(40, 80)))
        .isEqualTo(new NormalizedBox(0.25, 0.25, 0.75, 0.75));
    assertThat(BOX.normalize(new Size(30, 60)).right()).isEqualTo(1);
  }

  @Test
  void normalize_notAllInside_isRefusedAndSaysWhatToDo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BOX.normalize(new Size(29, 60)))
        .withMessageEndingWith("inside page: Size[width=29, height=60]; clamp it first");
    assertThatIllegalArgumentException().isThrownBy(() -> BOX.normalize(new Size(30, 59)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BoundingBox.of(-1e-9, 0, 1, 1).normalize(new Size(1, 1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BoundingBox.of(0, -1e-9, 1, 1).normalize(new Size(1, 1)));
  }

  @Test
  void toPolygon_validBox_listsCornersFromTopLeft() {
    assertThat(BOX.toPolygon().vertices())
        .containsExactly(
            new Point(10, 20), new Point(30, 20), new Point(30, 60), new Point(10, 60));
  }
}
