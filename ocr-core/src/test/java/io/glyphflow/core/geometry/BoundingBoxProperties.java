package io.glyphflow.core.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;

class BoundingBoxProperties {

  /** Any numbers, with those that break naive arithmetic drawn often. */
  @Provide
  Arbitrary<BoundingBox> anyBoxes() {
    Arbitrary<Double> numbers =
        Arbitraries.oneOf(
            Arbitraries.of(
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Double.MAX_VALUE,
                -Double.MAX_VALUE,
                Double.MIN_VALUE,
                -Double.MIN_VALUE,
                1e308,
                -1e308,
                1e154,
                -0.0,
                0.0),
            Arbitraries.integers().between(-3, 3).map(Integer::doubleValue),
            Arbitraries.doubles());
    return Combinators.combine(numbers, numbers, numbers, numbers).as(BoundingBox::new);
  }

  /** Small whole numbers: many equal, nested, touching, empty and inverted pairs. */
  @Provide
  Arbitrary<BoundingBox> gridBoxes() {
    Arbitrary<Integer> edges = Arbitraries.integers().between(-6, 6);
    return Combinators.combine(edges, edges, edges, edges).as(BoundingBox::new);
  }

  @Provide
  Arbitrary<BoundingBox> pageBoxes() {
    Arbitrary<Double> corners = Arbitraries.doubles().between(-1e5, 1e5);
    Arbitrary<Double> extents = Arbitraries.doubles().between(0.01, 1e5);
    return Combinators.combine(corners, corners, extents, extents).as(BoundingBox::ofSize);
  }

  /** Valid boxes whose sides have sizes of their own, from 2^-1060 to 2^1020. */
  @Provide
  Arbitrary<BoundingBox> scaledBoxes() {
    Arbitrary<Integer> corners = Arbitraries.integers().between(-4, 3);
    Arbitrary<Integer> extents = Arbitraries.integers().between(1, 4);
    Arbitrary<Double> units =
        Arbitraries.of(-1060, -1000, -540, -500, -3, 0, 3, 500, 540, 1000, 1020)
            .map(power -> Math.scalb(1.0, power));
    return Combinators.combine(corners, corners, extents, extents, units, units)
        .as(
            (left, top, width, height, x, y) ->
                BoundingBox.ofSize(left, top, width, height).scale(x, y));
  }

  @Provide
  Arbitrary<Size> sizes() {
    Arbitrary<Integer> sides = Arbitraries.integers().between(1, 100_000);
    return Combinators.combine(sides, sides).as(Size::new);
  }

  @Property
  void measures_anyNumbers_areNumbersAndNeverNegative(@ForAll("anyBoxes") BoundingBox box) {
    assertThat(box.width()).isBetween(0.0, Double.MAX_VALUE);
    assertThat(box.height()).isBetween(0.0, Double.MAX_VALUE);
    assertThat(box.area()).isBetween(0.0, Double.MAX_VALUE);
    assertThat(box.width() > 0).isEqualTo(box.isValid());
    assertThat(box.height() > 0).isEqualTo(box.isValid());
  }

  @Property
  void ratios_anyNumbers_areSymmetricWithinZeroToOneAndOrdered(
      @ForAll("anyBoxes") BoundingBox a, @ForAll("anyBoxes") BoundingBox b) {
    assertRatiosHold(a, b);
  }

  @Property
  void ratios_scaledBoxes_areSymmetricWithinZeroToOneAndOrdered(
      @ForAll("scaledBoxes") BoundingBox a, @ForAll("scaledBoxes") BoundingBox b) {
    assertRatiosHold(a, b);
  }

  @Property
  void ratios_pageBoxes_areSymmetricWithinZeroToOneAndOrdered(
      @ForAll("pageBoxes") BoundingBox a, @ForAll("pageBoxes") BoundingBox b) {
    assertRatiosHold(a, b);
  }

  private static void assertRatiosHold(BoundingBox a, BoundingBox b) {
    double iou = a.iou(b);
    double containment = a.containment(b);

    assertThat(iou).isBetween(0.0, 1.0).isEqualTo(b.iou(a));
    assertThat(containment).isBetween(0.0, 1.0).isEqualTo(b.containment(a));
    assertThat(containment).isGreaterThanOrEqualTo(iou);
    if (a.intersection(b).isEmpty()) {
      assertThat(containment).isZero();
    }
  }

  @Property
  void ratios_boxWithItself_areOneIfItIsValid(@ForAll("anyBoxes") BoundingBox box) {
    double expected = box.isValid() ? 1 : 0;

    assertThat(box.iou(box)).isEqualTo(expected);
    assertThat(box.containment(box)).isEqualTo(expected);
  }

  @Property
  void ratios_scaledBoxes_equalThoseInExactNumbers(
      @ForAll("scaledBoxes") BoundingBox a, @ForAll("scaledBoxes") BoundingBox b) {
    assertThat(a.iou(b)).isCloseTo(exactRatio(a, b, true), nearly(exactRatio(a, b, true)));
    assertThat(a.containment(b))
        .isCloseTo(exactRatio(a, b, false), nearly(exactRatio(a, b, false)));
  }

  private static double exactRatio(BoundingBox a, BoundingBox b, boolean overUnion) {
    BoundingBox shared = a.intersection(b).orElse(null);
    if (shared == null) {
      return 0;
    }
    BigDecimal areaA = exactArea(a);
    BigDecimal areaB = exactArea(b);
    BigDecimal areaShared = exactArea(shared);
    BigDecimal below = overUnion ? areaA.add(areaB).subtract(areaShared) : areaA.min(areaB);
    return areaShared.divide(below, MathContext.DECIMAL64).doubleValue();
  }

  private static BigDecimal exactArea(BoundingBox box) {
    BigDecimal width = new BigDecimal(box.right()).subtract(new BigDecimal(box.left()));
    return width.multiply(new BigDecimal(box.bottom()).subtract(new BigDecimal(box.top())));
  }

  private static Offset<Double> nearly(double expected) {
    return within(Math.max(expected * 1e-14, 1e-300)); // subnormal answers have fewer bits
  }

  @Property
  void ratios_gridBoxes_equalCountedPixels(
      @ForAll("gridBoxes") BoundingBox a, @ForAll("gridBoxes") BoundingBox b) {
    int inA = 0;
    int inB = 0;
    int inBoth = 0;
    for (int y = -6; y < 6; y++) {
      for (int x = -6; x < 6; x++) {
        boolean a1 = covers(a, x, y);
        boolean b1 = covers(b, x, y);
        inA += a1 ? 1 : 0;
        inB += b1 ? 1 : 0;
        inBoth += a1 && b1 ? 1 : 0;
      }
    }

    assertThat(a.area()).isEqualTo(inA);
    assertThat(a.iou(b)).isEqualTo(inBoth == 0 ? 0.0 : (double) inBoth / (inA + inB - inBoth));
    assertThat(a.containment(b))
        .isEqualTo(inBoth == 0 ? 0.0 : (double) inBoth / Math.min(inA, inB));
    assertThat(a.intersection(b).map(BoundingBox::area).orElse(0.0)).isEqualTo(inBoth);
  }

  private static boolean covers(BoundingBox box, int x, int y) {
    return box.left() <= x && x + 1 <= box.right() && box.top() <= y && y + 1 <= box.bottom();
  }

  @Property
  void contains_gridPoints_areTheCoveredPixels(
      @ForAll("gridBoxes") BoundingBox box,
      @ForAll @IntRange(min = -7, max = 7) int x,
      @ForAll @IntRange(min = -7, max = 7) int y) {
    assertThat(box.contains(new Point(x, y))).isEqualTo(covers(box, x, y));
    assertThat(box.contains(new Point(x + 0.5, y + 0.5))).isEqualTo(covers(box, x, y));
  }

  @Property
  void contains_anyNumbers_neverTrueForABoxThatIsNone(
      @ForAll("anyBoxes") BoundingBox box, @ForAll("anyBoxes") BoundingBox numbers) {
    Point point = new Point(numbers.left(), numbers.top());

    assertThat(box.contains(point) && !(box.isValid() && point.isFinite())).isFalse();
  }

  @Property
  void center_anyNumbers_liesWithinTheEdgesOfAValidBox(@ForAll("anyBoxes") BoundingBox box) {
    Point center = box.center();

    if (box.isValid()) {
      assertThat(center.x()).isBetween(box.left(), box.right());
      assertThat(center.y()).isBetween(box.top(), box.bottom());
    }
  }

  @Property
  void intersection_anyNumbers_commutesIsValidAndInside(
      @ForAll("anyBoxes") BoundingBox a, @ForAll("anyBoxes") BoundingBox b) {
    assertIntersectionHolds(a, b);
  }

  @Property
  void intersection_gridBoxes_commutesIsValidAndInside(
      @ForAll("gridBoxes") BoundingBox a, @ForAll("gridBoxes") BoundingBox b) {
    assertIntersectionHolds(a, b);
  }

  private static void assertIntersectionHolds(BoundingBox a, BoundingBox b) {
    assertThat(a.intersection(b)).isEqualTo(b.intersection(a));
    a.intersection(b)
        .ifPresent(
            shared -> {
              assertThat(shared.isValid()).isTrue();
              assertInside(shared, a);
              assertInside(shared, b);
            });
  }

  private static void assertInside(BoundingBox inner, BoundingBox outer) {
    assertThat(inner.left()).isGreaterThanOrEqualTo(outer.left());
    assertThat(inner.top()).isGreaterThanOrEqualTo(outer.top());
    assertThat(inner.right()).isLessThanOrEqualTo(outer.right());
    assertThat(inner.bottom()).isLessThanOrEqualTo(outer.bottom());
  }

  @Property
  void union_anyNumbers_isAroundEachValidBox(
      @ForAll("anyBoxes") BoundingBox a, @ForAll("anyBoxes") BoundingBox b) {
    BoundingBox union = a.union(b);

    assertThat(union.isValid()).isEqualTo(a.isValid() || b.isValid());
    if (a.isValid()) {
      assertInside(a, union);
    }
    if (b.isValid()) {
      assertInside(b, union);
    }
    if (union.isValid()) {
      assertThat(union).isEqualTo(b.union(a));
    }
  }

  @Property
  void clamp_anyNumbers_isAValidBoxOnThePage(
      @ForAll("anyBoxes") BoundingBox box, @ForAll("sizes") Size page) {
    box.clamp(page)
        .ifPresent(
            clamped -> {
              assertThat(clamped.isValid()).isTrue();
              assertInside(clamped, page.bounds());
              assertInside(clamped, box);
            });
  }

  @Property
  void clamp_anyNumbers_isEmptyOnlyWhereNothingIsInside(
      @ForAll("gridBoxes") BoundingBox box,
      @ForAll @IntRange(min = 1, max = 6) int width,
      @ForAll @IntRange(min = 1, max = 6) int height) {
    boolean any = false;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        any |= covers(box, x, y);
      }
    }

    assertThat(box.clamp(new Size(width, height)).isPresent()).isEqualTo(any);
  }

  @Property
  void toPixels_anyNumbers_isTheNextWholeNumbersOutwards(@ForAll("anyBoxes") BoundingBox box) {
    assertRoundedOutwards(box);
  }

  @Property
  void toPixels_pageBoxes_isTheNextWholeNumbersOutwards(@ForAll("pageBoxes") BoundingBox box) {
    assertRoundedOutwards(box);
  }

  private static void assertRoundedOutwards(BoundingBox box) {
    BoundingBox pixels = box.toPixels();

    assertThat(pixels.isValid()).isEqualTo(box.isValid());
    if (box.isValid()) {
      assertInside(box, pixels);
      assertThat(box.left() - pixels.left()).isLessThanOrEqualTo(1);
      assertThat(box.top() - pixels.top()).isLessThanOrEqualTo(1);
      assertThat(pixels.right() - box.right()).isLessThanOrEqualTo(1);
      assertThat(pixels.bottom() - box.bottom()).isLessThanOrEqualTo(1);
      assertThat(pixels).isEqualTo(pixels.toPixels());
      assertThat(pixels.left() % 1 + pixels.top() % 1 + pixels.right() % 1 + pixels.bottom() % 1)
          .isZero();
    }
  }

  @Property
  void normalize_boxOnThePage_comesBackFromItsFractions(
      @ForAll("pageBoxes") BoundingBox box, @ForAll("sizes") Size page) {
    BoundingBox onPage = box.clamp(page).orElse(page.bounds());

    BoundingBox back = onPage.normalize(page).toPixels(page);

    assertThat(back.left()).isCloseTo(onPage.left(), within(1e-9 * onPage.left()));
    assertThat(back.top()).isCloseTo(onPage.top(), within(1e-9 * onPage.top()));
    assertThat(back.right()).isCloseTo(onPage.right(), within(1e-9 * onPage.right()));
    assertThat(back.bottom()).isCloseTo(onPage.bottom(), within(1e-9 * onPage.bottom()));
    assertInside(back, page.bounds());
  }

  @Property
  void transforms_anyNumbers_keepTheOrderOfTheEdges(@ForAll("gridBoxes") BoundingBox box) {
    assertThat(box.translate(1.5, -7).isValid()).isEqualTo(box.isValid());
    assertThat(box.scale(1.5, 0.25).isValid()).isEqualTo(box.isValid());
    assertThat(box.translate(3, -7).area()).isEqualTo(box.area());
    assertThat(box.scale(1.5, 0.25).area()).isEqualTo(box.area() * 0.375);
  }

  @Property
  void toPolygon_pageBoxes_hasTheSameBoundsAndArea(@ForAll("pageBoxes") BoundingBox box) {
    assertThat(box.toPolygon().bounds()).isEqualTo(box);
    assertThat(box.toPolygon().area()).isEqualTo(box.area());
    assertThat(box.toPolygon().isRectangle()).isTrue();
  }
}
