package io.glyphflow.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.onnx.ModelSource;
import io.glyphflow.onnx.OnnxSession;
import io.glyphflow.onnx.SessionLease;
import io.glyphflow.testkit.onnx.OnnxGraph;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/** A picture through a model, by way of a session of ours and by the runtime's own call. */
public final class SessionCall implements AutoCloseable {

  /** Who calls. */
  public enum Arm {
    /** {@code OrtSession.run}, with an input buffer that is used again. */
    BARE,
    /** A {@link SessionLease}. */
    OURS
  }

  /** What is called. */
  public enum Net {
    /** About 12 ms of one core. */
    CONV,
    /** The input is the output: what is left is the call. */
    IDENTITY
  }

  private final long[] shape;
  private final FloatBuffer picture;
  private final FloatBuffer input;
  private final float[] answer;
  private final OrtSession bare;
  private final OnnxSession ours;

  SessionCall(Net net) {
    ByteBuffer model =
        net == Net.CONV ? ConvNet.of(ConvNet.Precision.FP32, ConvNet.LAYERS) : identity();
    int side = net == Net.CONV ? ConvNet.SIDE : 4;
    this.shape = new long[] {1, 3, side, side};
    this.picture = ConvNet.pictures(1).slice(0, 3 * side * side);
    this.input =
        ByteBuffer.allocateDirect(Float.BYTES * picture.capacity())
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    this.answer = new float[net == Net.CONV ? ConvNet.answer() : picture.capacity()];
    this.bare = bare(model);
    this.ours = OnnxSession.open(ModelSource.of(net.toString(), model));
  }

  private static ByteBuffer identity() {
    return ByteBuffer.wrap(
        new OnnxGraph()
            .input(ConvNet.INPUT, OnnxGraph.Type.FLOAT, 1, 3, 4, 4)
            .output("same", OnnxGraph.Type.FLOAT, 1, 3, 4, 4)
            .node("Relu", java.util.List.of(ConvNet.INPUT), java.util.List.of("same"))
            .toBytes());
  }

  static OrtSession bare(ByteBuffer model) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      byte[] bytes = new byte[model.remaining()];
      model.duplicate().get(bytes);
      return OrtEnvironment.getEnvironment().createSession(bytes, options);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The answer is the same array each time. */
  float[] run(Arm arm) throws InterruptedException {
    if (arm == Arm.OURS) {
      try (SessionLease lease = ours.lease()) {
        lease.input(ConvNet.INPUT, shape).floats().put(picture.duplicate());
        lease.run(Attempt.unlimited());
        lease.output(0).floats().get(answer);
      }
      return answer;
    }
    try (OnnxTensor tensor =
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(),
                input.clear().put(picture.duplicate()).flip(),
                shape);
        OrtSession.Result result = bare.run(Map.of(ConvNet.INPUT, tensor))) {
      ((OnnxTensor) result.get(0)).getFloatBuffer().get(answer);
      return answer;
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    ours.close();
    try {
      bare.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
