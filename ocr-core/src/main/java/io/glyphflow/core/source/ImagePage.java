package io.glyphflow.core.source;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.image.ImageException;
import io.glyphflow.core.image.ImageFormat;
import io.glyphflow.core.image.ImageHeader;
import io.glyphflow.core.image.ImageLimits;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.PermanentOcrException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A picture of one page. The encoded bytes are read for each call and are garbage when it returns.
 */
record ImagePage(PageId id, Input input, ImageFormat format) implements PageSource {

  /** Where the header of nearly every picture ends; the next tries read more. */
  private static final int HEADER_BYTES = 64 << 10;

  private static final int MORE_HEADER_BYTES = 1 << 20;

  /** What a call does with the input. */
  @FunctionalInterface
  private interface Reading<T> {
    T read() throws IOException;
  }

  private <T> T read(Reading<T> reading) {
    try {
      return reading.read();
    } catch (PermanentOcrException e) {
      throw e;
    } catch (ImageException e) {
      throw Troubles.of(input.name(), e);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      throw Troubles.unreadable(input.name(), e);
    }
  }

  /**
   * The pixels, twice if they are turned by their orientation, as there are two of them meanwhile;
   * and the encoded bytes twice, as they are read to the heap and OpenCV has its own copy. What is
   * not needed once the page is decoded goes back to the budget then.
   */
  @Override
  public long decodedBytes() {
    return read(
        () -> {
          input.requireImageLength();
          ImageHeader header = header();
          ImageLimits.defaults().check(header, input.length());
          int copies = header.orientation() == 1 ? 1 : 2;
          return header.decodedBytes() * copies + 2 * input.copiedBytes();
        });
  }

  private ImageHeader header() throws IOException {
    for (int most = HEADER_BYTES; most <= MORE_HEADER_BYTES; most *= 16) {
      byte[] head = input.head(most);
      try {
        return ImageHeader.read(ByteBuffer.wrap(head));
      } catch (ImageException e) {
        if (head.length < most) {
          throw e; // this was all of it
        }
      }
    }
    return ImageHeader.read(input.bytes());
  }

  @Override
  public PageImage decode() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before " + id + " was decoded");
    }
    return read(() -> PageImage.decode(input.bytes(), ImageLimits.defaults()));
  }

  /** OpenCV decodes to memory outside the heap, the JDK to the heap. */
  @Override
  public boolean isNative() {
    return format != ImageFormat.GIF;
  }
}
