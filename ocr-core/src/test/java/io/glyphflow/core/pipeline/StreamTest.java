package io.glyphflow.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.Traits;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StreamTest extends PipelineChecks {

  @Test
  void iterator_secondTime_isRefused() {
    Pipeline pipeline = build(small(1));
    try (PageStream stream = pipeline.stream(pages(2))) {
      Iterator<PageResult> pages = stream.iterator();
      assertThatIllegalStateException().isThrownBy(stream::iterator);
      assertThat(pages.next().pageNumber()).isEqualTo(1);
      assertThat(pages.next().pageNumber()).isEqualTo(2);
      assertThat(pages.hasNext()).isFalse();
      assertThat(pages.hasNext()).isFalse();
      assertThatThrownBy(pages::next).isInstanceOf(NoSuchElementException.class);
      assertThat(stream.run().isDone()).isTrue();
    }
  }

  @Test
  void close_early_cancelsAndWhatIsDoneIsStillThere() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch never = latch();
    CountDownLatch second = new CountDownLatch(1);
    Recognizer recognizer =
        crops -> {
          calls.incrementAndGet();
          if (crops.get(0).pageId().pageNumber() == 2) {
            second.countDown();
            assertThat(never.await(25, TimeUnit.SECONDS)).isTrue();
          }
          return readAll(crops);
        };
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .cpuThreads(1)
                .layoutDetector(detecting(stacked(1)))
                .recognizer(reading(recognizer)));
    PageStream stream = pipeline.stream(pages(100), RunOptions.defaults().window(3));
    Iterator<PageResult> pages = stream.iterator();
    assertComplete(pages.next(), 1);
    await(second);

    stream.close();

    assertThat(stream.run().await(LONG)).isTrue();
    List<PageResult> rest = new ArrayList<>();
    pages.forEachRemaining(rest::add);
    assertThat(rest)
        .allSatisfy(p -> assertThat(p.status()).isEqualTo(PageOutcome.Status.CANCELLED));
    assertThat(1L + rest.size()).isEqualTo(stream.ledger().accepted());
    assertThat(stream.ledger().toString()).contains("not read to its end");
    stream.close();
    assertThat(calls.get()).isLessThan(5);
  }

  @Test
  void cpuThreads_scarce_finishPagesBeforeTheyBeginMore() {
    List<String> calls = new CopyOnWriteArrayList<>();
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .cpuThreads(1)
                .layoutDetector(
                    one(
                        pages -> {
                          calls.add("layout");
                          busy();
                          return stacked(10).detect(pages);
                        },
                        Traits.defaults().withConcurrency(8)))
                .recognizer(
                    one(
                        crops -> {
                          calls.add("page " + crops.get(0).pageId().pageNumber());
                          busy();
                          return readAll(crops);
                        },
                        Traits.defaults().withConcurrency(2))));

    var unused = pipeline.process(pages(30));

    int first = calls.lastIndexOf("page 1");
    assertThat(calls.subList(0, first)).filteredOn("layout"::equals).hasSizeLessThanOrEqualTo(5);
  }

  /** Long enough for whoever was waiting to ask for the thread. */
  private static void busy() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2);
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Test
  void failFast_surfacesAfterThePagesBefore() {
    PermanentOcrException broken =
        new PermanentOcrException(FailureCategory.REQUEST_REJECTED, "this page is bad");
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .layoutDetector(
                    detecting(
                        pages -> {
                          if (pages.get(0).id().pageNumber() == 4) {
                            throw broken;
                          }
                          return List.of(layout(1));
                        }))
                .recognizer(reading(PipelineChecks::readAll)));
    List<PageResult> got = new ArrayList<>();
    try (PageStream stream =
        pipeline.stream(
            pages(50), RunOptions.defaults().window(4).failurePolicy(FailurePolicy.failFast()))) {
      Iterator<PageResult> pages = stream.iterator();
      assertThatThrownBy(() -> pages.forEachRemaining(got::add))
          .isInstanceOfSatisfying(
              PermanentOcrException.class,
              e -> {
                assertThat(e.category()).isEqualTo(FailureCategory.REQUEST_REJECTED);
                assertThat(e).hasMessageContaining("d#4").hasCause(broken);
              });
      assertThatThrownBy(pages::hasNext).isInstanceOf(PermanentOcrException.class);
      assertThatThrownBy(() -> stream.run().await()).isInstanceOf(PermanentOcrException.class);
      assertThat(stream.run().completion().toCompletableFuture()).failsWithin(LONG);
      assertThat(stream.ledger().accepted()).isEqualTo(got.size());
    }
    assertThat(got).extracting(PageResult::pageNumber).startsWith(1, 2, 3, 4);
    assertThat(got.get(3).status()).isEqualTo(PageOutcome.Status.FAILED);
  }

  @Test
  void consumer_interrupted_getsWhatIsDoneAndKeepsTheFlag() {
    CountDownLatch never = latch();
    CountDownLatch firstDone = new CountDownLatch(1);
    Thread consumer = Thread.currentThread();
    Recognizer recognizer =
        crops -> {
          if (crops.get(0).pageId().pageNumber() == 3) {
            await(firstDone);
            consumer.interrupt();
            assertThat(never.await(25, TimeUnit.SECONDS)).isTrue();
          }
          return readAll(crops);
        };
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .cpuThreads(1) // no page overtakes another while they are decoded
                .layoutDetector(detecting(stacked(1)))
                .recognizer(reading(recognizer))
                .listener(
                    event -> {
                      if (event instanceof PipelineEvent.PageFinished page
                          && page.result().pageNumber() == 1) {
                        firstDone.countDown();
                      }
                    }));
    List<PageResult> got = new ArrayList<>();
    PageStream stream = pipeline.stream(pages(9));
    stream.forEach(got::add);

    assertThat(Thread.interrupted()).isTrue();
    assertComplete(got.get(0), 1);
    assertThat((long) got.size()).isEqualTo(stream.ledger().accepted());
    assertThat(got.get(got.size() - 1).status()).isEqualTo(PageOutcome.Status.CANCELLED);
    stream.close();
  }

  @Test
  void streams_manyAtATime_doNotMix() {
    Pipeline pipeline = build(small(2));
    List<PageStream> streams = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      streams.add(pipeline.stream(pages(10 + i), RunOptions.defaults().window(2)));
    }
    List<Iterator<PageResult>> all = streams.stream().map(PageStream::iterator).toList();
    for (int page = 1; page <= 10; page++) {
      for (Iterator<PageResult> one : all) {
        PageResult next = one.next();
        assertThat(next.pageNumber()).isEqualTo(page);
        assertComplete(next, 2);
      }
    }
    for (int i = 0; i < 5; i++) {
      int left = 0;
      while (all.get(i).hasNext()) {
        assertComplete(all.get(i).next(), 2);
        left++;
      }
      assertThat(left).isEqualTo(i);
      streams.get(i).close();
    }
  }
}
