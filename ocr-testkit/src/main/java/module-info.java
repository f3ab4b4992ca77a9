/**
 * Glyphflow testkit: fakes for every role, fault injection, contract suites and leak checks, for
 * code that builds on Glyphflow.
 */
@org.jspecify.annotations.NullMarked
module io.glyphflow.testkit {
  requires transitive io.glyphflow.core;
  requires transitive org.junit.jupiter.api;
  requires org.assertj.core;
  requires jdk.management;
  requires static transitive org.jspecify;

  exports io.glyphflow.testkit.check;
  // CONTRACT
  exports io.glyphflow.testkit.fake;
  exports io.glyphflow.testkit.fault;
}
