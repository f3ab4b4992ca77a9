package io.glyphflow.onnx;

import io.glyphflow.core.internal.opencv.OpenCv;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Memory outside the heap, given back by {@link #close()} and by nothing else. */
final class NativeBlock implements AutoCloseable {

  /** The kernels load whole cache lines. */
  private static final int ALIGNMENT = 64;

  /** The largest block whose bytes a buffer can count. */
  static final int MAX_BYTES = Integer.MAX_VALUE - 2 * ALIGNMENT;

  private final BytePointer pointer;
  private final ByteBuffer bytes;
  private boolean isFreed;

  private NativeBlock(BytePointer pointer, ByteBuffer bytes) {
    this.pointer = pointer;
    this.bytes = bytes;
  }

  /** Zeroed and aligned; never empty, as the runtime wants an address even for no values. */
  static NativeBlock allocate(int bytes) {
    // Before JavaCPP counts memory by itself: see there.
    OpenCv.load();
    int room = Math.max(bytes, 1) + ALIGNMENT;
    BytePointer pointer = new BytePointer(Pointer.calloc(room, 1)).capacity(room);
    if (pointer.isNull()) {
      throw new OutOfMemoryError(bytes + " bytes outside the heap");
    }
    Handles.opened();
    ByteBuffer whole = pointer.asByteBuffer();
    int offset = (ALIGNMENT - whole.alignmentOffset(0, ALIGNMENT)) % ALIGNMENT;
    return new NativeBlock(pointer, whole.slice(offset, Math.max(bytes, 1)));
  }

  int capacity() {
    return bytes.capacity();
  }

  /** The first bytes, in the order of this machine. */
  ByteBuffer bytes(int count) {
    return bytes.slice(0, count).order(ByteOrder.nativeOrder());
  }

  @Override
  public void close() {
    if (!isFreed) {
      isFreed = true;
      Pointer.free(pointer);
      Handles.closed();
    }
  }
}
