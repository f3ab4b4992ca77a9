package io.glyphflow.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.stage.PermanentOcrException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A loaded model, for any number of callers at once. Thread-safe. */
public final class OnnxSession implements AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final ModelInfo model;

  private OnnxSession(OrtSession session, ModelInfo model) {
    this.session = session;
    this.model = model;
  }

  /**
   * Loads a model with the default options.
   *
   * @param source where it is
   * @return the session
   * @throws PermanentOcrException if it cannot be loaded
   */
  public static OnnxSession open(ModelSource source) {
    return open(source, SessionOptions.defaults());
  }

  /**
   * Loads a model.
   *
   * @param source where it is
   * @param options how it is loaded and run
   * @return the session
   * @throws PermanentOcrException if it cannot be loaded
   */
  public static OnnxSession open(ModelSource source, SessionOptions options) {
    try (OrtSession.SessionOptions settings = new OrtSession.SessionOptions()) {
      settings.setIntraOpNumThreads(options.intraOpThreads());
      ByteBuffer bytes = source.read();
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      OrtSession session = OrtEnvironment.getEnvironment().createSession(copy, settings);
      return new OnnxSession(
          session,
          new ModelInfo(
              source.name(),
              values(session.getInputInfo()),
              values(session.getOutputInfo()),
              session.getMetadata().getCustomMetadata()));
    } catch (OrtException e) {
      throw new PermanentOcrException(
          FailureCategory.MODEL, "model \"" + source.name() + "\": " + e.getMessage(), e);
    }
  }

  private static List<ValueInfo> values(Map<String, NodeInfo> nodes) {
    List<ValueInfo> values = new ArrayList<>();
    for (NodeInfo node : nodes.values()) {
      if (node.getInfo() instanceof TensorInfo tensor) {
        List<Long> shape = Arrays.stream(tensor.getShape()).boxed().toList();
        values.add(new ValueInfo(node.getName(), ElementType.of(tensor.onnxType), shape));
      }
    }
    return values;
  }

  /**
   * What the model says of itself.
   *
   * @return its inputs, outputs and metadata
   */
  public ModelInfo model() {
    return model;
  }

  /**
   * Takes memory for a call.
   *
   * @return to be closed after the call
   * @throws IllegalStateException if the session is closed
   */
  public SessionLease lease() {
    return new SessionLease(this);
  }

  OrtEnvironment environment() {
    return environment;
  }

  OrtSession runtime() {
    return session;
  }

  /** Waits for calls in flight, then frees the model. Closing twice does nothing. */
  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new PermanentOcrException(FailureCategory.INTERNAL, "session: " + e.getMessage(), e);
    }
  }
}
