package io.glyphflow.bench;

import org.nd4j.linalg.factory.Nd4j;

/** Whether libraries that are here for comparison only run on this platform. */
final class Rivals {

  private static final boolean HAS_ND4J = findNd4j();

  private Rivals() {}

  static boolean hasNd4j() {
    return HAS_ND4J;
  }

  private static boolean findNd4j() {
    // It greets at length otherwise, and its own threads would contend with those of the others.
    System.setProperty("org.nd4j.log.initialization", "false");
    try {
      return Nd4j.scalar(1f).getFloat(0) == 1f;
    } catch (LinkageError | RuntimeException e) {
      System.err.println("ND4J does not run here, and its arms are left out: " + e);
      return false;
    }
  }
}
