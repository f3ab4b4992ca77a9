package io.glyphflow.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.document.Failure;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.Language;
import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.document.RegionResult;
import io.glyphflow.core.document.StageName;
import io.glyphflow.core.document.TableCell;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.internal.engine.Engine;
import io.glyphflow.core.internal.engine.PipelineRun;
import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.stage.Cropper;
import io.glyphflow.core.stage.PageFilter;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.core.stage.Traits;
import io.glyphflow.core.stage.TransientOcrException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches, their bisection, retries, and answers that are only half good. */
class BatchTest extends PipelineChecks {

  private static RunOptions attempts(int max) {
    return RunOptions.defaults()
        .failurePolicy(FailurePolicy.keepGoing().withMaxAttempts(max).withBackoff(Duration.ZERO));
  }

  private static List<Failure> failures(DocumentResult result, int page) {
    return ((PageOutcome.Completed) result.page(page).outcome()).failures();
  }

  @Test
  void batch_oneBadInEight_isBisectedInSevenCalls() {
    List<Integer> sizes = new CopyOnWriteArrayList<>();
    CountDownLatch eightWait = latch();
    CountDownLatch firstIsRead = latch();
    Recognizer recognizer =
        crops -> {
          sizes.add(crops.size());
          if (crops.get(0).pageId().pageNumber() == 1) {
            firstIsRead.countDown();
            await(eightWait);
          }
          if (crops.stream().anyMatch(crop -> isRegion(crop, 2, 5))) {
            throw new IllegalStateException("cannot read this one");
          }
          return readAll(crops);
        };
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .cpuThreads(1)
                .layoutDetector(
                    pages -> {
                      boolean isFirst = pages.get(0).id().pageNumber() == 1;
                      if (!isFirst) {
                        await(firstIsRead);
                      }
                      return List.of(layout(isFirst ? 1 : 8));
                    })
                .recognizer(one(recognizer, Traits.waiting().withMaxBatch(8))));
    List<PageResult> pages = new ArrayList<>();
    PageStream stream = pipeline.stream(pages(2));
    until(
        "eight wait",
        () -> Engine.describe((PipelineRun) stream.run()).contains("recognize: 8 of 64"));
    eightWait.countDown();
    stream.forEach(pages::add);
    stream.close();

    assertThat(sizes).containsExactly(1, 8, 4, 4, 2, 1, 1, 2);
    List<Failure> failures = ((PageOutcome.Completed) pages.get(1).outcome()).failures();
    assertThat(failures).singleElement().satisfies(f -> assertThat(f.regionId()).hasValue(5));
    assertThat(failures.get(0).attempts()).isEqualTo(1);
    assertThat(stream.ledger().regions().read()).isEqualTo(8);
  }

  @Test
  void transient_thenFine_isRetried() {
    AtomicInteger calls = new AtomicInteger();
    Recognizer recognizer =
        crops -> {
          if (isRegion(crops.get(0), 2, 1) && calls.incrementAndGet() < 3) {
            throw new TransientOcrException("busy");
          }
          return readAll(crops);
        };
    DocumentResult result =
        build(Pipeline.builder().layoutDetector(stacked(2)).recognizer(recognizer))
            .process(pages(3), attempts(3));

    assertOthersComplete(result, 3, 2, 0);
    assertThat(calls).hasValue(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void transient_always_isTriedAsOftenAsAllowed(int max) {
    AtomicInteger calls = new AtomicInteger();
    Recognizer recognizer =
        crops -> {
          if (isRegion(crops.get(0), 2, 1)) {
            calls.incrementAndGet();
            throw new TransientOcrException("busy");
          }
          return readAll(crops);
        };
    DocumentResult result =
        build(Pipeline.builder().layoutDetector(stacked(2)).recognizer(recognizer))
            .process(pages(3), attempts(max));

    assertOthersComplete(result, 3, 2, 2);
    Failure failure = failures(result, 2).get(0);
    assertThat(failure.category()).isEqualTo(FailureCategory.TRANSIENT_EXHAUSTED);
    assertThat(failure.attempts()).isEqualTo(max);
    assertThat(calls).hasValue(max);
  }

  @Test
  void transient_atSeveralStages_eachHasItsOwnAttempts() {
    AtomicInteger decoded = new AtomicInteger();
    AtomicInteger filtered = new AtomicInteger();
    AtomicInteger detected = new AtomicInteger();
    DocumentSource source =
        DocumentSource.ofPages(
            List.of(
                new CountedPage(1) {
                  @Override
                  public PageImage decode() throws InterruptedException {
                    failTwice(decoded);
                    return super.decode();
                  }
                }));
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .pageFilter(
                    pages -> {
                      failTwice(filtered);
                      return List.of(PageFilter.Decision.keep());
                    })
                .layoutDetector(
                    pages -> {
                      failTwice(detected);
                      return List.of(layout(1));
                    })
                .recognizer(reading(PipelineChecks::readAll)));

    DocumentResult result = pipeline.process(source, attempts(3));

    assertComplete(result.page(1), 1);
  }

  private static void failTwice(AtomicInteger calls) {
    if (calls.incrementAndGet() <= 2) {
      throw new TransientOcrException("call " + calls);
    }
  }

  @Test
  void waitingRole_answersWithTheInterruptFlagSet_isTakenAtItsWord() {
    AtomicInteger calls = new AtomicInteger();
    Recognizer recognizer =
        crops -> {
          calls.incrementAndGet();
          Thread.currentThread().interrupt();
          return readAll(crops);
        };
    DocumentResult result =
        build(
                Pipeline.builder()
                    .layoutDetector(detecting(stacked(2)))
                    .recognizer(reading(recognizer)))
            .process(pages(2));

    assertOthersComplete(result, 2, 2, 0);
    assertThat(calls).hasValue(4);
  }

  @Test
  void waitingCropper_answersWithTheInterruptFlagSet_losesNoPixels() {
    Cropper cropper =
        new Cropper() {
          @Override
          public List<PageImage> crop(List<Request> requests) {
            Thread.currentThread().interrupt();
            return requests.stream().map(r -> countedImage(SIZE)).toList();
          }

          @Override
          public long ownedBytes(Request request) {
            return PAGE_BYTES;
          }
        };
    DocumentResult result =
        build(small(2).cropper(one(cropper, Traits.waiting()))).process(pages(2));

    assertOthersComplete(result, 2, 2, 0);
    assertThat(openPages).hasValue(0);
  }

  @Test
  void cropper_ownCrops_areCountedAndClosedOnce() {
    AtomicInteger closes = new AtomicInteger();
    Cropper cropper =
        new Cropper() {
          @Override
          public List<PageImage> crop(List<Request> requests) {
            return requests.stream()
                .map(
                    r ->
                        PageImage.wrap(
                            ByteBuffer.allocate((int) PAGE_BYTES),
                            SIZE,
                            PageImage.Format.GRAY8,
                            SIZE.width(),
                            0,
                            closes::incrementAndGet))
                .toList();
          }

          @Override
          public long ownedBytes(Request request) {
            return PAGE_BYTES;
          }
        };
    Pipeline pipeline = build(small(4).cropper(one(cropper, Traits.defaults())));

    DocumentResult result = pipeline.process(pages(5));

    assertOthersComplete(result, 5, 4, 0);
    assertThat(closes).hasValue(20);
    assertThat(pipeline.engine().memory().inUse()).isZero();
  }

  @Test
  void cropper_ownCropTooLargeOrUnknown_failsTheRegion() {
    Cropper cropper =
        new Cropper() {
          @Override
          public List<PageImage> crop(List<Request> requests) {
            return requests.stream().map(r -> r.page().view(r.region().box())).toList();
          }

          @Override
          public long ownedBytes(Request request) {
            if (request.region().id() == 1) {
              throw new IllegalStateException("no idea");
            }
            return request.region().id() == 2 ? 1L << 50 : 0;
          }
        };

    DocumentResult result =
        build(small(4).cropper(one(cropper, Traits.waiting()))).process(pages(1));

    assertThat(failures(result, 1))
        .extracting(Failure::category)
        .containsExactly(FailureCategory.REGION_INVALID, FailureCategory.INPUT_LIMIT);
    assertThat(failures(result, 1))
        .allSatisfy(f -> assertThat(f.stage()).isEqualTo(StageName.CROP));
    assertThat(result.ledger().regions().read()).isEqualTo(2);
  }

  @Test
  void cropper_givesThePageItself_doesNotCloseItForTheOthers() {
    Cropper cropper = requests -> requests.stream().map(Cropper.Request::page).toList();

    DocumentResult result =
        build(small(4).cropper(one(cropper, Traits.waiting()))).process(pages(3));

    assertOthersComplete(result, 3, 4, 0);
  }

  @Test
  void unread_withAPart_keepsIt() {
    Failure truncated =
        Failure.of(FailureCategory.TRUNCATED, StageName.RECOGNIZE, "stopped at 8192 tokens");
    Recognizer recognizer =
        crops ->
            crops.stream()
                .map(
                    crop ->
                        switch (crop.region().id()) {
                          case 1 -> RegionContent.unread(truncated, RegionContent.text("half"));
                          case 2 -> RegionContent.unread(truncated);
                          default -> read(crop);
                        })
                .toList();
    DocumentResult result =
        build(
                Pipeline.builder()
                    .layoutDetector(stacked(3))
                    .recognizer(recognizer)
                    .translator(
                        items -> items.stream().map(i -> i.translated("t")).toList(),
                        Language.KOREAN))
            .process(pages(1));

    assertThat(statuses(result)).containsExactly(PageOutcome.Status.PARTIAL);
    List<RegionResult> regions = result.page(1).page().orElseThrow().regions();
    assertThat(regions).extracting(RegionResult::text).containsExactly("p1r0", "half", "");
    assertThat(regions.get(1).translation()).isEmpty();
    assertThat(regions.get(2).content()).isEmpty();
    assertThat(failures(result, 1))
        .containsExactly(
            truncated.ofRegion(1).withAttempts(1), truncated.ofRegion(2).withAttempts(1));
    assertThat(result.ledger().regions().failed()).isEqualTo(2);
  }

  @Test
  void translator_saysOneFailed_keepsTextAndOthers() {
    DocumentResult result =
        build(
                small(3)
                    .translator(
                        items ->
                            items.stream()
                                .map(
                                    i ->
                                        i.region().id() == 1
                                            ? i.failed("no such dialect")
                                            : i.translated("t"))
                                .toList(),
                        Language.KOREAN))
            .process(pages(1));

    assertThat(statuses(result)).containsExactly(PageOutcome.Status.PARTIAL);
    RegionResult bad = result.page(1).page().orElseThrow().regions().get(1);
    assertThat(bad.text()).isEqualTo("p1r1");
    assertThat(bad.translation()).hasValueSatisfying(t -> assertThat(t.failure()).isPresent());
    assertThat(failures(result, 1))
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.category()).isEqualTo(FailureCategory.TRANSLATION);
              assertThat(f.attempts()).isEqualTo(1);
            });
  }

  @Test
  void figures_byDefault_areNotReadAndOnlyTextIsTranslated() {
    PageLayout layout =
        PageLayout.of(
            region(0),
            Region.of(RegionKind.FIGURE, "photo", BoundingBox.ofSize(0, 20, 40, 20), 1),
            Region.of(RegionKind.TABLE, "table", BoundingBox.ofSize(0, 40, 40, 20), 1));
    List<Integer> read = new CopyOnWriteArrayList<>();
    List<Integer> translated = new CopyOnWriteArrayList<>();
    Recognizer recognizer =
        crops -> {
          crops.forEach(crop -> read.add(crop.region().id()));
          return crops.stream()
              .map(
                  (RegionCrop crop) ->
                      crop.kind() == RegionKind.TABLE
                          ? RegionContent.table(List.of(TableCell.of(0, 0, "a")), "<a>")
                          : read(crop))
              .toList();
        };
    DocumentResult result =
        build(
                Pipeline.builder()
                    .layoutDetector(pages -> List.of(layout))
                    .recognizer(recognizer)
                    .translator(
                        items -> {
                          items.forEach(item -> translated.add(item.region().id()));
                          return items.stream().map(i -> i.translated("t")).toList();
                        },
                        Language.GERMAN))
            .process(pages(1));

    assertThat(statuses(result)).containsExactly(PageOutcome.Status.OK);
    assertThat(read).containsExactlyInAnyOrder(0, 2);
    assertThat(translated).containsExactly(0);
    assertThat(result.ledger().regions().notRead()).isEqualTo(1);
    RegionResult figure = result.page(1).page().orElseThrow().regions().get(1);
    assertThat(figure.content()).isEmpty();
    assertThat(figure.failure()).isEmpty();
  }

  @Test
  void blankPages_areOkWithoutRegions() {
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .layoutDetector(
                    pages ->
                        pages.stream()
                            .map(p -> p.id().pageNumber() % 2 == 0 ? layout(0) : layout(2))
                            .toList())
                .recognizer(reading(PipelineChecks::readAll))
                .readingOrder(
                    pages ->
                        pages.stream()
                            .map(p -> p.regions().isEmpty() ? List.<Integer>of() : List.of(1, 0))
                            .toList()));

    DocumentResult result = pipeline.process(pages(10));

    assertThat(statuses(result)).containsOnly(PageOutcome.Status.OK);
    assertThat(result.page(4).page().orElseThrow().regions()).isEmpty();
    assertThat(result.page(3).page().orElseThrow().regions())
        .extracting(RegionResult::text)
        .containsExactly("p3r1", "p3r0");
  }

  @Test
  void allRegions_fail_isAPartialPage() {
    DocumentResult result =
        build(
                Pipeline.builder()
                    .layoutDetector(stacked(3))
                    .recognizer(
                        crops -> {
                          throw new IllegalStateException("model is broken");
                        }))
            .process(pages(2));

    assertThat(statuses(result)).containsOnly(PageOutcome.Status.PARTIAL);
    assertThat(failures(result, 1)).hasSize(3);
    assertThat(result.ledger().regions().failed()).isEqualTo(6);
    assertLedgerExact(result);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0,0,1", "0,1,3", "-1,0,1", "0,1,2,2", "2,1"})
  void orderer_noPermutation_keepsTheDetectorsOrder(String ids) {
    List<Integer> order =
        ids.isEmpty()
            ? List.of()
            : Arrays.stream(ids.split(",", -1)).map(Integer::valueOf).toList();
    DocumentResult result = build(small(3).readingOrder(pages -> List.of(order))).process(pages(1));

    assertThat(statuses(result)).containsExactly(PageOutcome.Status.PARTIAL);
    assertThat(result.page(1).page().orElseThrow().text()).isEqualTo("p1r0\n\np1r1\n\np1r2");
    assertThat(failures(result, 1))
        .singleElement()
        .satisfies(f -> assertThat(f.stage()).isEqualTo(StageName.ORDER));
  }

  @Test
  void filter_skips_countsAsSkipped() {
    DocumentResult result =
        build(
                small(1)
                    .pageFilter(
                        pages ->
                            pages.stream()
                                .map(
                                    p ->
                                        p.id().pageNumber() == 2
                                            ? PageFilter.Decision.skip("blank")
                                            : PageFilter.Decision.keep())
                                .toList()))
            .process(pages(3), attempts(3).failurePolicy(FailurePolicy.failFast()));

    assertThat(statuses(result))
        .containsExactly(PageOutcome.Status.OK, PageOutcome.Status.SKIPPED, PageOutcome.Status.OK);
    assertThat(((PageOutcome.Failed) result.page(2).outcome()).failure().message())
        .isEqualTo("blank");
    assertLedgerExact(result);
  }
}
