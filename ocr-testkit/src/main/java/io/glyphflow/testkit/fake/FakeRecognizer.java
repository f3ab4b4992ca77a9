package io.glyphflow.testkit.fake;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.TableCell;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.Placement;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.core.stage.Traits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code "d#3/5"} in region 5 of page 3 of document d: a table of one cell where the region
 * is a table, a formula where it is a formula, and so on. Looks at the first and last pixel of each
 * crop, so that a crop that is closed too early is noticed.
 *
 * <p>By default it waits like a client of a model server: an instance takes 16 calls at a time, of
 * one crop each, and no time. Each {@code with} method gives a copy with counters of its own.
 * Thread-safe.
 */
public final class FakeRecognizer implements Recognizer, Fake, AutoCloseable {

  private final ServiceTime time;
  private final Traits traits;
  private final ToDoubleFunction<RegionCrop> cost;
  private final @Nullable FakePages expected;
  private final CallLog log;

  private FakeRecognizer(
      ServiceTime time,
      Traits traits,
      ToDoubleFunction<RegionCrop> cost,
      @Nullable FakePages expected) {
    this.time = Objects.requireNonNull(time, "time");
    this.traits = traits;
    this.cost = Objects.requireNonNull(cost, "cost");
    this.expected = expected;
    this.log = new CallLog(traits);
  }

  /**
   * A recognizer.
   *
   * @return one with the defaults
   */
  public static FakeRecognizer create() {
    return new FakeRecognizer(
        ServiceTime.none(), new Traits(Placement.WAITING, 16, 1), crop -> 1, null);
  }

  /**
   * The same, slower.
   *
   * @param other for each crop, by its {@link ItemKey}
   * @return a copy
   */
  public FakeRecognizer withTime(ServiceTime other) {
    return new FakeRecognizer(other, traits, cost, expected);
  }

  /**
   * The same with other traits.
   *
   * @param other the traits; calls that break them fail
   * @return a copy
   */
  public FakeRecognizer withTraits(Traits other) {
    return new FakeRecognizer(time, other, cost, expected);
  }

  /**
   * The same with another estimate of what a crop costs.
   *
   * @param other the estimate
   * @return a copy
   */
  public FakeRecognizer withEstimatedCost(ToDoubleFunction<RegionCrop> other) {
    return new FakeRecognizer(time, traits, other, expected);
  }

  /**
   * The same, but a crop whose first pixels are not those that its page has there is a violation:
   * it is the crop of another page or region.
   *
   * @param pages where the crops are from; views or upright copies
   * @return a copy
   */
  public FakeRecognizer checkingPixelsOf(FakePages pages) {
    return new FakeRecognizer(time, traits, cost, Objects.requireNonNull(pages, "pages"));
  }

  /**
   * What is read in a region.
   *
   * @param page the page
   * @param regionId its number there
   * @return for example {@code "d#3/5"}
   */
  public static String textOf(PageId page, int regionId) {
    return ItemKey.of(page, regionId);
  }

  @Override
  public List<RegionContent> recognize(List<RegionCrop> crops) throws InterruptedException {
    return log.call(
        crops.size(),
        () -> {
          crops.forEach(this::look);
          time.serve(crops.stream().map(ItemKey::of).toList());
          List<RegionContent> contents = new ArrayList<>(crops.size());
          for (RegionCrop crop : crops) {
            look(crop);
            contents.add(content(crop));
          }
          return contents;
        });
  }

  private void look(RegionCrop crop) {
    if (crop.image().isClosed()) {
      throw log.violation(ItemKey.of(crop) + ": its crop is closed");
    }
    touch(crop.image());
    FakePages pages = expected;
    if (pages != null) {
      if (!isOf(pages, crop)) {
        throw log.violation(ItemKey.of(crop) + ": its crop is of another page or region");
      }
    }
  }

  /** Whether the first two bytes, or the one that there is, are those of the region's place. */
  private static boolean isOf(FakePages pages, RegionCrop crop) {
    int page = crop.pageId().pageNumber();
    int bytesPerPixel = pages.format().bytesPerPixel();
    BoundingBox box = crop.region().box().toPixels();
    long top = (long) box.top();
    long pixel = top * pages.size().width() + (long) box.left();
    long index = pixel * bytesPerPixel;
    ByteBuffer there = crop.image().pixels();
    return there.get(0) == FakePages.byteAt(page, index)
        && (crop.image().size().width() * bytesPerPixel < 2
            || there.get(1) == FakePages.byteAt(page, index + 1));
  }

  /** Reads the first and the last pixel. */
  static void touch(PageImage image) {
    ByteBuffer pixels = image.pixels();
    long last =
        (long) image.rowStride() * (image.size().height() - 1)
            + (long) (image.size().width() - 1) * image.format().bytesPerPixel();
    var unused = pixels.get(0) + pixels.get((int) last);
  }

  private static RegionContent content(RegionCrop crop) {
    String text = ItemKey.of(crop);
    return switch (crop.kind()) {
      case TEXT, FURNITURE -> RegionContent.text(text);
      case TABLE -> RegionContent.table(List.of(TableCell.of(0, 0, text)), text);
      case FORMULA -> RegionContent.formula(text);
      case FIGURE -> RegionContent.figure(text);
    };
  }

  @Override
  public double estimatedCost(RegionCrop crop) {
    return cost.applyAsDouble(crop);
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
