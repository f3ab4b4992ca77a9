package io.glyphflow.testkit.page;

/** Draws one figure. Implementations are stateless, or say so. */
@FunctionalInterface
public interface Figure {

  /**
   * Draws within a rectangle, in points on the page, and leaves the graphics' transform and clip as
   * they were. The region covers the whole rectangle whatever is drawn.
   *
   * @param region gives the graphics, and takes lines of text inside the figure
   * @param left points
   * @param top points
   * @param width points
   * @param height points
   */
  void draw(RegionWriter region, double left, double top, double width, double height);
}
