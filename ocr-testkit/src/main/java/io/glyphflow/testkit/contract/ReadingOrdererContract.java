package io.glyphflow.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.ReadingOrderer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a pipeline relies on in a reading orderer. Besides what holds for every role: the answer for
 * a page is a permutation of its region ids, also for pages without regions, with identical, nested
 * and overlapping boxes, and with boxes of two pixels.
 *
 * {@snippet :
 * class MyOrdererTest extends ReadingOrdererContract {
 *   @Override
 *   protected ReadingOrderer create() {
 *     return new MyOrderer();
 *   }
 * }
 * }
 */
public abstract non-sealed class ReadingOrdererContract
    extends RoleContract<ReadingOrderer, ReadingOrderer.Unordered, List<Integer>> {

  private static final Size PAGE = new Size(600, 800);

  /** For subclasses. */
  protected ReadingOrdererContract() {}

  /**
   * The pages that are tried. By default none, one and two regions, columns, identical, nested and
   * tiny boxes, and 200 regions in no order.
   *
   * @return at least one page
   */
  protected List<ReadingOrderer.Unordered> samplePages() {
    List<ReadingOrderer.Unordered> pages = new ArrayList<>();
    List<List<BoundingBox>> layouts =
        List.of(
            List.of(),
            List.of(PAGE.bounds()),
            List.of(box(300, 10, 280, 700), box(10, 10, 280, 700)),
            List.of(box(10, 10, 580, 50), box(310, 80, 280, 600), box(10, 80, 280, 600)),
            List.of(box(10, 10, 90, 90), box(10, 10, 90, 90), box(10, 10, 90, 90)),
            List.of(box(0, 0, 600, 800), box(100, 100, 200, 200), box(150, 150, 50, 50)),
            List.of(box(598, 798, 2, 2), box(0, 0, 2, 2), box(300.5, 400.25, 2.5, 2.5)),
            IntStream.range(0, 200)
                .mapToObj(i -> box(i * 37 % 500, i * 101 % 700, 60 + i % 30, 20 + i % 40))
                .toList());
    for (List<BoundingBox> boxes : layouts) {
      PageId id = new PageId("contract", pages.size() + 1);
      pages.add(new ReadingOrderer.Unordered(id, PAGE, regions(boxes)));
    }
    return pages;
  }

  private static BoundingBox box(double left, double top, double width, double height) {
    return BoundingBox.ofSize(left, top, width, height);
  }

  private static List<Region> regions(List<BoundingBox> boxes) {
    RegionKind[] kinds = RegionKind.values();
    List<Region> regions = new ArrayList<>();
    for (BoundingBox box : boxes) {
      int id = regions.size();
      RegionKind kind = kinds[id % kinds.length];
      String label = kind.name().toLowerCase(Locale.ROOT);
      regions.add(new Region(id, kind, label, box, Optional.empty(), 0.9));
    }
    return regions;
  }

  @Override
  final List<ReadingOrderer.Unordered> samples() {
    return samplePages();
  }

  @Override
  final List<List<Integer>> call(ReadingOrderer role, List<ReadingOrderer.Unordered> items)
      throws InterruptedException {
    return role.order(items);
  }

  @Override
  final List<List<Integer>> call(
      ReadingOrderer role, List<ReadingOrderer.Unordered> items, Attempt attempt)
      throws InterruptedException {
    return role.order(items, attempt);
  }

  @Override
  final void checkAnswer(ReadingOrderer.Unordered item, List<Integer> answer) {
    assertThat(answer)
        .as("order of the %s regions of %s", item.regions().size(), item.id())
        .containsExactlyInAnyOrderElementsOf(item.regions().stream().map(Region::id).toList());
  }

  @Override
  final List<PageImage> images(ReadingOrderer.Unordered item) {
    return List.of();
  }
}
