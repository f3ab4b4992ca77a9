package io.glyphflow.layout.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ReadingOrderProperties {

  private static final Size PAGE = new Size(600, 800);

  @Provide
  Arbitrary<List<Region>> regions() {
    Arbitrary<Double> edge =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(
                9, Arbitraries.integers().between(0, 40).map(step -> step * 20.0)),
            net.jqwik.api.Tuple.of(
                1,
                Arbitraries.of(
                    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -5.0)));
    Arbitrary<BoundingBox> box = Combinators.combine(edge, edge, edge, edge).as(BoundingBox::of);
    Arbitrary<RegionKind> kind = Arbitraries.of(RegionKind.class);
    return Combinators.combine(box, kind)
        .as((place, of) -> new Region(0, of, "text", place, Optional.empty(), 0.5))
        .list()
        .ofMaxSize(40)
        .map(ReadingOrderProperties::numbered);
  }

  private static List<Region> numbered(List<Region> regions) {
    List<Region> numbered = new ArrayList<>();
    for (Region one : regions) {
      int id = numbered.size();
      numbered.add(new Region(id, one.kind(), one.label(), one.box(), one.polygon(), 0.5));
    }
    return numbered;
  }

  @Property(tries = 500)
  void order_anyBoxes_isAPermutation(
      @ForAll("regions") List<Region> regions, @ForAll ReadingOrder order) {
    assertThat(order.order(regions, PAGE))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, regions.size()).boxed().toList());
  }

  @Property(tries = 500)
  void order_regionsGivenInAnotherOrder_isTheSame(
      @ForAll("regions") List<Region> regions, @ForAll ReadingOrder order, @ForAll long seed) {
    Assume.that(order != ReadingOrder.MODEL);
    List<Region> shuffled = new ArrayList<>(regions);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(order.order(shuffled, PAGE)).isEqualTo(order.order(regions, PAGE));
  }

  @Property(tries = 200)
  void order_mirroredPage_isTheOrderOfTheOtherDirection(@ForAll("regions") List<Region> regions) {
    List<Region> mirrored =
        regions.stream()
            .map(
                one -> {
                  BoundingBox box = one.box();
                  BoundingBox other =
                      new BoundingBox(-box.right(), box.top(), -box.left(), box.bottom());
                  return new Region(one.id(), one.kind(), one.label(), other, one.polygon(), 0.5);
                })
            .toList();

    assertThat(ReadingOrder.RIGHT_TO_LEFT.order(mirrored, PAGE))
        .isEqualTo(ReadingOrder.LEFT_TO_RIGHT.order(regions, PAGE));
  }

  @Property(tries = 200)
  void order_pageTurnedForVerticalWriting_isTheOrderFromLeftToRight(
      @ForAll("regions") List<Region> regions) {
    List<Region> text = regions.stream().filter(one -> one.kind() != RegionKind.FURNITURE).toList();
    List<Region> turned =
        text.stream()
            .map(
                one -> {
                  BoundingBox box = one.box();
                  BoundingBox other =
                      new BoundingBox(-box.bottom(), box.left(), -box.top(), box.right());
                  return new Region(one.id(), one.kind(), one.label(), other, one.polygon(), 0.5);
                })
            .toList();

    assertThat(ReadingOrder.VERTICAL.order(turned, PAGE))
        .isEqualTo(ReadingOrder.LEFT_TO_RIGHT.order(text, PAGE));
  }
}
