package io.glyphflow.layout.postprocess;

/** How raw detections become regions. Immutable, thread-safe. */
public final class PostprocessOptions {

  private PostprocessOptions() {}

  /**
   * The defaults.
   *
   * @return suppression, containment and clamping as most users want them
   */
  public static PostprocessOptions defaults() {
    return new PostprocessOptions();
  }
}
