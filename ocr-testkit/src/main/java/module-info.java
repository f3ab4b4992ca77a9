/**
 * Glyphflow testkit: fakes for every role, fault injection, contract suites and leak checks, for
 * code that builds on Glyphflow.
 */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("requires-automatic") // FontBox has no descriptor
module io.glyphflow.testkit {
  requires transitive io.glyphflow.core;
  requires transitive org.junit.jupiter.api;
  requires org.apache.fontbox;
  requires org.apache.pdfbox.io;
  requires org.assertj.core;
  requires jdk.management;
  requires static transitive org.jspecify;

  exports io.glyphflow.testkit.check;
  exports io.glyphflow.testkit.contract;
  exports io.glyphflow.testkit.fake;
  exports io.glyphflow.testkit.fault;
  exports io.glyphflow.testkit.onnx;
  exports io.glyphflow.testkit.page;
  exports io.glyphflow.testkit.reference;
}
