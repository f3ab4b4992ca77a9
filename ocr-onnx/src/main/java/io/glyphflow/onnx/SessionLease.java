package io.glyphflow.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.PermanentOcrException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A call of a model: inputs to fill, a run, outputs to read. Its memory is used again by the next
 * lease of the session. For one thread.
 */
public final class SessionLease implements AutoCloseable {

  private final OnnxSession session;
  private final Map<String, ByteBuffer> memory = new LinkedHashMap<>();
  private final Map<String, Tensor> inputs = new LinkedHashMap<>();
  private final Map<String, Tensor> outputs = new LinkedHashMap<>();

  SessionLease(OnnxSession session) {
    this.session = session;
  }

  /**
   * An input to fill, of the type that the model declares.
   *
   * @param name its name in the graph
   * @param shape its dimensions, outermost first; the declared ones are not looked at
   * @return zeroed or holding what an earlier call wrote
   * @throws IllegalArgumentException if the model has no such input
   */
  public Tensor input(String name, long... shape) {
    ValueInfo declared =
        session
            .model()
            .input(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "input: \"" + name + "\", must be one of " + session.model().inputs()));
    long values = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    int bytes = Math.toIntExact(Math.multiplyExact(values, declared.type().bytes()));
    ByteBuffer buffer = memory.get(name);
    if (buffer == null || buffer.capacity() < bytes) {
      buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
      memory.put(name, buffer);
    }
    Tensor tensor = new Tensor(name, declared.type(), shape.clone(), buffer.slice(0, bytes));
    inputs.put(name, tensor);
    return tensor;
  }

  /**
   * Runs the model on the inputs.
   *
   * @param attempt the call; the model ends at its next operator once it is cancelled
   * @throws InterruptedException if the call is given up
   * @throws PermanentOcrException if the model fails
   * @throws IllegalStateException if the session is closed
   */
  public void run(Attempt attempt) throws InterruptedException {
    outputs.clear();
    Map<String, OnnxTensor> values = new LinkedHashMap<>();
    try {
      for (Tensor input : inputs.values()) {
        input.narrow();
        values.put(
            input.name(),
            OnnxTensor.createTensor(
                session.environment(), input.bytes(), input.shape(), input.type().toRuntime()));
      }
      try (OrtSession.Result result = session.runtime().run(values)) {
        for (Map.Entry<String, OnnxValue> entry : result) {
          if (entry.getValue() instanceof OnnxTensor tensor) {
            outputs.put(
                entry.getKey(),
                new Tensor(
                    entry.getKey(),
                    ElementType.of(tensor.getInfo().onnxType),
                    tensor.getInfo().getShape(),
                    tensor.getByteBuffer()));
          }
        }
      }
    } catch (OrtException e) {
      throw new PermanentOcrException(
          FailureCategory.MODEL, "model \"" + session.model().name() + "\": " + e, e);
    } finally {
      values.values().forEach(OnnxTensor::close);
    }
  }

  /**
   * An output of the last run.
   *
   * @param name its name in the graph
   * @return its values and true shape
   * @throws IllegalArgumentException if there is no such output, or nothing was run yet
   */
  public Tensor output(String name) {
    Tensor tensor = outputs.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("output: \"" + name + "\", must be one of " + outputs);
    }
    return tensor;
  }

  /**
   * An output of the last run.
   *
   * @param index its place in the graph
   * @return its values and true shape
   */
  public Tensor output(int index) {
    return output(session.model().outputs().get(index).name());
  }

  /** Gives the memory back to the session. */
  @Override
  public void close() {
    outputs.clear();
  }
}
