package io.glyphflow.testkit;

import static io.glyphflow.testkit.fault.Faulty.faulty;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.Language;
import io.glyphflow.core.document.Ledger;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.pipeline.FailurePolicy;
import io.glyphflow.core.pipeline.MemoryBudget;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.pipeline.PipelineEvent;
import io.glyphflow.core.pipeline.Run;
import io.glyphflow.core.pipeline.RunOptions;
import io.glyphflow.core.pipeline.TimeBudgets;
import io.glyphflow.testkit.check.LeakCheck;
import io.glyphflow.testkit.fake.FakeCropper;
import io.glyphflow.testkit.fake.FakeLayoutDetector;
import io.glyphflow.testkit.fake.FakePages;
import io.glyphflow.testkit.fake.FakeRecognizer;
import io.glyphflow.testkit.fake.FakeTranslator;
import io.glyphflow.testkit.fake.ServiceTime;
import io.glyphflow.testkit.fault.Fault;
import io.glyphflow.testkit.fault.FaultPlan;
import io.glyphflow.testkit.fault.FaultPoint;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs with faults that are cancelled, or whose pipeline is closed, at some event. */
@Timeout(120)
class PipelineCancelledWithFaultsTest {

  private static final ServiceTime TIME = ServiceTime.logNormal(5, Duration.ofNanos(300_000), 0.8);

  private final FakeCropper cropper = FakeCropper.copying();
  private final FakePages pages = FakePages.of("d", 40);

  @RegisterExtension final LeakCheck leaks = LeakCheck.of(pages.images(), cropper.images());

  static IntStream seeds() {
    return IntStream.rangeClosed(1, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void endedAtAnyEvent_withFaultsEverywhere_accountBalancesAndNothingIsLeft(int seed)
      throws InterruptedException {
    FaultPlan plan = plan(seed);
    Queue<PageId> finished = new ConcurrentLinkedQueue<>();
    AtomicInteger events = new AtomicInteger();
    CompletableFuture<Runnable> end = new CompletableFuture<>();
    Run run;
    List<String> left;
    try (Pipeline pipeline = pipeline(plan)) {
      run =
          pipeline.start(
              faulty(pages, plan),
              options(seed),
              event -> {
                if (event instanceof PipelineEvent.PageFinished page) {
                  finished.add(page.result().id());
                }
                if (events.incrementAndGet() == 5 * seed) {
                  end.join().run();
                }
              });
      Run started = run;
      end.complete(
          seed % 2 == 0
              ? started::cancel
              : () -> assertThat(pipeline.close(Duration.ZERO)).isNotNull());
      assertThat(run.await(Duration.ofSeconds(60))).isTrue();
      left = pipeline.close(Duration.ofSeconds(30));
    }

    Ledger ledger = run.ledger();
    assertThat(left).isEmpty();
    assertThat(ledger.inProgress()).isZero();
    assertThat(ledger.regions().inProgress()).isZero();
    assertThat(finished).doesNotHaveDuplicates().hasSize((int) ledger.accepted());
    assertThat(pages.openCursors()).isZero();
  }

  private static FaultPlan plan(int seed) {
    FaultPlan.Builder plan = FaultPlan.seeded(seed);
    for (FaultPoint point : EnumSet.range(FaultPoint.DECODE, FaultPoint.TRANSLATE)) {
      plan.at(
          point,
          0.03,
          Fault.throwing(),
          Fault.outOfMemory(),
          Fault.passing(),
          Fault.slow(Duration.ofMillis(2)),
          Fault.wrongSize(Fault.WrongSize.Answer.NULL),
          Fault.wrongSize(Fault.WrongSize.Answer.ONE_MORE),
          new Fault.InterruptSelf(),
          new Fault.ThrowInterrupted().times(2),
          new Fault.Stubborn(Duration.ofMillis(30)),
          new Fault.Hang());
    }
    return plan.build();
  }

  private Pipeline pipeline(FaultPlan plan) {
    return Pipeline.builder()
        .memoryBudget(MemoryBudget.ofMegabytes(1))
        .queueCapacity(2)
        .layoutDetector(faulty(FakeLayoutDetector.rows(4).withTime(TIME), plan))
        .cropper(faulty(cropper, plan))
        .recognizer(faulty(FakeRecognizer.create().withTime(TIME).checkingPixelsOf(pages), plan))
        .translator(faulty(FakeTranslator.create().withTime(TIME), plan), Language.ENGLISH)
        .build();
  }

  private static RunOptions options(int seed) {
    return RunOptions.defaults()
        .window(1 + seed % 20)
        .failurePolicy(
            FailurePolicy.keepGoing().withMaxAttempts(2).withBackoff(Duration.ofMillis(1)))
        .timeBudgets(TimeBudgets.defaults().withAttempt(Duration.ofMillis(100)));
  }
}
