package io.glyphflow.testkit.contract;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.PageInput;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;

/** The pages and regions that every suite tries. Made anew for each test. */
final class Samples {

  private static final int MARGIN = 3;

  private Samples() {}

  /** Tiny, small and view images, gray and color, on the heap and outside. */
  static List<PageInput> pages() {
    List<PageImage> images = new ArrayList<>();
    for (PageImage.Format format : PageImage.Format.values()) {
      images.add(image(new Size(1, 1), format, false));
      images.add(image(new Size(2, 1), format, false));
      images.add(image(new Size(1, 2), format, false));
      images.add(image(new Size(96, 64), format, true));
      images.add(PageImage.allocate(new Size(64, 96), format));
      images.add(view(new Size(80, 60), format));
    }
    List<PageInput> pages = new ArrayList<>();
    for (PageImage image : images) {
      pages.add(new PageInput(new PageId("contract", pages.size() + 1), image));
    }
    return pages;
  }

  /** White, with black bars as lines of text have them. */
  private static PageImage image(Size size, PageImage.Format format, boolean isDirect) {
    int stride = size.width() * format.bytesPerPixel();
    int length = stride * size.height();
    ByteBuffer pixels = isDirect ? ByteBuffer.allocateDirect(length) : ByteBuffer.allocate(length);
    for (int i = 0; i < length; i++) {
      int x = i % stride / format.bytesPerPixel();
      int y = i / stride;
      boolean isInk = y % 12 >= 4 && y % 12 < 9 && x % 7 != 0 && x > 8 && x < size.width() - 8;
      pixels.put(i, (byte) (isInk ? 0 : 0xFF));
    }
    return PageImage.wrap(pixels, size, format, stride, 72, () -> {});
  }

  private static PageImage view(Size size, PageImage.Format format) {
    Size larger = new Size(size.width() + 2 * MARGIN, size.height() + 2 * MARGIN);
    return image(larger, format, false)
        .view(BoundingBox.ofSize(MARGIN, MARGIN, size.width(), size.height()));
  }

  /** A region that covers a whole image. */
  static Region region(int id, RegionKind kind, Size size) {
    return new Region(
        id, kind, kind.name().toLowerCase(Locale.ROOT), size.bounds(), Optional.empty(), 0.9);
  }

  /** A number that changes when a pixel does. */
  static long checksum(PageImage image) {
    CRC32 crc = new CRC32();
    int row = image.size().width() * image.format().bytesPerPixel();
    ByteBuffer pixels = image.pixels();
    for (int y = 0; y < image.size().height(); y++) {
      crc.update(pixels.slice(y * image.rowStride(), row));
    }
    return crc.getValue();
  }

  /** As many items as wanted: the samples, again and again. */
  static <I> List<I> repeat(List<I> samples, int count) {
    List<I> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      items.add(samples.get(i % samples.size()));
    }
    return items;
  }
}
