package io.glyphflow.core.image;

import io.glyphflow.core.internal.opencv.OpenCv;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Zeroed memory outside the heap, given back by {@link #close()}. */
record NativeMemory(BytePointer pointer, ByteBuffer bytes) implements AutoCloseable {

  static NativeMemory allocate(int bytes) {
    OpenCv.load();
    BytePointer pointer = new BytePointer(Pointer.calloc(bytes, 1)).capacity(bytes);
    if (pointer.isNull()) {
      throw new OutOfMemoryError(bytes + " bytes outside the heap");
    }
    return new NativeMemory(pointer, pointer.asByteBuffer());
  }

  @Override
  public void close() {
    Pointer.free(pointer);
  }
}
