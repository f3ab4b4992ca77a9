package io.glyphflow.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.document.Failure;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.Language;
import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.RegionResult;
import io.glyphflow.core.document.StageName;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.stage.Cropper;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.PageFilter;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.core.stage.ReadingOrderer;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.Traits;
import io.glyphflow.core.stage.TransientOcrException;
import io.glyphflow.core.stage.Translator;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every role fails in every way on page 3, for a role that works on regions in its region 1. Just
 * that fails, with category, stage, attempts and cause; all else is complete.
 */
class StageFailureTest extends PipelineChecks {

  private static final int PAGES = 5;
  private static final int REGIONS = 3;
  private static final int BAD_PAGE = 3;
  private static final int BAD_REGION = 1;

  /** How a role fails. */
  enum Fault {
    RUNTIME,
    PERMANENT,
    TRANSIENT,
    OUT_OF_MEMORY,
    DISGUISED,
    STACK_OVERFLOW,
    ERROR,
    INTERRUPTED,
    TOO_FEW,
    TOO_MANY,
    NULL_LIST,
    NULL_ITEM;

    /** A new one each time; null if it is the answer that is wrong. */
    Throwable thrown() {
      return switch (this) {
        case RUNTIME -> new IllegalArgumentException("bad luck");
        case PERMANENT -> new PermanentOcrException(FailureCategory.REQUEST_REJECTED, "rejected");
        case TRANSIENT -> new TransientOcrException("busy");
        case OUT_OF_MEMORY -> new OutOfMemoryError("no room");
        case DISGUISED ->
            new IllegalStateException("could not allocate", new OutOfMemoryError("no room"));
        case STACK_OVERFLOW -> new StackOverflowError();
        case ERROR -> new LinkageError("native library");
        case INTERRUPTED -> new InterruptedException("nobody asked for this");
        case TOO_FEW, TOO_MANY, NULL_LIST, NULL_ITEM -> null;
      };
    }

    FailureCategory category(FailureCategory own) {
      return switch (this) {
        case OUT_OF_MEMORY, DISGUISED -> FailureCategory.INPUT_LIMIT;
        case PERMANENT -> FailureCategory.REQUEST_REJECTED;
        case TRANSIENT -> FailureCategory.TRANSIENT_EXHAUSTED;
        case INTERRUPTED, TOO_FEW, TOO_MANY, NULL_LIST, NULL_ITEM -> FailureCategory.INTERNAL;
        default -> own;
      };
    }

    int attempts() {
      return this == TRANSIENT ? 3 : 1;
    }

    boolean isThrown() {
      return thrown() != null;
    }

    /** Answers for a batch, one of whose items is bad. */
    <O> List<O> spoil(List<O> good) throws InterruptedException {
      List<O> answers = new ArrayList<>(good);
      switch (this) {
        case TOO_FEW -> answers.remove(0);
        case TOO_MANY -> answers.add(good.get(0));
        case NULL_ITEM -> answers.set(0, null);
        case NULL_LIST -> {
          return null;
        }
        default -> sneak(this);
      }
      return answers;
    }

    private static void sneak(Fault fault) throws InterruptedException {
      switch (fault.thrown()) {
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case InterruptedException e -> throw e;
        case null, default -> throw new AssertionError(fault);
      }
    }
  }

  private static <I, O> List<O> answer(
      List<I> items, Fault fault, Function<I, Boolean> isBad, Function<I, O> work)
      throws InterruptedException {
    List<O> good = items.stream().map(work).toList();
    return items.stream().anyMatch(isBad::apply) ? fault.spoil(good) : good;
  }

  private static LayoutDetector detector(Fault fault) {
    return pages ->
        answer(pages, fault, p -> p.id().pageNumber() == BAD_PAGE, p -> layout(REGIONS));
  }

  private static PageFilter filter(Fault fault) {
    return pages ->
        answer(pages, fault, p -> p.id().pageNumber() == BAD_PAGE, p -> PageFilter.Decision.keep());
  }

  private static ReadingOrderer orderer(Fault fault) {
    return pages ->
        answer(
            pages,
            fault,
            p -> p.id().pageNumber() == BAD_PAGE,
            p -> IntStream.range(0, REGIONS).boxed().toList());
  }

  private static Cropper cropper(Fault fault) {
    return requests ->
        answer(
            requests,
            fault,
            r -> r.region().id() == BAD_REGION && r.page().dpi() == BAD_PAGE,
            r -> r.page().view(r.region().box()));
  }

  private static Recognizer recognizer(Fault fault) {
    return crops ->
        answer(crops, fault, c -> isRegion(c, BAD_PAGE, BAD_REGION), PipelineChecks::read);
  }

  private static Translator translator(Fault fault) {
    return items ->
        answer(
            items,
            fault,
            i -> i.pageId().pageNumber() == BAD_PAGE && i.region().id() == BAD_REGION,
            i -> i.translated("t-" + i.text()));
  }

  static Stream<Arguments> faults() {
    return Stream.of(Fault.values())
        .flatMap(
            fault ->
                Stream.of(Traits.waiting(), Traits.defaults(), Traits.waiting().withMaxBatch(8))
                    .map(traits -> Arguments.of(fault, traits)));
  }

  private static RunOptions options() {
    return RunOptions.defaults()
        .failurePolicy(FailurePolicy.keepGoing().withBackoff(Duration.ZERO));
  }

  private DocumentResult run(Pipeline.Builder builder) {
    return build(builder).process(pages(PAGES), options());
  }

  private static void assertFailure(
      Failure failure, Fault fault, StageName stage, FailureCategory own) {
    assertThat(failure.category()).isEqualTo(fault.category(own));
    assertThat(failure.stage()).isEqualTo(stage);
    if (fault != Fault.INTERRUPTED) {
      assertThat(failure.attempts()).isEqualTo(fault.attempts());
    } else {
      assertThat(failure.attempts()).isPositive();
    }
    assertThat(failure.message()).isNotBlank();
    assertThat(failure.cause()).isPresent();
    if (fault.isThrown() && fault != Fault.INTERRUPTED) {
      assertThat(failure.cause().get()).hasSameClassAs(fault.thrown());
    }
  }

  private static void assertPageFailed(
      DocumentResult result, Fault fault, StageName stage, FailureCategory own) {
    assertOthersComplete(result, PAGES, REGIONS, BAD_PAGE);
    assertLedgerExact(result);
    PageResult bad = result.page(BAD_PAGE);
    assertThat(bad.status()).isEqualTo(PageOutcome.Status.FAILED);
    assertFailure(((PageOutcome.Failed) bad.outcome()).failure(), fault, stage, own);
    assertThat(result.ledger().failed()).isEqualTo(1);
    assertThat(result.ledger().isSourceExhausted()).isTrue();
  }

  private static RegionResult assertRegionFailed(
      DocumentResult result, Fault fault, StageName stage, FailureCategory own) {
    assertOthersComplete(result, PAGES, REGIONS, BAD_PAGE);
    assertLedgerExact(result);
    PageResult bad = result.page(BAD_PAGE);
    assertThat(bad.status()).isEqualTo(PageOutcome.Status.PARTIAL);
    List<Failure> failures = ((PageOutcome.Completed) bad.outcome()).failures();
    assertThat(failures).hasSize(1);
    assertThat(failures.get(0).regionId()).hasValue(BAD_REGION);
    assertFailure(failures.get(0), fault, stage, own);
    List<RegionResult> regions = bad.page().orElseThrow().regions();
    assertThat(regions).hasSize(REGIONS);
    assertThat(regions.get(0).text()).isEqualTo(textOf(BAD_PAGE, 0));
    assertThat(regions.get(2).text()).isEqualTo(textOf(BAD_PAGE, 2));
    assertThat(regions.get(BAD_REGION).failure()).hasValue(failures.get(0));
    assertThat(result.ledger().regions().failed()).isEqualTo(1);
    assertThat(result.ledger().regions().read()).isEqualTo(PAGES * REGIONS - 1);
    return regions.get(BAD_REGION);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void detector_fails_failsThePage(Fault fault, Traits traits) {
    DocumentResult result =
        run(
            Pipeline.builder()
                .layoutDetector(one(detector(fault), traits))
                .recognizer(reading(PipelineChecks::readAll)));

    assertPageFailed(result, fault, StageName.LAYOUT, FailureCategory.LAYOUT);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void filter_fails_failsThePage(Fault fault, Traits traits) {
    DocumentResult result = run(small(REGIONS).pageFilter(one(filter(fault), traits)));

    assertPageFailed(result, fault, StageName.FILTER, FailureCategory.INTERNAL);
  }

  /** As the order is only a matter of arrangement, the page keeps the detector's. */
  @ParameterizedTest
  @EnumSource
  void orderer_fails_keepsTheDetectorsOrder(Fault fault) {
    DocumentResult result = run(small(REGIONS).readingOrder(one(orderer(fault), Traits.waiting())));

    assertOthersComplete(result, PAGES, REGIONS, BAD_PAGE);
    assertLedgerExact(result);
    PageResult bad = result.page(BAD_PAGE);
    assertThat(bad.status()).isEqualTo(PageOutcome.Status.PARTIAL);
    List<Failure> failures = ((PageOutcome.Completed) bad.outcome()).failures();
    assertThat(failures).hasSize(1);
    assertFailure(failures.get(0), fault, StageName.ORDER, FailureCategory.LAYOUT);
    assertThat(bad.page().orElseThrow().regions())
        .extracting(RegionResult::text)
        .containsExactly(textOf(BAD_PAGE, 0), textOf(BAD_PAGE, 1), textOf(BAD_PAGE, 2));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void cropper_fails_failsTheRegion(Fault fault, Traits traits) {
    DocumentResult result =
        build(small(REGIONS).cropper(one(cropper(fault), traits)))
            .process(numberedPages(), options());

    assertRegionFailed(result, fault, StageName.CROP, FailureCategory.REGION_INVALID);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void recognizer_fails_failsTheRegion(Fault fault, Traits traits) {
    DocumentResult result =
        run(
            Pipeline.builder()
                .layoutDetector(detecting(stacked(REGIONS)))
                .recognizer(one(recognizer(fault), traits)));

    RegionResult bad =
        assertRegionFailed(result, fault, StageName.RECOGNIZE, FailureCategory.RECOGNITION);
    assertThat(bad.content()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void translator_fails_keepsTheText(Fault fault, Traits traits) {
    DocumentResult result =
        run(small(REGIONS).translator(one(translator(fault), traits), Language.FRENCH));

    RegionResult bad =
        assertRegionFailed(result, fault, StageName.TRANSLATE, FailureCategory.TRANSLATION);
    assertThat(bad.text()).isEqualTo(textOf(BAD_PAGE, BAD_REGION));
    assertThat(result.page(1).page().orElseThrow().regions().get(0).translation())
        .hasValueSatisfying(
            translation -> {
              assertThat(translation.text()).isEqualTo("t-" + textOf(1, 0));
              assertThat(translation.language()).isEqualTo(Language.FRENCH);
            });
  }

  /** Pages whose dpi is their number, as a cropper is not told which page it crops. */
  private DocumentSource numberedPages() {
    return DocumentSource.ofPages(
        IntStream.rangeClosed(1, PAGES)
            .mapToObj(
                number ->
                    new CountedPage(number) {
                      @Override
                      public PageImage decode() {
                        openPages.incrementAndGet();
                        return PageImage.wrap(
                            ByteBuffer.allocate((int) PAGE_BYTES),
                            SIZE,
                            PageImage.Format.GRAY8,
                            SIZE.width(),
                            number,
                            openPages::decrementAndGet);
                      }
                    })
            .toList());
  }

  @ParameterizedTest
  @MethodSource("faults")
  void failFast_pageFails_throwsWithItsCategoryAndCause(Fault fault, Traits traits) {
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .layoutDetector(one(detector(fault), traits))
                .recognizer(reading(PipelineChecks::readAll)));
    RunOptions options =
        options().failurePolicy(FailurePolicy.failFast().withBackoff(Duration.ZERO));

    assertThatThrownBy(() -> pipeline.process(pages(PAGES), options))
        .isInstanceOfSatisfying(
            PermanentOcrException.class,
            e -> {
              assertThat(e.category()).isEqualTo(fault.category(FailureCategory.LAYOUT));
              assertThat(e).hasMessageContaining("d#3").hasCauseInstanceOf(Throwable.class);
            });
  }
}
