/** Glyphflow core: documents, the roles of a pipeline, and the engine that joins them. */
@org.jspecify.annotations.NullMarked
module io.glyphflow.core {
  requires transitive java.desktop;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports io.glyphflow.core.document;
  exports io.glyphflow.core.export;
  exports io.glyphflow.core.geometry;
  exports io.glyphflow.core.image;
  exports io.glyphflow.core.pipeline;
  exports io.glyphflow.core.source;
  exports io.glyphflow.core.stage;
}
