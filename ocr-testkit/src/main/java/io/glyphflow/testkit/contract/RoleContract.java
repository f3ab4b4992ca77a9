package io.glyphflow.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.Role;
import io.glyphflow.core.stage.Traits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a pipeline relies on in every role: as many answers as items, in their order, never null;
 * inputs left alone; calls from any thread, as many at a time as the traits say; interrupts not
 * lost. Extend the suite of the role, not this class.
 *
 * @param <R> the role
 * @param <I> what it gets for an item
 * @param <O> what it answers for an item
 */
public abstract sealed class RoleContract<R extends Role, I, O>
    permits CropperContract,
        LayoutDetectorContract,
        OrientationDetectorContract,
        PageFilterContract,
        ReadingOrdererContract,
        RecognizerContract,
        TranslatorContract {

  private static final int MOST_THREADS = 8;

  private final List<AutoCloseable> toClose = new ArrayList<>();

  /** For the suites. */
  RoleContract() {}

  /**
   * Makes an instance. Each test makes its own and closes it if it is closeable; where that takes
   * long, give out one instance behind an object that is not closeable.
   *
   * @return the instance to be checked
   */
  protected abstract R create();

  /**
   * Whether the same items always have the same answers, alone or in a batch. By default true;
   * without it the suite only checks that there are answers and that each is a possible one.
   *
   * @return false for models that draw lots
   */
  protected boolean isDeterministic() {
    return true;
  }

  /**
   * The part of an answer that has to be the same each time, for example with rounded numbers. By
   * default all of it.
   *
   * @param answer an answer
   * @return something with equality
   */
  protected Object comparable(O answer) {
    return answer;
  }

  /**
   * Items of the largest batch that is tried, if the traits allow that many. By default 32.
   *
   * @return 1 or more
   */
  protected int largestBatch() {
    return 32;
  }

  /**
   * How long one call may take at most. By default 30 seconds.
   *
   * @return above zero
   */
  protected Duration patience() {
    return Duration.ofSeconds(30);
  }

  abstract List<I> samples();

  abstract List<O> call(R role, List<I> items) throws InterruptedException;

  abstract List<O> call(R role, List<I> items, Attempt attempt) throws InterruptedException;

  /** Checks that an answer is a possible one. */
  abstract void checkAnswer(I item, O answer);

  /** The images of an item, which must be left alone. */
  abstract List<PageImage> images(I item);

  /** Frees what an answer owns. */
  void dispose(O answer) {}

  /** A call gives one answer for each item, whatever the size of the batch. */
  @Test
  public void answers_batchesOfAnySize_areAsManyAsItems() throws InterruptedException {
    R role = subject();
    int most = Math.min(role.traits().maxBatch(), largestBatch());
    for (int size : new int[] {1, Math.min(2, most), most}) {
      List<O> answers = call(role, Samples.repeat(samples(), size));
      assertThat((Object) answers).as("answers for %s items", size).isNotNull();
      assertThat(answers.size()).as("number of answers for %s items", size).isEqualTo(size);
      disposeAll(answers);
    }
  }

  /** No answer is null. */
  @Test
  public void answers_everyItem_areNeverNull() throws InterruptedException {
    R role = subject();
    for (I item : samples()) {
      List<O> answers = call(role, List.of(item));
      assertThat((Object) answers).as("answers for %s", item).isNotNull();
      for (O answer : answers) {
        assertThat((Object) answer).as("answer for %s", item).isNotNull();
      }
      disposeAll(answers);
    }
  }

  /** Every answer is one that the role may give. */
  @Test
  public void answers_everyItem_keepThePromisesOfTheRole() throws InterruptedException {
    R role = subject();
    for (I item : samples()) {
      O answer = alone(role, item);
      checkAnswer(item, answer);
      dispose(answer);
    }
  }

  /** A batch is answered in its order, and as its items alone would be. */
  @Test
  public void answers_inABatch_equalThoseAlone() throws InterruptedException {
    R role = subject();
    List<I> items = samples();
    List<Object> alone = comparables(role, items, 1);
    int most = Math.min(role.traits().maxBatch(), largestBatch());
    for (int size : new TreeSet<>(List.of(Math.min(2, most), Math.min(3, most), most))) {
      List<I> longer = Samples.repeat(items, Math.max(size, items.size()));
      List<Object> expected = Samples.repeat(alone, longer.size());
      checkEqual("in batches of " + size, comparables(role, longer, size), expected);
    }
  }

  /** The same items have the same answers the second time. */
  @Test
  public void answers_sameItemsTwice_areEqual() throws InterruptedException {
    R role = subject();
    List<I> items = samples();
    checkEqual("the second time", comparables(role, items, 1), comparables(role, items, 1));
  }

  /** The form with an attempt answers as the form without. */
  @Test
  public void attemptForm_sameItems_answersTheSame() throws InterruptedException {
    R role = subject();
    for (I item : samples()) {
      List<O> answers = call(role, List.of(item), Attempt.unlimited());
      assertThat((Object) answers).as("answers with an attempt").isNotNull();
      assertThat(answers.size()).as("number of answers with an attempt").isEqualTo(1);
      O plain = alone(role, item);
      checkEqual(
          "with an attempt", List.of(comparable(answers.get(0))), List.of(comparable(plain)));
      disposeAll(answers);
      dispose(plain);
    }
  }

  /** A call leaves its images open, and their pixels as they are. */
  @Test
  public void inputs_afterACall_areOpenAndUnchanged() throws InterruptedException {
    R role = subject();
    for (I item : samples()) {
      List<Long> before = checksums(item);
      disposeAll(call(role, List.of(item)));
      for (PageImage image : images(item)) {
        assertThat(image.isClosed()).as("whether %s is closed after the call", image).isFalse();
      }
      assertThat(checksums(item)).as("pixels of %s after the call", item).isEqualTo(before);
    }
  }

  /** A call leaves the list of its items as it is, though it could change it. */
  @Test
  public void inputs_listOfACall_isNotChanged() throws InterruptedException {
    R role = subject();
    int size = Math.min(role.traits().maxBatch(), 3);
    List<I> items = Samples.repeat(samples(), size);
    List<I> given = new ArrayList<>(items);
    disposeAll(call(role, given));
    assertThat(given.size()).as("size of the list of items after the call").isEqualTo(size);
    for (int i = 0; i < size; i++) {
      assertThat((Object) given.get(i)).as("item %s after the call", i).isSameAs(items.get(i));
    }
  }

  /** The traits are there and do not change, also not by a call. */
  @Test
  public void traits_askedTwice_areEqual() throws InterruptedException {
    R role = subject();
    Traits first = role.traits();
    assertThat((Object) first).as("traits").isNotNull();
    disposeAll(call(role, List.of(samples().get(0))));
    assertThat(role.traits()).as("traits after a call").isEqualTo(first);
  }

  /** Warming up, before the first call and again, changes no answer. */
  @Test
  public void warmUp_beforeACall_changesNoAnswer() throws InterruptedException {
    List<I> items = samples();
    R cold = subject();
    R warm = subject();
    warm.warmUp();
    List<Object> first = comparables(warm, items, 1);
    warm.warmUp();
    List<Object> expected = comparables(cold, items, 1);
    checkEqual("after warmUp()", first, expected);
    checkEqual("after the second warmUp()", comparables(warm, items, 1), expected);
  }

  /** Calls come one after the other from any thread. */
  @Test
  public void calls_fromOtherThreads_answerTheSame() throws InterruptedException {
    R role = subject();
    List<I> items = samples();
    List<Object> expected = comparables(role, items, 1);
    for (int i = 0; i < 3; i++) {
      CallThread<List<Object>> call =
          CallThread.start(role.traits().placement(), () -> comparables(role, items, 1));
      checkEqual("on another thread", call.join(patience()).get(), expected);
    }
  }

  /** As many calls at a time as the traits allow, at most 8, answer as one alone. */
  @Test
  public void calls_atTheSameTime_answerTheSame() throws InterruptedException {
    R role = subject();
    List<I> items = samples();
    List<Object> expected = comparables(role, items, 1);
    int threads = Math.min(role.traits().concurrency(), MOST_THREADS);
    for (int round = 0; round < 2; round++) {
      List<CallThread<List<Object>>> calls = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        calls.add(CallThread.start(role.traits().placement(), () -> comparables(role, items, 1)));
      }
      for (CallThread<List<Object>> call : calls) {
        checkEqual(threads + " calls at a time", call.join(patience()).get(), expected);
      }
    }
  }

  /** A call on a thread that is interrupted already does not lose the interrupt. */
  @Test
  public void call_interruptedBefore_keepsTheInterrupt() throws InterruptedException {
    R role = subject();
    I item = samples().get(0);
    CallThread<List<O>> call =
        CallThread.startInterrupted(role.traits().placement(), () -> call(role, List.of(item)));
    checkInterrupted(call.join(patience()));
  }

  /** A call that is interrupted on its way ends and does not lose the interrupt. */
  @Test
  public void call_interruptedWithin_endsAndKeepsTheInterrupt() throws InterruptedException {
    R role = subject();
    for (I item : samples()) {
      CallThread<List<O>> call =
          CallThread.startToInterrupt(role.traits().placement(), () -> call(role, List.of(item)));
      call.interrupt();
      checkInterrupted(call.join(patience()));
    }
    disposeAll(call(role, List.of(samples().get(0))));
  }

  private void checkInterrupted(CallThread.Outcome<List<O>> outcome) {
    Throwable thrown = outcome.thrown();
    if (thrown != null) {
      assertThat(thrown)
          .as("what an interrupted call throws: an interrupt is not a failure of the item")
          .isInstanceOf(InterruptedException.class);
      return;
    }
    disposeAll(outcome.value());
    assertThat(outcome.isInterrupted())
        .as("whether the interrupt flag is still set after a call that answered")
        .isTrue();
  }

  /** Closing twice is harmless. */
  @Test
  public void close_calledTwice_doesNothing() throws Exception {
    R role = subject();
    disposeAll(call(role, List.of(samples().get(0))));
    if (role instanceof AutoCloseable closeable) {
      closeable.close();
      closeable.close();
    }
  }

  /**
   * Closes what the test made.
   *
   * @throws Exception if an instance cannot be closed
   */
  @AfterEach
  public void closeInstances() throws Exception {
    for (AutoCloseable closeable : toClose) {
      closeable.close();
    }
    toClose.clear();
  }

  private R subject() {
    R role = create();
    assertThat((Object) role).as("what create() returns").isNotNull();
    if (role instanceof AutoCloseable closeable) {
      toClose.add(closeable);
    }
    return role;
  }

  private O alone(R role, I item) throws InterruptedException {
    List<O> answers = call(role, List.of(item));
    assertThat((Object) answers).as("answers for %s", item).isNotNull();
    assertThat(answers.size()).as("number of answers for %s", item).isEqualTo(1);
    assertThat((Object) answers.get(0)).as("answer for %s", item).isNotNull();
    return answers.get(0);
  }

  /** Calls for all items in batches of a size, checks each answer, and keeps what to compare. */
  private List<Object> comparables(R role, List<I> items, int batch) throws InterruptedException {
    List<Object> all = new ArrayList<>(items.size());
    for (int from = 0; from < items.size(); from += batch) {
      List<I> part = items.subList(from, Math.min(from + batch, items.size()));
      List<O> answers = call(role, new ArrayList<>(part));
      assertThat((Object) answers).as("answers for %s items", part.size()).isNotNull();
      assertThat(answers.size()).as("number of answers").isEqualTo(part.size());
      for (int i = 0; i < part.size(); i++) {
        checkAnswer(part.get(i), answers.get(i));
        all.add(comparable(answers.get(i)));
      }
      disposeAll(answers);
    }
    return all;
  }

  private void checkEqual(String when, List<Object> answers, List<Object> expected) {
    if (isDeterministic()) {
      assertThat(answers).as("answers %s", when).isEqualTo(expected);
    }
  }

  private List<Long> checksums(I item) {
    return images(item).stream().map(Samples::checksum).toList();
  }

  private void disposeAll(@Nullable List<O> answers) {
    if (answers != null) {
      for (O answer : answers) {
        if (answer != null) {
          dispose(answer);
        }
      }
    }
  }
}
