package io.glyphflow.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.PermanentOcrException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a session: lends out memory, runs the model, and closes when the last run is out.
 * Owns the native session. Thread-safe.
 */
final class SessionCalls implements AutoCloseable {

  /** Workspaces that wait for a call; what a rush of callers took beyond that is freed after it. */
  private static final int IDLE_LIMIT = 2 * Runtime.getRuntime().availableProcessors();

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession runtime;
  private final ModelInfo model;
  private final Map<String, Integer> inputs;
  private final Map<String, Integer> outputs;
  private final KnownShapes shapes;
  private final Gate gate;
  private final boolean isArenaShrunk;

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Workspace> idle = new ArrayDeque<>();
  private @Nullable NativeThreads threads;
  private boolean isFreed;

  SessionCalls(OrtSession runtime, ModelInfo model, SessionOptions options) {
    this.runtime = runtime;
    this.isArenaShrunk = options.isArenaShrunk();
    this.model = model;
    this.inputs = places(model.inputs());
    this.outputs = places(model.outputs());
    this.shapes = new KnownShapes(model.outputs().size());
    this.gate = new Gate(model.name());
    Handles.opened();
  }

  private static Map<String, Integer> places(List<ValueInfo> values) {
    Map<String, Integer> places = new HashMap<>();
    values.forEach(value -> places.put(value.name(), places.size()));
    return places;
  }

  ModelInfo model() {
    return model;
  }

  boolean isArenaShrunk() {
    return isArenaShrunk;
  }

  OrtEnvironment environment() {
    return environment;
  }

  OrtSession runtime() {
    return runtime;
  }

  KnownShapes shapes() {
    return shapes;
  }

  int inputIndex(String name) {
    return index("input", name, inputs, model.inputs());
  }

  int outputIndex(String name) {
    return index("output", name, outputs, model.outputs());
  }

  private static int index(
      String what, String name, Map<String, Integer> places, List<ValueInfo> values) {
    Integer place = places.get(name);
    if (place == null) {
      throw new IllegalArgumentException(what + ": \"" + name + "\", must be one of " + values);
    }
    return place;
  }

  /** Memory for a call, to be given back. */
  Workspace take() {
    gate.enter();
    try {
      Workspace waiting = poll();
      return waiting == null ? new Workspace(this) : waiting;
    } finally {
      gate.leave();
    }
  }

  private @Nullable Workspace poll() {
    lock.lock();
    try {
      return idle.poll();
    } finally {
      lock.unlock();
    }
  }

  void giveBack(Workspace workspace) {
    workspace.rest();
    lock.lock();
    try {
      if (!isFreed && idle.size() < IDLE_LIMIT) {
        // The last one first: its memory is in the caches.
        idle.push(workspace);
        return;
      }
    } finally {
      lock.unlock();
    }
    workspace.close();
  }

  /** Runs the model in a workspace that the caller holds. */
  void run(Workspace workspace, Attempt attempt) throws InterruptedException {
    gate.enter();
    try {
      runGated(workspace, attempt);
    } catch (InterruptedException e) {
      workspace.forget();
      throw e;
    } finally {
      gate.leave();
    }
  }

  private void runGated(Workspace workspace, Attempt attempt) throws InterruptedException {
    Termination termination = workspace.termination();
    NativeThreads.Handover handover =
        Thread.currentThread().isVirtual() ? new NativeThreads.Handover(workspace::run) : null;
    termination.begin(attempt, handover);
    OrtException trouble = null;
    boolean isTerminated;
    try {
      requireWanted(attempt);
      if (handover == null) {
        workspace.run();
      } else {
        threads().start(handover);
        handover.await(() -> termination.terminate(attempt));
      }
    } catch (OrtException e) {
      trouble = e;
    } finally {
      isTerminated = termination.end();
    }
    if (isTerminated) {
      // What interrupted the wait for another thread is spent.
      var unused = handover != null && Thread.interrupted();
      throw new InterruptedException("model \"" + model.name() + "\": the run was given up");
    }
    if (trouble != null) {
      throw failure(workspace, trouble);
    }
  }

  private static void requireWanted(Attempt attempt) throws InterruptedException {
    if (Thread.interrupted()
        || attempt.isCancelled()
        || attempt.remaining().filter(Duration::isZero).isPresent()) {
      throw new InterruptedException("the call was given up before the model ran");
    }
  }

  private PermanentOcrException failure(Workspace workspace, OrtException trouble) {
    return new PermanentOcrException(
        FailureCategory.MODEL,
        "model \""
            + model.name()
            + "\" failed on "
            + workspace.fed()
            + "; it declares "
            + model.inputs()
            + ": "
            + trouble.getMessage(),
        trouble);
  }

  private NativeThreads threads() {
    lock.lock();
    try {
      if (threads == null) {
        threads = new NativeThreads();
      }
      return threads;
    } finally {
      lock.unlock();
    }
  }

  /** The shapes of the inputs of an earlier run. */
  Optional<List<long[]>> lastShapes() {
    return shapes.lastInputs();
  }

  /** Lets no call in any more, waits for the last run, frees everything. */
  @Override
  public void close() {
    gate.close(
        () -> {
          try {
            if (Thread.currentThread().isVirtual()) {
              NativeThreads.runApart("close", this::free);
            } else {
              free();
            }
          } catch (OrtException e) {
            throw new PermanentOcrException(
                FailureCategory.INTERNAL, "session: " + e.getMessage(), e);
          }
        });
  }

  private void free() throws OrtException {
    List<Workspace> waiting;
    NativeThreads used;
    lock.lock();
    try {
      isFreed = true;
      waiting = List.copyOf(idle);
      idle.clear();
      used = threads;
    } finally {
      lock.unlock();
    }
    waiting.forEach(Workspace::close);
    if (used != null) {
      used.close();
    }
    runtime.close();
    Handles.closed();
  }
}
