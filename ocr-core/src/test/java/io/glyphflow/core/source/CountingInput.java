package io.glyphflow.core.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.stream.ImageInputStream;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/** Counts what is open of an input for PDFs, and how much was. */
final class CountingInput implements Input {

  private final Input input;
  final AtomicInteger open = new AtomicInteger();
  final AtomicInteger mostOpen = new AtomicInteger();
  final AtomicInteger opened = new AtomicInteger();

  CountingInput(Input input) {
    this.input = input;
  }

  @Override
  public RandomAccessRead openRandomAccess() throws IOException {
    opened.incrementAndGet();
    mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
    RandomAccessRead opened = input.openRandomAccess();
    return new RandomAccessReadBuffer(bytesOf(opened)) {
      private boolean isOpen = true;

      @Override
      public void close() throws IOException {
        super.close();
        if (isOpen) {
          isOpen = false;
          open.decrementAndGet();
        }
      }
    };
  }

  private static byte[] bytesOf(RandomAccessRead opened) throws IOException {
    try (opened) {
      byte[] bytes = new byte[(int) opened.length()];
      opened.readFully(bytes);
      return bytes;
    }
  }

  @Override
  public String name() {
    return input.name();
  }

  @Override
  public byte[] head(int most) throws IOException {
    return input.head(most);
  }

  @Override
  public long length() throws IOException {
    return input.length();
  }

  @Override
  public ImageInputStream openImage() throws IOException {
    return input.openImage();
  }

  @Override
  public ByteBuffer bytes() throws IOException {
    return input.bytes();
  }

  @Override
  public long copiedBytes() throws IOException {
    return input.copiedBytes();
  }
}
