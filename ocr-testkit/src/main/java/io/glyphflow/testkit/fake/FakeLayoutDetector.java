package io.glyphflow.testkit.fake;

import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.core.stage.Placement;
import io.glyphflow.core.stage.Traits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToIntFunction;

/**
 * Finds a grid of regions on every page, row by row: as many as asked, less where the page is too
 * small for boxes of 2 pixels. By default all are text, a call has at most 8 pages, an instance
 * takes one call at a time, on CPU threads, and takes no time. Each {@code with} method gives a
 * copy with counters of its own. Thread-safe.
 */
public final class FakeLayoutDetector implements LayoutDetector, Fake, AutoCloseable {

  private static final int MIN_SIDE = 2;

  private final ToIntFunction<PageInput> rows;
  private final int columns;
  private final List<RegionKind> kinds;
  private final ServiceTime time;
  private final Traits traits;
  private final CallLog log;

  private FakeLayoutDetector(
      ToIntFunction<PageInput> rows,
      int columns,
      List<RegionKind> kinds,
      ServiceTime time,
      Traits traits) {
    this.rows = rows;
    this.columns = columns;
    this.kinds = List.copyOf(kinds);
    this.time = Objects.requireNonNull(time, "time");
    this.traits = traits;
    this.log = new CallLog(traits);
    if (this.kinds.isEmpty()) {
      throw new IllegalArgumentException("kinds: none, must be at least one");
    }
  }

  /**
   * One region below the other.
   *
   * @param rows regions of each page; 0 for blank pages
   * @return the detector
   */
  public static FakeLayoutDetector rows(int rows) {
    return grid(1, rows);
  }

  /**
   * A number of rows for each page.
   *
   * @param rowsOf how many regions a page has
   * @return the detector
   */
  public static FakeLayoutDetector rows(ToIntFunction<PageInput> rowsOf) {
    return grid(1, Objects.requireNonNull(rowsOf, "rowsOf"));
  }

  /**
   * A grid of regions.
   *
   * @param columns regions of a row, 1 or more
   * @param rows rows of a page, 0 or more
   * @return the detector
   * @throws IllegalArgumentException if {@code columns} is below 1 or {@code rows} negative
   */
  public static FakeLayoutDetector grid(int columns, int rows) {
    if (rows < 0) {
      throw new IllegalArgumentException("rows: " + rows + ", must be >= 0");
    }
    return grid(columns, page -> rows);
  }

  private static FakeLayoutDetector grid(int columns, ToIntFunction<PageInput> rows) {
    if (columns < 1) {
      throw new IllegalArgumentException("columns: " + columns + ", must be >= 1");
    }
    Traits traits = new Traits(Placement.CPU, 1, 8);
    return new FakeLayoutDetector(
        rows, columns, List.of(RegionKind.TEXT), ServiceTime.none(), traits);
  }

  /**
   * The same with other kinds: the first region has the first kind, and so on from the start again.
   *
   * @param pattern at least one kind
   * @return a copy
   */
  public FakeLayoutDetector withKinds(RegionKind... pattern) {
    return new FakeLayoutDetector(rows, columns, List.of(pattern), time, traits);
  }

  /**
   * The same with text and, every so often, something else.
   *
   * @param other the other kind
   * @param every its distance: 3 makes regions 2, 5, 8, ... of that kind
   * @return a copy
   * @throws IllegalArgumentException if {@code every} is below 1
   */
  public FakeLayoutDetector withEvery(int every, RegionKind other) {
    if (every < 1) {
      throw new IllegalArgumentException("every: " + every + ", must be >= 1");
    }
    RegionKind[] pattern = new RegionKind[every];
    Arrays.fill(pattern, RegionKind.TEXT);
    pattern[every - 1] = other;
    return withKinds(pattern);
  }

  /**
   * The same, slower.
   *
   * @param other for each page, by its {@link ItemKey}
   * @return a copy
   */
  public FakeLayoutDetector withTime(ServiceTime other) {
    return new FakeLayoutDetector(rows, columns, kinds, other, traits);
  }

  /**
   * The same with other traits.
   *
   * @param other the traits; calls that break them fail
   * @return a copy
   */
  public FakeLayoutDetector withTraits(Traits other) {
    return new FakeLayoutDetector(rows, columns, kinds, time, other);
  }

  @Override
  public List<PageLayout> detect(List<PageInput> pages) throws InterruptedException {
    return log.call(
        pages.size(),
        () -> {
          time.serve(pages.stream().map(ItemKey::of).toList());
          List<PageLayout> layouts = new ArrayList<>(pages.size());
          for (PageInput page : pages) {
            FakeRecognizer.touch(page.image());
            layouts.add(new PageLayout(regions(page)));
          }
          return layouts;
        });
  }

  private List<Region> regions(PageInput page) {
    Size size = page.image().size();
    int high = Math.min(rows.applyAsInt(page), size.height() / MIN_SIDE);
    int wide = Math.min(columns, size.width() / MIN_SIDE);
    List<Region> regions = new ArrayList<>(high * wide);
    for (int row = 0; row < high; row++) {
      for (int column = 0; column < wide; column++) {
        RegionKind kind = kinds.get(regions.size() % kinds.size());
        BoundingBox box =
            BoundingBox.of(
                edge(size.width(), column, wide),
                edge(size.height(), row, high),
                edge(size.width(), column + 1, wide),
                edge(size.height(), row + 1, high));
        regions.add(Region.of(kind, kind.name().toLowerCase(Locale.ROOT), box, 0.9));
      }
    }
    return regions;
  }

  /** The pixel where part {@code i} of {@code parts} begins. */
  private static int edge(int side, int i, int parts) {
    return (int) ((long) side * i / parts);
  }

  @Override
  public Traits traits() {
    return traits;
  }

  @Override
  public CallStats stats() {
    return log.stats();
  }

  @Override
  public List<String> violations() {
    return log.violations();
  }

  /**
   * Ends the instance; calls after that fail.
   *
   * @throws IllegalStateException if a call is in flight
   */
  @Override
  public void close() {
    log.close();
  }

  /**
   * Whether {@link #close()} was called.
   *
   * @return true after the end
   */
  public boolean isClosed() {
    return log.isClosed();
  }
}
