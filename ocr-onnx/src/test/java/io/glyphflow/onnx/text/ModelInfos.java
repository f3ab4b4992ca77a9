package io.glyphflow.onnx.text;

import io.glyphflow.onnx.ModelInfo;
import io.glyphflow.onnx.ModelSource;
import io.glyphflow.onnx.OnnxSession;
import io.glyphflow.testkit.onnx.OnnxGraph;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** What small models say of themselves. */
final class ModelInfos {

  private ModelInfos() {}

  static ModelInfo of(Map<String, String> metadata) {
    OnnxGraph graph =
        new OnnxGraph()
            .input("x", OnnxGraph.Type.FLOAT, "n")
            .output("y", OnnxGraph.Type.FLOAT, "n")
            .node("Identity", List.of("x"), List.of("y"));
    metadata.forEach(graph::metadata);
    try (OnnxSession session =
        OnnxSession.open(ModelSource.of("small", ByteBuffer.wrap(graph.toBytes())))) {
      return session.model();
    }
  }
}
