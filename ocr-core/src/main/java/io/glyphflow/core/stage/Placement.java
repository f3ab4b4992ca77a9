package io.glyphflow.core.stage;

/** On which threads a role's calls run. */
public enum Placement {
  /**
   * On the pipeline's platform threads, as many as there are cores. Right for everything native or
   * CPU-bound: a native call pins the carrier of a virtual thread, and a few of them freeze every
   * virtual thread of the JVM.
   */
  CPU,
  /** On virtual threads. Right for roles that wait: sockets, processes, other queues. */
  WAITING
}
