package io.glyphflow.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Memory of one input or output of a {@link Workspace}, and the runtime's name for it. It only
 * grows; what it outgrew is kept until the lease ends, as its holder may still look at it. For one
 * thread at a time.
 */
final class Slot implements AutoCloseable {

  private final ValueInfo value;
  private final List<NativeBlock> outgrown = new ArrayList<>(0);
  private @Nullable NativeBlock values;
  private @Nullable NativeBlock floats;
  private @Nullable OnnxTensor tensor;
  private @Nullable NativeBlock tensorBlock;
  private long[] tensorShape = {};

  Slot(ValueInfo value) {
    this.value = value;
  }

  ValueInfo value() {
    return value;
  }

  /** Memory for the values as the model takes or gives them. */
  ByteBuffer bytes(int count) {
    values = room(values, count);
    return values.bytes(count);
  }

  /** Memory for the values as floats. */
  ByteBuffer floats(int count) {
    floats = room(floats, Math.multiplyExact(count, Float.BYTES));
    return floats.bytes(count * Float.BYTES);
  }

  private NativeBlock room(@Nullable NativeBlock block, int bytes) {
    if (block != null && block.capacity() >= bytes) {
      return block;
    }
    NativeBlock larger = NativeBlock.allocate(bytes);
    if (block != null) {
      outgrown.add(block);
    }
    return larger;
  }

  /** The runtime's view of the values: the one of the last call if the shape is the same. */
  OnnxTensor tensor(OrtEnvironment environment, long[] shape, int byteCount) throws OrtException {
    ByteBuffer bytes = bytes(byteCount);
    if (tensor != null && tensorBlock == values && Arrays.equals(tensorShape, shape)) {
      return tensor;
    }
    closeTensor();
    OnnxTensor made = OnnxTensor.createTensor(environment, bytes, shape, value.type().toRuntime());
    Handles.opened();
    tensor = made;
    tensorBlock = values;
    tensorShape = shape.clone();
    return made;
  }

  private void closeTensor() {
    if (tensor != null) {
      tensor.close();
      Handles.closed();
      tensor = null;
      tensorBlock = null;
    }
  }

  /** Nobody looks at the values any more. */
  void rest() {
    if (!outgrown.isEmpty()) {
      if (tensorBlock != values) {
        closeTensor();
      }
      outgrown.forEach(NativeBlock::close);
      outgrown.clear();
    }
  }

  @Override
  public void close() {
    closeTensor();
    rest();
    if (values != null) {
      values.close();
      values = null;
    }
    if (floats != null) {
      floats.close();
      floats = null;
    }
  }
}
