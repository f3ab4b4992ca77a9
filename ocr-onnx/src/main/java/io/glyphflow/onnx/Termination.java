package io.glyphflow.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.glyphflow.core.stage.Attempt;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a run from another thread. An attempt keeps its hooks until it ends itself, long after the
 * run: a late one must find nothing to do, whoever runs then. Thread-safe.
 */
final class Termination implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Termination.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final OrtSession.RunOptions options;
  private @Nullable Attempt current;
  private NativeThreads.@Nullable Handover handover;
  private boolean isTerminated;

  /**
   * Options for one run at a time.
   *
   * @param isArenaShrunk whether the runtime gives memory back at the end of a run
   */
  Termination(boolean isArenaShrunk) throws OrtException {
    options = new OrtSession.RunOptions();
    Handles.opened();
    if (isArenaShrunk) {
      options.addRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
    }
    // What goes wrong in a run comes back as an exception, and a shape that is not the declared one
    // is nothing to write about at each call.
    if (!LOG.isDebugEnabled()) {
      options.setLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    }
  }

  OrtSession.RunOptions options() {
    return options;
  }

  /**
   * A run begins.
   *
   * @param work what may still wait for a thread, if another one runs it
   */
  void begin(Attempt attempt, NativeThreads.@Nullable Handover work) {
    lock.lock();
    try {
      current = attempt;
      handover = work;
      isTerminated = false;
    } finally {
      lock.unlock();
    }
  }

  boolean isTerminated() {
    lock.lock();
    try {
      return isTerminated;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the run at its next operator, if it is still that of the attempt. */
  @SuppressWarnings("ReferenceEquality") // the very same call, not one that is like it
  void terminate(Attempt attempt) {
    lock.lock();
    try {
      if (current == attempt && !isTerminated) {
        isTerminated = true;
        options.setTerminate(true);
        if (handover != null) {
          handover.giveUp();
        }
      }
    } catch (OrtException e) {
      LOG.warn("a run cannot be ended early", e);
    } finally {
      lock.unlock();
    }
  }

  /** The run is over; the next one starts afresh. Returns whether it was ended early. */
  boolean end() {
    lock.lock();
    try {
      current = null;
      handover = null;
      if (isTerminated) {
        options.setTerminate(false);
      }
      return isTerminated;
    } catch (OrtException e) {
      throw new IllegalStateException("run options: " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    options.close();
    Handles.closed();
  }
}
