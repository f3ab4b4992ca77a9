package io.glyphflow.testkit.page;

/**
 * Is told what a {@link PageComposer} draws, as for writing the same page into another format.
 * Called on the composer's thread.
 */
public interface PageSink {

  /**
   * A word was drawn.
   *
   * @param word without spaces
   * @param style how
   * @param x where it starts, points
   * @param baseline points from the top of the page
   */
  void word(String word, TextStyle style, double x, double baseline);

  /**
   * A rule was drawn.
   *
   * @param x1 points
   * @param y1 points from the top of the page
   * @param x2 points
   * @param y2 points from the top of the page
   * @param thickness points
   */
  void rule(double x1, double y1, double x2, double y2, double thickness);
}
