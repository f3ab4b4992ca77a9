package io.glyphflow.onnx;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The bytes of a file or buffer, by position. A file is read, not mapped: a mapped one that becomes
 * shorter under the reader ends in a fault of the virtual machine. For one thread.
 */
abstract sealed class ModelBytes implements AutoCloseable {

  private static final int BLOCK = 1 << 16;

  /** How many there are. */
  abstract long size() throws IOException;

  /**
   * Fills a buffer as far as there are bytes.
   *
   * @param into with an array behind it
   * @return how many were read; 0 at the end
   */
  abstract int read(long position, ByteBuffer into) throws IOException;

  @Override
  public abstract void close() throws IOException;

  static ModelBytes of(Path file) throws IOException {
    return new OfFile(new RandomAccessFile(file.toFile(), "r"));
  }

  static ModelBytes of(ByteBuffer bytes) {
    return new OfBuffer(bytes.slice());
  }

  /** All of them, as a digest in lower-case hexadecimal digits. */
  String sha256() throws IOException {
    MessageDigest digest = newDigest();
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    long position = 0;
    while (true) {
      int read = read(position, block.clear());
      if (read <= 0) {
        return HexFormat.of().formatHex(digest.digest());
      }
      position += read;
      digest.update(block.flip());
    }
  }

  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(newDigest().digest(bytes));
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Not a channel, which the interrupt of a thread would close. */
  private static final class OfFile extends ModelBytes {
    private final RandomAccessFile file;

    OfFile(RandomAccessFile file) {
      this.file = file;
    }

    @Override
    long size() throws IOException {
      return file.length();
    }

    @Override
    int read(long position, ByteBuffer into) throws IOException {
      int before = into.position();
      file.seek(position);
      while (into.hasRemaining()) {
        int read = file.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
        if (read < 0) {
          break;
        }
        into.position(into.position() + read);
      }
      return into.position() - before;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  private static final class OfBuffer extends ModelBytes {
    private final ByteBuffer bytes;

    OfBuffer(ByteBuffer bytes) {
      this.bytes = bytes;
    }

    @Override
    long size() {
      return bytes.capacity();
    }

    @Override
    int read(long position, ByteBuffer into) {
      int count = (int) Math.min(into.remaining(), Math.max(0, bytes.capacity() - position));
      into.put(bytes.slice((int) Math.min(position, bytes.capacity()), count));
      return count;
    }

    @Override
    public void close() {
      // There is nothing to free.
    }
  }
}
