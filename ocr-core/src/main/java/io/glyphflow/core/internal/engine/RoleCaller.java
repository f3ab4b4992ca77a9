package io.glyphflow.core.internal.engine;

import io.glyphflow.core.document.Failure;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.StageName;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.core.stage.Placement;
import io.glyphflow.core.stage.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls a role for tasks: leases an instance, fills the batch from what is waiting, calls on the
 * right kind of thread within the time there is, checks the answer, splits a failing batch until
 * only the bad task fails, and retries passing troubles. Every task given to it is settled, handed
 * on, or has ended. Thread-safe.
 */
final class RoleCaller<T extends Task, R extends Role, I, O> {

  /** What differs between the stages. */
  interface Step<T extends Task, R extends Role, I, O> {

    /** What the role gets for a task. */
    I input(T task);

    /** The call itself. */
    List<O> call(R role, List<I> inputs, Attempt attempt) throws InterruptedException;

    /**
     * A task has its answer.
     *
     * @throws InterruptedException only if the run is stopping
     */
    void succeeded(T task, O answer, Worker worker) throws InterruptedException;

    /**
     * A task has failed for good.
     *
     * @throws InterruptedException only if the run is stopping
     */
    default void failed(T task, Failure failure, Worker worker) throws InterruptedException {
      task.fail(failure);
    }

    /** The end of a task's time once its call begins. */
    default Task.Grant grant(T task, long now) {
      return task.grant(now);
    }

    /** An answer that nobody wants any more. */
    default void dispose(T task, O answer) {}

    /** Keeps the task's pixels for a call; false if the task has ended. */
    default boolean enter(T task) {
      return task.tryRetain();
    }

    /** The call is over. */
    default void leave(T task) {
      task.release();
    }

    /** The category of a failure that says nothing of itself. */
    FailureCategory category();
  }

  /** How a call went. */
  private sealed interface Called<O> {
    record Answered<O>(List<O> answers) implements Called<O> {}

    record Threw<O>(Throwable cause, CallAttempt attempt, boolean isTimedOut)
        implements Called<O> {}

    /** Something outside the pipeline interrupted the call: try again, nobody is charged. */
    record Disturbed<O>() implements Called<O> {}
  }

  private static final int MAX_DISTURBANCES = 20;

  private final PipelineRun run;
  private final InstancePool<R> pool;
  private final Placement placement;
  private final int rank;
  private final Step<T, R, I, O> step;

  RoleCaller(PipelineRun run, InstancePool<R> pool, Step<T, R, I, O> step) {
    this.run = run;
    this.pool = pool;
    this.placement = pool.placement();
    this.rank = List.of(StageName.values()).indexOf(pool.stage());
    this.step = step;
  }

  InstancePool<R> pool() {
    return pool;
  }

  /** Calls the role for one task and those that wait behind it. */
  void handle(Worker worker, T task, Stage<T> more) throws InterruptedException {
    process(worker, List.of(task), more);
  }

  /** Calls the role for tasks that are there, in batches. */
  void handleAll(Worker worker, List<T> tasks) throws InterruptedException {
    int size = pool.maxBatch();
    for (int from = 0; from < tasks.size(); from += size) {
      process(worker, tasks.subList(from, Math.min(from + size, tasks.size())), null);
    }
  }

  private void process(Worker worker, List<T> first, @Nullable Stage<T> more)
      throws InterruptedException {
    Deque<List<T>> todo = new ArrayDeque<>(4);
    todo.push(first);
    Stage<T> source = more;
    int disturbances = 0;
    while (!todo.isEmpty()) {
      List<T> batch = todo.pop();
      InstancePool.Lease<R> lease = lease(worker);
      batch = live(batch, source);
      source = null;
      if (batch.isEmpty()) {
        lease.giveBack();
        continue;
      }
      switch (call(worker, lease, batch)) {
        case Called.Answered<O>(List<O> answers) -> handOut(worker, batch, answers);
        case Called.Threw<O> threw -> split(worker, batch, threw, todo);
        case Called.Disturbed<O> disturbed -> {
          if (++disturbances < MAX_DISTURBANCES) {
            todo.push(batch);
          } else {
            disturbances = 0;
            split(worker, batch, disturbed(), todo);
          }
        }
      }
    }
  }

  private InstancePool.Lease<R> lease(Worker worker) throws InterruptedException {
    if (run.isStopping()) {
      throw new InterruptedException();
    }
    InstancePool.Lease<R> lease = pool.tryLease(run.lane(), worker.name());
    while (lease == null || run.isPaused()) {
      if (lease != null) {
        lease.giveBack();
      }
      worker.enter(Worker.Activity.PAUSED);
      run.passPauseGate();
      worker.enter(Worker.Activity.INSTANCE);
      lease = run.untilStopped(() -> pool.lease(run.lane(), run, worker.name()));
    }
    return lease;
  }

  /** The tasks that still want an answer, filled up from what is waiting. */
  private List<T> live(List<T> batch, @Nullable Stage<T> source) {
    int wanted = source == null ? 0 : pool.fairBatch(source.waiting() + batch.size());
    List<T> live = new ArrayList<>(Math.max(batch.size(), wanted));
    for (T task : batch) {
      if (step.enter(task)) {
        live.add(task);
      }
    }
    if (source != null && wanted > live.size()) {
      for (T task : source.takeWaiting(wanted - live.size())) {
        if (step.enter(task)) {
          live.add(task);
        }
      }
    }
    return live;
  }

  private Called<O> call(Worker worker, InstancePool.Lease<R> lease, List<T> batch)
      throws InterruptedException {
    CallAttempt attempt = new CallAttempt(run, Thread.currentThread(), pageGrant(batch));
    Runnable atEnd =
        () -> {
          attempt.freeReservations();
          lease.giveBack();
          batch.forEach(step::leave);
        };
    worker.begin(attempt);
    Throwable thrown = null;
    List<O> answers = null;
    try {
      answers = run(worker, lease, batch, attempt, atEnd);
    } catch (Throwable e) {
      // A role may throw anything, Errors included: each becomes a failure with its cause.
      thrown = e;
    }
    worker.end();
    boolean isGivenUp = attempt.end();
    // An interrupt that ended the call, or came too late for it. Nothing is lost: a run that stops
    // says so in its state before it interrupts.
    var unused = Thread.interrupted();
    if (answers != null) {
      return new Called.Answered<>(answers);
    }
    if (run.isStopping()) {
      throw new InterruptedException();
    }
    if (thrown instanceof InterruptedException && !isGivenUp) {
      return new Called.Disturbed<>();
    }
    Throwable cause = thrown == null ? new InterruptedException() : thrown;
    return new Called.Threw<>(cause, attempt, isGivenUp);
  }

  /** While a call waits for a thread, only the time of its pages goes on. */
  private Task.Grant pageGrant(List<T> batch) {
    long now = run.now();
    Task.Grant grant = batch.get(0).page().grant(now);
    for (T task : batch) {
      grant = grant.min(task.page().grant(now));
    }
    return grant;
  }

  /** The call begins: from now on the time of the attempt and of its regions goes on, too. */
  private void startClock(List<T> batch, CallAttempt attempt) {
    long now = run.now();
    Task.Grant grant = new Task.Grant(Deadlines.after(now, run.budgets().attempt()), "attempt");
    for (T task : batch) {
      grant = grant.min(step.grant(task, now));
    }
    attempt.start(grant, now);
    run.watch(grant.deadline());
  }

  private Called.Threw<O> disturbed() {
    return new Called.Threw<>(
        new PermanentOcrException(
            FailureCategory.INTERNAL,
            "interrupted " + MAX_DISTURBANCES + " times from outside the pipeline"),
        new CallAttempt(run, Thread.currentThread(), new Task.Grant(Deadlines.NEVER, "job")),
        false);
  }

  private List<O> run(
      Worker worker,
      InstancePool.Lease<R> lease,
      List<T> batch,
      CallAttempt attempt,
      Runnable atEnd)
      throws Throwable {
    CpuCall<List<O>> call =
        new CpuCall<>(
            () -> ask(worker, lease.instance(), batch, attempt),
            answers -> disposeAll(batch, answers),
            atEnd);
    if (placement == Placement.WAITING) {
      call.run();
      return call.answer();
    }
    worker.enter(Worker.Activity.CPU_THREAD);
    CpuPool.Slot slot;
    try {
      slot = run.cpu().execute(call, run.lane(), run, rank);
    } catch (RuntimeException e) {
      atEnd.run();
      throw e;
    }
    try {
      return call.await();
    } catch (InterruptedException e) {
      slot.cancel();
      if (attempt.isExpired(run.now())) {
        slot.replaceThread();
        lease.giveUp();
      }
      throw e;
    }
  }

  private List<O> ask(Worker worker, R instance, List<T> batch, CallAttempt attempt)
      throws InterruptedException {
    worker.enter(Worker.Activity.CALL);
    startClock(batch, attempt);
    List<I> inputs = new ArrayList<>(batch.size());
    for (T task : batch) {
      inputs.add(step.input(task));
    }
    List<O> answers;
    long start = run.now();
    try {
      answers = step.call(instance, inputs, attempt);
    } finally {
      long each = (run.now() - start) / batch.size();
      for (T task : batch) {
        task.page().worked(stage(), each);
      }
    }
    if (answers == null || answers.size() != batch.size() || hasNull(answers)) {
      String what = answers == null ? "nothing" : answers.size() + " answers, " + nulls(answers);
      disposeAll(batch, answers);
      throw new PermanentOcrException(
          FailureCategory.INTERNAL,
          stage().label()
              + " answered "
              + what
              + " for "
              + batch.size()
              + " items; must be one each");
    }
    // Its own list may change once the instance is free again.
    return List.copyOf(answers);
  }

  private boolean hasNull(List<O> answers) {
    for (O answer : answers) {
      if (answer == null) {
        return true;
      }
    }
    return false;
  }

  private String nulls(List<O> answers) {
    return answers.stream().filter(answer -> answer == null).count() + " of them null";
  }

  private void disposeAll(List<T> batch, @Nullable List<O> answers) {
    for (int i = 0; answers != null && i < answers.size(); i++) {
      if (answers.get(i) != null) {
        step.dispose(batch.get(Math.min(i, batch.size() - 1)), answers.get(i));
      }
    }
  }

  private void handOut(Worker worker, List<T> batch, List<O> answers) throws InterruptedException {
    for (int i = 0; i < batch.size(); i++) {
      try {
        batch.get(i).resetAttempts();
        step.succeeded(batch.get(i), answers.get(i), worker);
      } catch (InterruptedException e) {
        int next = i + 1;
        disposeAll(batch.subList(i, batch.size()), answers.subList(next, answers.size()));
        throw e;
      } catch (RuntimeException | Error e) {
        PipelineRun.LOG.error("a defect in the {} stage", stage().label(), e);
        batch.get(i).fail(Failures.of(e, stage(), FailureCategory.INTERNAL));
      }
    }
  }

  private void split(Worker worker, List<T> batch, Called.Threw<O> threw, Deque<List<T>> todo)
      throws InterruptedException {
    if (batch.size() > 1) {
      int half = (batch.size() + 1) / 2;
      todo.push(batch.subList(half, batch.size()));
      todo.push(batch.subList(0, half));
      return;
    }
    T task = batch.get(0);
    int attempts = task.countAttempt();
    boolean isPassing =
        threw.isTimedOut() ? placement == Placement.WAITING : Failures.isTransient(threw.cause());
    if (isPassing
        && attempts < run.policy().maxAttempts()
        && pauseBefore(worker, attempts, step.grant(task, run.now()))) {
      todo.push(batch);
      return;
    }
    Failure failure =
        threw.isTimedOut()
            ? threw.attempt().timeout(stage(), run.budgets())
            : Failures.of(threw.cause(), stage(), step.category());
    step.failed(task, failure.withAttempts(attempts), worker);
  }

  /** Pauses at random below the doubled backoff; false if the task's time ends before. */
  private boolean pauseBefore(Worker worker, int attempts, Task.Grant grant)
      throws InterruptedException {
    worker.enter(Worker.Activity.BACKOFF);
    return run.pause(attempts, grant.deadline());
  }

  private StageName stage() {
    return pool.stage();
  }
}
