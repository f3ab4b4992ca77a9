/** Glyphflow layout: detectors and reading order. */
@org.jspecify.annotations.NullMarked
module io.glyphflow.layout {
  requires transitive io.glyphflow.core;
  requires org.bytedeco.javacpp;
  requires org.bytedeco.opencv;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports io.glyphflow.layout;
  exports io.glyphflow.layout.order;
}
