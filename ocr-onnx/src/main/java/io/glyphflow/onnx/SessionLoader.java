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

/** Loads a model into ONNX Runtime. */
final class SessionLoader {

  private SessionLoader() {}

  /**
   * A loaded model.
   *
   * @param runtime to be closed by whoever asked for it
   * @param model what the file says of itself
   * @param options as asked for
   * @param provider what really runs the model
   */
  record Loaded(
      OrtSession runtime, ModelInfo model, SessionOptions options, ExecutionProvider provider) {}

  static Loaded load(ModelSource source, SessionOptions options) {
    try (OrtSession.SessionOptions settings = new OrtSession.SessionOptions()) {
      settings.setIntraOpNumThreads(options.intraOpThreads());
      ByteBuffer bytes = source.read();
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      OrtSession session = OrtEnvironment.getEnvironment().createSession(copy, settings);
      return new Loaded(
          session,
          new ModelInfo(
              source.name(),
              values(session.getInputInfo()),
              values(session.getOutputInfo()),
              session.getMetadata().getCustomMetadata()),
          options,
          ExecutionProvider.cpu());
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
}
