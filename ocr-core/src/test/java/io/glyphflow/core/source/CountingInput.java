package io.glyphflow.core.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.stream.ImageInputStream;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadView;

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
    return new Counted(input.openRandomAccess());
  }

  private final class Counted implements RandomAccessRead {
    private final RandomAccessRead bytes;

    Counted(RandomAccessRead bytes) {
      this.bytes = bytes;
    }

    @Override
    public void close() throws IOException {
      if (!bytes.isClosed()) {
        open.decrementAndGet();
      }
      bytes.close();
    }

    @Override
    public int read() throws IOException {
      return bytes.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return bytes.read(target, offset, length);
    }

    @Override
    public long getPosition() throws IOException {
      return bytes.getPosition();
    }

    @Override
    public void seek(long position) throws IOException {
      bytes.seek(position);
    }

    @Override
    public long length() throws IOException {
      return bytes.length();
    }

    @Override
    public boolean isClosed() {
      return bytes.isClosed();
    }

    @Override
    public boolean isEOF() throws IOException {
      return bytes.isEOF();
    }

    @Override
    public RandomAccessReadView createView(long start, long length) throws IOException {
      return bytes.createView(start, length);
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
