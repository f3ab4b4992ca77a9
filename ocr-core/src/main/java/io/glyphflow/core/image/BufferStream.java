package io.glyphflow.core.image;

import java.nio.ByteBuffer;
import javax.imageio.stream.ImageInputStreamImpl;

/** Encoded bytes for the JDK's decoders, not copied. */
final class BufferStream extends ImageInputStreamImpl {

  private final ByteBuffer bytes;

  BufferStream(ByteBuffer encoded) {
    this.bytes = encoded.slice();
  }

  @Override
  public int read() {
    bitOffset = 0;
    return streamPos < bytes.limit() ? bytes.get((int) streamPos++) & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    bitOffset = 0;
    int count = (int) Math.min(length, bytes.limit() - streamPos);
    if (count <= 0) {
      return length == 0 ? 0 : -1;
    }
    bytes.get((int) streamPos, target, offset, count);
    streamPos += count;
    return count;
  }

  @Override
  public long length() {
    return bytes.limit();
  }
}
