package io.glyphflow.testkit.fault;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.source.PageSource;
import io.glyphflow.testkit.fake.ItemKey;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page with faults in its header and its pixels. */
final class FaultyPage implements PageSource {

  private final PageSource page;
  private final FaultPlan plan;
  private final Injection<PageSource, PageImage> decoding;

  FaultyPage(PageSource page, FaultPlan plan) {
    this.page = page;
    this.plan = plan;
    this.decoding =
        new Injection<>(
            plan,
            FaultPoint.DECODE,
            source -> ItemKey.of(source.id()),
            FaultyPage::damage,
            PageImage::close);
  }

  @Override
  public PageId id() {
    return page.id();
  }

  @Override
  public long decodedBytes() {
    Fault ofCall = plan.nextCall(FaultPoint.HEADER);
    Fault fault = ofCall != null ? ofCall : plan.next(FaultPoint.HEADER, ItemKey.of(id()));
    if (fault == null) {
      return page.decodedBytes();
    }
    try {
      Injection.before(fault);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (fault instanceof Fault.InterruptSelf) {
      Thread.currentThread().interrupt();
    }
    return fault instanceof Fault.AnnouncedBytes other ? other.bytes() : page.decodedBytes();
  }

  @Override
  public PageImage decode() throws InterruptedException {
    List<PageImage> decoded =
        decoding.call(List.of(page), () -> Collections.singletonList(page.decode()));
    return first(decoded);
  }

  private static PageImage first(@Nullable List<PageImage> decoded) {
    return decoded == null || decoded.isEmpty() ? Injection.nothing() : decoded.get(0);
  }

  private static PageImage damage(Fault fault, PageSource page, PageImage image) {
    return switch (fault) {
      case Fault.ClosedImage closed -> {
        image.close();
        yield image;
      }
      case Fault.LargerImage larger -> {
        Size size = new Size(image.size().width(), image.size().height() + 1);
        image.close();
        yield PageImage.allocate(size, image.format());
      }
      default -> image;
    };
  }

  @Override
  public boolean isNative() {
    return page.isNative();
  }

  @Override
  public String toString() {
    return "faulty " + page;
  }
}
