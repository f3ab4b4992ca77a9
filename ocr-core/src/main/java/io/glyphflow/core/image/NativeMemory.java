package io.glyphflow.core.image;

import io.glyphflow.core.internal.opencv.OpenCv;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Memory outside the heap, given back by {@link #close()}. */
record NativeMemory(BytePointer pointer, ByteBuffer bytes) implements AutoCloseable {

  /** Zeroed. */
  static NativeMemory allocate(int bytes) {
    OpenCv.load();
    return of(Pointer.calloc(bytes, 1), bytes);
  }

  /** Holding anything; for whoever writes all of it. */
  static NativeMemory allocateDirty(int bytes) {
    OpenCv.load();
    return of(Pointer.malloc(bytes), bytes);
  }

  private static NativeMemory of(Pointer memory, int bytes) {
    BytePointer pointer = new BytePointer(memory).capacity(bytes);
    if (pointer.isNull()) {
      throw new OutOfMemoryError(bytes + " bytes outside the heap");
    }
    return new NativeMemory(pointer, pointer.asByteBuffer());
  }

  /** Where it begins. */
  long address() {
    return pointer.address();
  }

  @Override
  public void close() {
    Pointer.free(pointer);
  }
}
