/** Glyphflow core: documents, the roles of a pipeline, and the engine that joins them. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings({"module", "requires-automatic"}) // friends further up; PDFBox has no descriptor
module io.glyphflow.core {
  requires transitive java.desktop;
  requires com.fasterxml.jackson.core;
  requires org.apache.pdfbox;
  requires org.apache.pdfbox.io;
  requires org.bytedeco.javacpp;
  requires org.bytedeco.opencv;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports io.glyphflow.core.document;
  exports io.glyphflow.core.export;
  exports io.glyphflow.core.geometry;
  exports io.glyphflow.core.image;
  exports io.glyphflow.core.pipeline;
  exports io.glyphflow.core.source;
  exports io.glyphflow.core.stage;
  // OpenCV by way of PageImage, for the modules of this project only.
  exports io.glyphflow.core.internal.opencv to
      io.glyphflow.layout,
      io.glyphflow.onnx,
      io.glyphflow.tesseract;
  // Tables, for the recognizers of this project only.
  exports io.glyphflow.core.internal.table to
      io.glyphflow.onnx,
      io.glyphflow.tesseract;
}
