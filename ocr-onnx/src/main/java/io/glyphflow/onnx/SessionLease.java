package io.glyphflow.onnx;

import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.PermanentOcrException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A call of a model: inputs to fill, a run, outputs to read; or several runs, one after the other.
 * Its memory serves the next lease of the session once this one is closed. For one thread; only
 * {@link #close()} may come from another one, and then takes effect when the run in progress ends.
 */
public final class SessionLease implements AutoCloseable {

  private enum State {
    OPEN,
    RUNNING,
    CLOSING,
    CLOSED
  }

  private final SessionCalls calls;
  private final Workspace workspace;
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
  private @Nullable Attempt hooked;

  SessionLease(SessionCalls calls, Workspace workspace) {
    this.calls = calls;
    this.workspace = workspace;
  }

  /**
   * An input to fill, of the type that the model declares. It stays for all runs of this lease,
   * unless it is asked for again, which invalidates what was returned before.
   *
   * @param name its name in the graph
   * @param shape its dimensions, outermost first; none for a single number. The model decides
   *     whether they please it when it runs: the declared lengths are not compared
   * @return zeroed or holding what an earlier call wrote
   * @throws IllegalArgumentException if the model has no such input, or the shape is impossible:
   *     another rank than declared, a negative side, no values where a fixed number is declared, 2
   *     GiB or more
   * @throws IllegalStateException if this lease is closed or in use
   */
  public Tensor input(String name, long... shape) {
    requireOpen();
    return workspace.input(calls.inputIndex(name), shape.clone());
  }

  /**
   * Feeds an output back: after each run from now on it is the input of the next one, without a
   * copy. If a run has ended already, its output is used for the next run. An {@link #input(String,
   * long...)} of that name takes precedence for one run, for example for the beginning:
   *
   * {@snippet file="io/glyphflow/onnx/OnnxSnippets.java" region="carry"}
   *
   * @param output the name of an output
   * @param input the name of an input of the same type
   * @throws IllegalArgumentException if the model has no such output or input, or their types or
   *     ranks differ
   * @throws IllegalStateException if this lease is closed or in use
   */
  public void carry(String output, String input) {
    requireOpen();
    workspace.carry(calls.outputIndex(output), calls.inputIndex(input));
  }

  /**
   * Runs the model on the inputs. A platform thread runs it itself; for a virtual thread a platform
   * thread of the session does, and an interrupt ends the run.
   *
   * @param attempt the call; the model ends at its next operator once it is given up
   * @throws InterruptedException if the call was given up, or its thread was interrupted before or,
   *     for a virtual thread, meanwhile; outputs of earlier runs and what they carried are gone
   *     then
   * @throws PermanentOcrException with {@code MODEL} if the model fails; its message names the
   *     model, what went in and what it declares. The lease may be used again
   * @throws IllegalStateException if an input is missing, if this lease is closed or in use, or if
   *     the session is closed
   */
  @SuppressWarnings("ReferenceEquality") // the very same call, not one that is like it
  public void run(Attempt attempt) throws InterruptedException {
    if (!state.compareAndSet(State.OPEN, State.RUNNING)) {
      requireOpen();
    }
    try {
      if (hooked != attempt) {
        // Once for all runs of the attempt: it keeps what is registered until it ends.
        Termination termination = workspace.termination();
        attempt.onCancel(() -> termination.terminate(attempt));
        hooked = attempt;
      }
      calls.run(workspace, attempt);
    } finally {
      if (!state.compareAndSet(State.RUNNING, State.OPEN)) {
        state.set(State.CLOSED);
        calls.giveBack(workspace);
      }
    }
  }

  /**
   * An output of the last run.
   *
   * @param name its name in the graph
   * @return its values and true shape
   * @throws IllegalArgumentException if the model has no such output
   * @throws IllegalStateException if no run has succeeded since the lease was taken or the last run
   *     failed, or if this lease is closed or in use
   */
  public Tensor output(String name) {
    requireOpen();
    return answer(calls.outputIndex(name));
  }

  /**
   * An output of the last run.
   *
   * @param index its place in the graph, from 0
   * @return its values and true shape
   * @throws IllegalArgumentException if the model has no such output
   * @throws IllegalStateException if no run has succeeded since the lease was taken or the last run
   *     failed, or if this lease is closed or in use
   */
  public Tensor output(int index) {
    requireOpen();
    int count = calls.model().outputs().size();
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException("output: " + index + ", must be 0.." + (count - 1));
    }
    return answer(index);
  }

  private Tensor answer(int index) {
    Tensor tensor = workspace.output(index);
    if (tensor == null) {
      throw new IllegalStateException(
          "output: " + calls.model().outputs().get(index) + " is not there, run the model first");
    }
    return tensor;
  }

  private void requireOpen() {
    State now = state.get();
    if (now != State.OPEN) {
      throw new IllegalStateException(
          "lease: "
              + now
              + ", must be OPEN; each call takes a lease of its own (model \""
              + calls.model().name()
              + "\")");
    }
  }

  /** Gives the memory back to the calls. Closing twice does nothing. */
  @Override
  public void close() {
    if (state.compareAndSet(State.OPEN, State.CLOSED)) {
      calls.giveBack(workspace);
    } else {
      state.compareAndSet(State.RUNNING, State.CLOSING);
    }
  }
}
