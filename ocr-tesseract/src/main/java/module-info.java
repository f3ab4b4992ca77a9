/** Glyphflow Tesseract: Tesseract as a recognizer, in process. */
@org.jspecify.annotations.NullMarked
module io.glyphflow.tesseract {
  requires transitive io.glyphflow.core;
  requires org.bytedeco.javacpp;
  requires org.bytedeco.leptonica;
  requires org.bytedeco.opencv;
  requires org.bytedeco.tesseract;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports io.glyphflow.tesseract;
}
