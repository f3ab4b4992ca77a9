package io.glyphflow.core.internal.engine;

import org.jspecify.annotations.Nullable;

/** A thread of a run, and what it is doing, for cancelling and for the stall report. */
final class Worker {

  /** What a thread is doing. */
  enum Activity {
    IDLE("waits for work"),
    WINDOW("waits for the consumer"),
    PAUSED("waits for resume()"),
    MEMORY("waits for memory"),
    INSTANCE("waits for an instance"),
    CPU_THREAD("waits for a CPU thread"),
    CALL("is in a call"),
    SOURCE("lists the source"),
    PUT("waits for the next stage"),
    BACKOFF("pauses before another attempt");

    final String text;

    Activity(String text) {
      this.text = text;
    }
  }

  private final String name;
  private final PipelineRun run;
  private volatile Activity activity = Activity.IDLE;
  private volatile long since;
  private volatile @Nullable CallAttempt attempt;

  Worker(String name, PipelineRun run) {
    this.name = name;
    this.run = run;
    this.since = run.now();
  }

  void enter(Activity next) {
    since = run.now();
    activity = next;
  }

  void begin(CallAttempt next) {
    attempt = next;
  }

  void end() {
    attempt = null;
  }

  @Nullable CallAttempt attempt() {
    return attempt;
  }

  String name() {
    return name;
  }

  Activity activity() {
    return activity;
  }

  /** On the run's clock. */
  long since() {
    return since;
  }
}
