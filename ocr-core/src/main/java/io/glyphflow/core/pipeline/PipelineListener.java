package io.glyphflow.core.pipeline;

/**
 * Hears what happens in runs as it happens. Called on the thread that did the work, by many threads
 * at once, with no lock held: it must be thread-safe and quick, as the work waits for it. It may
 * call anything, {@code cancel} and {@code close} included. An exception from it is logged and
 * ignored.
 */
@FunctionalInterface
public interface PipelineListener {

  /**
   * Something happened.
   *
   * @param event what
   */
  void onEvent(PipelineEvent event);

  /**
   * Whether this listener hears {@link PipelineEvent.PageRead}. The pixels of each page are then
   * kept until its last region is done, which takes more of the memory budget.
   *
   * @return by default false
   */
  default boolean wantsPixels() {
    return false;
  }
}
