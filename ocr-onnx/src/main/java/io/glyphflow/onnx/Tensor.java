package io.glyphflow.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Numbers of a model's input or output, in memory outside the heap that belongs to a {@link
 * SessionLease}. Valid until the lease's next run or close. Not thread-safe.
 */
public final class Tensor {

  private final String name;
  private final ElementType type;
  private final long[] shape;
  private final ByteBuffer bytes;
  private FloatBuffer floats;

  Tensor(String name, ElementType type, long[] shape, ByteBuffer bytes) {
    this.name = name;
    this.type = type;
    this.shape = shape;
    this.bytes = bytes.order(ByteOrder.nativeOrder());
    this.floats =
        type == ElementType.FLOAT32 ? this.bytes.asFloatBuffer() : FloatBuffer.allocate(0);
  }

  /**
   * Its name in the graph.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * What it holds.
   *
   * @return the type
   */
  public ElementType type() {
    return type;
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
    return Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
  }

  /**
   * The bytes as they are, in the order of this machine.
   *
   * @return a view, position 0
   */
  public ByteBuffer bytes() {
    return bytes.duplicate().order(ByteOrder.nativeOrder());
  }

  /**
   * The values as floats, whatever the type: direct and shared for {@link ElementType#FLOAT32};
   * otherwise widened, and for an input narrowed to its type when it runs (integers rounded to the
   * nearest and saturated).
   *
   * @return position 0, limit {@link #count()}
   */
  public FloatBuffer floats() {
    if (type != ElementType.FLOAT32 && floats.capacity() == 0) {
      floats = Numbers.widen(type, bytes());
    }
    return floats.duplicate();
  }

  /** Writes what was set as floats back into the type. */
  void narrow() {
    if (type != ElementType.FLOAT32 && floats.capacity() > 0) {
      Numbers.narrow(floats.duplicate(), type, bytes());
    }
  }

  @Override
  public String toString() {
    return name + " " + type + Arrays.toString(shape);
  }
}
