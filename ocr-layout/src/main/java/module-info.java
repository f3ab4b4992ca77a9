/** Glyphflow layout: detectors and reading order. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // DJL has no descriptor
module io.glyphflow.layout {
  requires transitive io.glyphflow.core;
  requires transitive io.glyphflow.onnx;
  requires static transitive ai.djl.api;
  requires com.fasterxml.jackson.core;
  requires org.bytedeco.javacpp;
  requires org.bytedeco.opencv;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports io.glyphflow.layout;
  exports io.glyphflow.layout.djl;
  exports io.glyphflow.layout.order;
  exports io.glyphflow.layout.postprocess;
}
