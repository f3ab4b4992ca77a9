/** Glyphflow ONNX: models in process, over ONNX Runtime. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("requires-automatic") // ONNX Runtime has no descriptor
module io.glyphflow.onnx {
  requires transitive io.glyphflow.core;
  requires com.fasterxml.jackson.core;
  requires com.microsoft.onnxruntime;
  requires org.bytedeco.javacpp;
  requires org.bytedeco.opencv;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports io.glyphflow.onnx;
  exports io.glyphflow.onnx.text;
}
