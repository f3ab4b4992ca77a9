package io.glyphflow.core.stage;

/**
 * What all roles of a pipeline share. Each role has one abstract method on a batch, so that a
 * lambda is enough; a role that knows more about itself overrides {@link #traits()}.
 *
 * <p>By default the pipeline leases an instance to one call at a time, on a platform thread, with
 * one item. A role that is {@link AutoCloseable} and was made by a factory of the pipeline's is
 * closed with the pipeline; an instance that the caller made stays the caller's.
 */
public interface Role {

  /**
   * How this role wants to be run. Asked once for each instance, when the pipeline is built.
   *
   * @return the traits, by default {@link Traits#defaults()}
   */
  default Traits traits() {
    return Traits.defaults();
  }

  /**
   * Makes the first real call as fast as the second: loads what is lazy, runs a model once. Called
   * by {@code Pipeline.warmUp()} and by its keep-alive, on the threads that {@link #traits()} asks
   * for, never while another call has the instance. By default does nothing.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  default void warmUp() throws InterruptedException {}
}
