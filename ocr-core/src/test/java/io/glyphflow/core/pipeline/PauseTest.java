package io.glyphflow.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.internal.engine.Engine;
import io.glyphflow.core.internal.engine.PipelineRun;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.Traits;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PauseTest extends PipelineChecks {

  private static final long A_WHILE_MS = 200;

  private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();

  private Recognizer noting(CountDownLatch first) {
    return crops -> {
      calls.add(crops.get(0).pageId() + "/" + crops.get(0).region().id());
      await(first);
      return readAll(crops);
    };
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void pause_callInFlight_goesOnAndNoNewOneStarts(boolean isCpu) throws Exception {
    CountDownLatch letGo = latch();
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .layoutDetector(detecting(stacked(3)))
                .recognizer(one(noting(letGo), isCpu ? Traits.defaults() : Traits.waiting())));
    Run run = pipeline.start(pages(2), RunOptions.defaults(), event -> {});
    assertThat(calls.poll(5, TimeUnit.SECONDS)).isNotNull();

    run.pause();
    letGo.countDown();

    assertThat(calls.poll(A_WHILE_MS, TimeUnit.MILLISECONDS)).as("a call while paused").isNull();
    assertThat(run.isDone()).isFalse();
    run.resume();
    assertThat(run.await(LONG)).isTrue();
    assertThat(run.ledger().ok()).isEqualTo(2);
  }

  @Test
  void pause_whileWaitingForTheConsumer_acceptsNoPage() throws Exception {
    Pipeline pipeline = build(small(1));
    try (PageStream stream = pipeline.stream(pages(5), RunOptions.defaults().window(1))) {
      Iterator<PageResult> pages = stream.iterator();
      until(
          "the loader waits",
          () ->
              stream.ledger().ok() == 1
                  && Engine.describe((PipelineRun) stream.run())
                      .contains("waits for the consumer"));

      stream.run().pause();
      pages.next();

      assertThat(stream.run().await(Duration.ofMillis(A_WHILE_MS))).isFalse();
      assertThat(stream.ledger().accepted()).as("accepted while paused").isEqualTo(1);
      stream.run().resume();
      assertThat(pages.next().pageNumber()).isEqualTo(2);
    }
  }

  @Test
  void pause_whileWaitingForAnInstance_startsNoCall() throws Exception {
    CountDownLatch letGo = latch();
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .layoutDetector(detecting(stacked(1)))
                .recognizer(one(noting(letGo), Traits.waiting())));
    Run first = pipeline.start(pages(1), RunOptions.defaults(), event -> {});
    assertThat(calls.poll(5, TimeUnit.SECONDS)).isNotNull();
    Run second = pipeline.start(pages(1), RunOptions.defaults(), event -> {});
    until(
        "the second waits",
        () -> Engine.describe((PipelineRun) second).contains("waits for an instance"));

    second.pause();
    letGo.countDown();

    assertThat(first.await(LONG)).isTrue();
    assertThat(calls.poll(A_WHILE_MS, TimeUnit.MILLISECONDS)).as("a call while paused").isNull();
    second.resume();
    assertThat(second.await(LONG)).isTrue();
    assertThat(second.ledger().ok()).isEqualTo(1);
  }

  @Test
  void paused_holdsNoInstanceThatOthersNeed() throws Exception {
    Pipeline pipeline = build(small(3));
    Run paused = pipeline.start(pages(20), RunOptions.defaults(), event -> {});
    paused.pause();

    assertThat(pipeline.process(pages(3)).ledger().ok()).isEqualTo(3);

    paused.resume();
    assertThat(paused.await(LONG)).isTrue();
    assertThat(paused.ledger().ok()).isEqualTo(20);
  }

  @Test
  void paused_canBeCancelledAndClosed() throws Exception {
    Pipeline pipeline = build(small(3));
    Run run = pipeline.start(pages(2000), RunOptions.defaults().window(4), event -> {});
    run.pause();
    run.pause();
    run.cancel();
    assertThat(run.await(LONG)).isTrue();

    Run other = pipeline.start(pages(2000), RunOptions.defaults().window(4), event -> {});
    other.pause();
    assertThat(pipeline.close(LONG)).isEmpty();
    assertThat(other.isDone()).isTrue();
    other.resume();
  }
}
