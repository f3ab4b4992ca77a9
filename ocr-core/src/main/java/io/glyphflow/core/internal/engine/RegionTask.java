package io.glyphflow.core.internal.engine;

import io.glyphflow.core.document.Failure;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionResult;
import io.glyphflow.core.document.StageName;
import io.glyphflow.core.document.Translation;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.RegionCrop;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A region from its detection to its result. */
final class RegionTask extends Task {

  private final PageTask page;
  private final Region region;
  private final AtomicReference<@Nullable RegionResult> result = new AtomicReference<>();

  private long cropBytes;
  private volatile @Nullable PageImage image;
  private volatile @Nullable RegionContent content;
  private @Nullable Grant grant;

  RegionTask(PageTask page, Region region) {
    this.page = page;
    this.region = region;
  }

  @Override
  PageTask page() {
    return page;
  }

  @Override
  OptionalInt regionId() {
    return OptionalInt.of(region.id());
  }

  /** The region's clock starts with the first question. */
  @Override
  Grant grant(long now) {
    Grant own = grant;
    if (own == null) {
      own =
          new Grant(Deadlines.after(now, page.run().budgets().region()), "region")
              .min(page.grant(now));
      grant = own;
    }
    return own;
  }

  Region region() {
    return region;
  }

  /** The bytes that the crop will own; called before it is cut. */
  void reserved(long bytes) {
    cropBytes = bytes;
  }

  long reservedBytes() {
    return cropBytes;
  }

  /** Takes the crop over, or closes it if the region needs none any more. */
  void cropped(PageImage crop) {
    if (!tryRetain()) {
      page.closeOwned(crop);
      return;
    }
    image = crop;
    release();
  }

  RegionCrop crop() {
    PageImage crop = image;
    if (crop == null) {
      throw new IllegalStateException("region " + region.id() + " is not cropped");
    }
    return new RegionCrop(page.id(), region, crop, page.textLayer());
  }

  /** The last user is gone: an own crop is closed, and the page may be. */
  @Override
  protected void free() {
    PageImage crop = image;
    if (crop != null) {
      page.closeOwned(crop);
    }
    page.run().freeCrop(cropBytes);
    page.release();
  }

  /** What was read; the region is not settled yet, as it will be translated. */
  RegionResult recognized(RegionContent read) {
    content = read;
    return new RegionResult(region, Optional.of(read), Optional.empty(), Optional.empty());
  }

  @Nullable RegionContent content() {
    return content;
  }

  /** Settles the region, unless it is. Returns the result if this call did it. */
  @Nullable RegionResult settle(
      @Nullable RegionContent read, @Nullable Translation translation, @Nullable Failure failure) {
    RegionResult settled =
        new RegionResult(
            region,
            Optional.ofNullable(read),
            Optional.ofNullable(translation),
            Optional.ofNullable(failure));
    return result.compareAndSet(null, settled) ? settled : null;
  }

  @Override
  void fail(Failure failure) {
    RegionResult settled = settle(content, null, failure.ofRegion(region.id()));
    if (settled != null) {
      disown();
      page.run().regionFailed(page, settled);
      page.settled();
    }
  }

  /** The page's time is over. */
  void expire(String message) {
    StageName stage = content == null ? StageName.RECOGNIZE : StageName.TRANSLATE;
    fail(Failure.of(FailureCategory.TIMEOUT, stage, message));
  }

  boolean isSettled() {
    return result.get() != null;
  }

  RegionResult result() {
    RegionResult settled = result.get();
    if (settled == null) {
      throw new IllegalStateException("region " + region.id() + " is not settled");
    }
    return settled;
  }
}
