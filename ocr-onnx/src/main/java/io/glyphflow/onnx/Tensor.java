package io.glyphflow.onnx;

import ai.onnxruntime.OnnxTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of a model's input or output, in memory outside the heap that belongs to a {@link
 * SessionLease}. An input is valid until its lease closes or asks for the input anew, an output
 * until the lease's next run or close; after that its methods that reach for values throw {@link
 * IllegalStateException}. Buffers that were handed out before must not be used any more then: the
 * memory behind them serves another call, or is gone. Not thread-safe.
 */
public final class Tensor {

  private final ValueInfo value;
  private final long[] shape;
  private final int count;
  private final Slot slot;
  private final Numbers numbers;
  private @Nullable OnnxTensor origin;
  private @Nullable ByteBuffer bytes;
  private @Nullable ByteBuffer floats;
  private boolean isSeen;
  private boolean isOver;

  private Tensor(
      ValueInfo value,
      long[] shape,
      Slot slot,
      Numbers numbers,
      @Nullable OnnxTensor origin,
      boolean isSeen) {
    this.value = value;
    this.shape = shape;
    this.count = Shapes.count(value.name(), shape);
    this.slot = slot;
    this.numbers = numbers;
    this.origin = origin;
    this.isSeen = isSeen;
  }

  /** Values to be written into the slot. */
  static Tensor input(long[] shape, Slot slot, Numbers numbers) {
    return new Tensor(slot.value(), shape, slot, numbers, null, false);
  }

  /**
   * Values that came out.
   *
   * @param origin the runtime's memory, copied to the slot once somebody asks for them; null if
   *     they are in the slot
   */
  static Tensor output(long[] shape, Slot slot, Numbers numbers, @Nullable OnnxTensor origin) {
    return new Tensor(slot.value(), shape, slot, numbers, origin, true);
  }

  /**
   * Its name in the graph.
   *
   * @return the name
   */
  public String name() {
    return value.name();
  }

  /**
   * What it holds.
   *
   * @return the type
   */
  public ElementType type() {
    return value.type();
  }

  /**
   * Its true dimensions, outermost first.
   *
   * @return a copy
   */
  public long[] shape() {
    return shape.clone();
  }

  /**
   * How many values it holds.
   *
   * @return the product of its dimensions
   */
  public int count() {
    return count;
  }

  /**
   * The bytes as they are, in the order of this machine, outside the heap.
   *
   * @return a view, position 0
   * @throws IllegalStateException if the tensor is no longer valid
   */
  public ByteBuffer bytes() {
    isSeen = true;
    return raw().duplicate().order(ByteOrder.nativeOrder());
  }

  /**
   * The values as floats, whatever the type, outside the heap: shared for {@link
   * ElementType#FLOAT32}; otherwise a widened copy, made once. That of an input is narrowed to its
   * type when the model runs, over whatever its {@link #bytes()} hold then: to the nearest,
   * integers saturated, NaN to 0.
   *
   * @return position 0, limit {@link #count()}
   * @throws IllegalStateException if the tensor is no longer valid
   */
  public FloatBuffer floats() {
    ByteBuffer from = raw();
    if (type() == ElementType.FLOAT32) {
      return from.duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer();
    }
    if (floats == null) {
      ByteBuffer room = slot.floats(count);
      // What an input holds before anybody wrote to it is nothing to widen.
      if (isSeen) {
        numbers.widen(type(), from, room);
      }
      floats = room;
    }
    return floats.duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  private ByteBuffer raw() {
    if (isOver) {
      throw new IllegalStateException(
          "tensor: " + this + " is no longer valid, read it before the lease runs again or closes");
    }
    if (bytes == null) {
      ByteBuffer room = slot.bytes(byteCount());
      if (origin != null && count > 0) {
        room.duplicate().put(origin.getByteBuffer());
      }
      bytes = room;
    }
    return bytes;
  }

  int byteCount() {
    return count * type().bytes();
  }

  /** Its dimensions, not to be changed. */
  long[] trueShape() {
    return shape;
  }

  /** Writes what was set as floats back into the type. */
  void narrow() {
    if (floats != null) {
      numbers.narrow(floats, type(), raw());
    }
  }

  /** From now on its values are out of reach. */
  void expire() {
    isOver = true;
    origin = null;
    bytes = null;
    floats = null;
  }

  @Override
  public String toString() {
    return name() + " " + type() + Arrays.toString(shape);
  }
}
