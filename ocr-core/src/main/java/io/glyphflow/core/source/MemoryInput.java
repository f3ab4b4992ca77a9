package io.glyphflow.core.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.jspecify.annotations.Nullable;

/** Bytes in memory, given as such or read from a stream once, when they are first asked for. */
final class MemoryInput implements Input {

  private final String name;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable InputStream stream;
  private byte @Nullable [] bytes;
  private @Nullable IOException trouble;

  private MemoryInput(String name, @Nullable InputStream stream, byte @Nullable [] bytes) {
    this.name = Troubles.escape(name);
    this.stream = stream;
    this.bytes = bytes;
    if (name.isBlank()) {
      throw new IllegalArgumentException("name: blank, must name the document");
    }
  }

  static MemoryInput of(String name, byte[] bytes) {
    return new MemoryInput(name, null, bytes);
  }

  static MemoryInput of(String name, InputStream stream) {
    return new MemoryInput(name, stream, null);
  }

  @Override
  public String name() {
    return name;
  }

  private byte[] all() throws IOException {
    lock.lock();
    try {
      InputStream unread = stream;
      if (unread != null) {
        stream = null;
        read(unread);
      }
      if (trouble != null) {
        throw new IOException(trouble.getMessage(), trouble);
      }
      byte[] all = bytes;
      if (all == null) {
        throw Troubles.limit(
            name, "more than " + MAX_IMAGE_BYTES + " bytes in a stream; write it to a file first");
      }
      if (all.length == 0) {
        throw Troubles.unreadable(name, "is empty, 0 bytes; must be an image or a PDF");
      }
      return all;
    } finally {
      lock.unlock();
    }
  }

  private void read(InputStream unread) {
    try (unread) {
      byte[] read = unread.readNBytes((int) MAX_IMAGE_BYTES + 1);
      bytes = read.length <= MAX_IMAGE_BYTES ? read : null;
    } catch (IOException e) {
      trouble = e;
    } catch (RuntimeException | OutOfMemoryError e) { // somebody else's stream, of any length
      trouble = new IOException(e.toString(), e);
    }
  }

  @Override
  public byte[] head(int most) throws IOException {
    byte[] all = all();
    return Arrays.copyOf(all, Math.min(most, all.length));
  }

  @Override
  public long length() throws IOException {
    return all().length;
  }

  @Override
  public ImageInputStream openImage() throws IOException {
    return new MemoryCacheImageInputStream(new ByteArrayInputStream(all()));
  }

  @Override
  public RandomAccessRead openRandomAccess() throws IOException {
    return new RandomAccessReadBuffer(all());
  }

  @Override
  public ByteBuffer bytes() throws IOException {
    requireImageLength();
    return ByteBuffer.wrap(all()).asReadOnlyBuffer();
  }

  @Override
  public long copiedBytes() {
    return 0;
  }
}
