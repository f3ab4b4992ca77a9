package io.glyphflow.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.glyphflow.core.document.Language;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.stage.Cropper;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.PageFilter;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.core.stage.Pool;
import io.glyphflow.core.stage.ReadingOrderer;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.core.stage.Traits;
import io.glyphflow.core.stage.Translator;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PipelineBuilderTest extends PipelineChecks {

  private static final Recognizer READER = PipelineChecks::readAll;
  private static final Translator TRANSLATOR =
      items -> items.stream().map(item -> item.translated("t")).toList();
  private static final PageFilter FILTER =
      pages -> pages.stream().map(page -> PageFilter.Decision.keep()).toList();
  private static final ReadingOrderer ORDERER =
      pages -> pages.stream().map(page -> List.of(0)).toList();

  static Stream<Arguments> options() {
    return Stream.of(
        option("pageFilter", b -> b.pageFilter(FILTER)),
        option("layoutDetector", b -> b.layoutDetector(stacked(1))),
        option("readingOrder", b -> b.readingOrder(ORDERER)),
        option("cropper", b -> b.cropper(Cropper.views())),
        option("recognizer", b -> b.recognizer(READER)),
        option("recognizedKinds", b -> b.recognizedKinds(RegionKind.TEXT)),
        option("translator", b -> b.translator(TRANSLATOR, Language.GERMAN)),
        option("memoryBudget", b -> b.memoryBudget(MemoryBudget.defaults())),
        option("queueCapacity", b -> b.queueCapacity(7)),
        option("cpuThreads", b -> b.cpuThreads(3)),
        option("stallReportAfter", b -> b.stallReportAfter(Duration.ofMinutes(2))),
        option("keepWarm", b -> b.keepWarm(Duration.ofMinutes(3))));
  }

  private static Arguments option(String name, UnaryOperator<Pipeline.Builder> setter) {
    return Arguments.of(name, setter);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("options")
  void option_setTwice_isRefusedNamingTheFirstValue(
      String name, UnaryOperator<Pipeline.Builder> setter) {
    Pipeline.Builder builder = setter.apply(Pipeline.builder());
    assertThatIllegalStateException()
        .isThrownBy(() -> setter.apply(builder))
        .withMessageStartingWith(name + ": was already set to ");
  }

  @Test
  void option_setTwice_namesTheFirstValue() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Pipeline.builder().queueCapacity(7).queueCapacity(8))
        .withMessageContaining("7");
    assertThatIllegalStateException()
        .isThrownBy(() -> Pipeline.builder().cpuThreads(3).cpuThreads(3))
        .withMessageContaining("3");
  }

  @Test
  void option_null_isRefused() {
    Pipeline.Builder b = Pipeline.builder();
    assertThatNullPointerException().isThrownBy(() -> b.pageFilter((PageFilter) null));
    assertThatNullPointerException().isThrownBy(() -> b.pageFilter((Pool<PageFilter>) null));
    assertThatNullPointerException().isThrownBy(() -> b.layoutDetector((LayoutDetector) null));
    assertThatNullPointerException()
        .isThrownBy(() -> b.layoutDetector((Pool<LayoutDetector>) null));
    assertThatNullPointerException().isThrownBy(() -> b.readingOrder((ReadingOrderer) null));
    assertThatNullPointerException().isThrownBy(() -> b.cropper((Cropper) null));
    assertThatNullPointerException().isThrownBy(() -> b.recognizer((Recognizer) null));
    assertThatNullPointerException().isThrownBy(() -> b.recognizer((Pool<Recognizer>) null));
    assertThatNullPointerException().isThrownBy(() -> b.recognizedKinds(null));
    assertThatNullPointerException()
        .isThrownBy(() -> b.recognizedKinds(RegionKind.TEXT, (RegionKind) null));
    assertThatNullPointerException()
        .isThrownBy(() -> b.translator((Translator) null, Language.GERMAN));
    assertThatNullPointerException().isThrownBy(() -> b.translator(TRANSLATOR, null));
    assertThatNullPointerException().isThrownBy(() -> b.memoryBudget(null));
    assertThatNullPointerException().isThrownBy(() -> b.stallReportAfter(null));
    assertThatNullPointerException().isThrownBy(() -> b.keepWarm(null));
    assertThatNullPointerException().isThrownBy(() -> b.listener(null));
    // None of these has set anything.
    Pipeline pipeline =
        build(
            b.pageFilter(FILTER)
                .layoutDetector(stacked(1))
                .readingOrder(ORDERER)
                .recognizer(READER)
                .translator(TRANSLATOR, Language.GERMAN));
    assertThat(pipeline.process(pages(2)).ledger().ok()).isEqualTo(2);
  }

  @Test
  void values_outOfBounds_areRefused() {
    for (int wrong : new int[] {Integer.MIN_VALUE, -1, 0, 1_000_001, Integer.MAX_VALUE}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Pipeline.builder().queueCapacity(wrong))
          .withMessage("queueCapacity: " + wrong + ", must be within 1..1000000");
    }
    for (int wrong : new int[] {Integer.MIN_VALUE, -1, 0, 10_001, Integer.MAX_VALUE}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Pipeline.builder().cpuThreads(wrong))
          .withMessage("cpuThreads: " + wrong + ", must be within 1..10000");
    }
    for (Duration wrong : List.of(Duration.ofMillis(-1), Duration.ofNanos(1), millis(9.99))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Pipeline.builder().stallReportAfter(wrong))
          .withMessageContaining("stallReportAfter");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Pipeline.builder().keepWarm(wrong))
          .withMessageContaining("keepWarm");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pipeline.builder().keepWarm(Duration.ZERO));
  }

  private static Duration millis(double value) {
    return Duration.ofNanos((long) (value * 1_000_000));
  }

  @Test
  void values_smallest_work() {
    Pipeline pipeline =
        build(
            small(2)
                .queueCapacity(1)
                .cpuThreads(1)
                .stallReportAfter(Duration.ZERO)
                .keepWarm(Duration.ofMillis(10))
                .memoryBudget(MemoryBudget.ofMegabytes(1)));
    assertOthersComplete(pipeline.process(pages(50)), 50, 2, 0);
    Pipeline reporting = build(small(2).stallReportAfter(Duration.ofMillis(10)));
    assertOthersComplete(reporting.process(pages(5)), 5, 2, 0);
  }

  @Test
  void durations_unlimited_workOrAreRefused() {
    Pipeline reporting = build(small(1).stallReportAfter(TimeBudgets.UNLIMITED));
    assertThat(reporting.process(pages(1)).ledger().ok()).isEqualTo(1);
    Pipeline warm = build(small(1).keepWarm(TimeBudgets.UNLIMITED));
    assertThat(warm.process(pages(1)).ledger().ok()).isEqualTo(1);
  }

  @Test
  void build_withProblems_listsAllAndCanBeRepaired() {
    long heap = Runtime.getRuntime().maxMemory();
    Pipeline.Builder builder = Pipeline.builder().memoryBudget(new MemoryBudget(heap * 2, 0));

    assertThatIllegalStateException()
        .isThrownBy(builder::build)
        .withMessageContaining("layoutDetector: missing")
        .withMessageContaining("recognizer: missing")
        .withMessageContaining("memoryBudget: " + heap * 2)
        .withMessageContaining(String.valueOf(heap));

    Pipeline.Builder second = Pipeline.builder().recognizer(READER);
    assertThatIllegalStateException()
        .isThrownBy(second::build)
        .withMessageContaining("layoutDetector")
        .withMessageNotContaining("recognizer:");
    second.layoutDetector(stacked(1));
    assertThat(build(second).process(pages(1)).ledger().ok()).isEqualTo(1);
  }

  @Test
  void build_again_makesAnIndependentPipeline() {
    AtomicInteger made = new AtomicInteger();
    AtomicInteger heard = new AtomicInteger();
    Pipeline.Builder builder =
        Pipeline.builder()
            .layoutDetector(stacked(1))
            .recognizer(
                Pool.<Recognizer>of(
                    2,
                    () -> {
                      made.incrementAndGet();
                      return PipelineChecks::readAll;
                    }));
    Pipeline first = build(builder);
    builder.listener(event -> heard.incrementAndGet());
    Pipeline second = build(builder);

    assertThat(made).hasValue(4);
    first.process(pages(1));
    assertThat(heard).hasValue(0);
    first.close();
    assertThat(second.process(pages(1)).ledger().ok()).isEqualTo(1);
    assertThat(heard.get()).isPositive();
  }

  @Test
  void build_factoryFails_closesWhatWasMadeAndStartsNoThread() {
    AtomicInteger closes = new AtomicInteger();
    class Made implements Recognizer, AutoCloseable {
      @Override
      public List<RegionContent> recognize(List<RegionCrop> crops) {
        return readAll(crops);
      }

      @Override
      public void close() {
        closes.incrementAndGet();
      }
    }

    Pipeline.Builder builder =
        Pipeline.builder()
            .layoutDetector(stacked(1))
            .recognizer(Pool.of(3, Made::new))
            .translator(
                Pool.<Translator>of(
                    1,
                    () -> {
                      throw new IllegalStateException("no model file");
                    }),
                Language.GERMAN);

    assertThatIllegalStateException().isThrownBy(builder::build).withMessage("no model file");
    assertThat(closes).hasValue(3);
    assertNoNewPlatformThread();
  }

  @Test
  void build_traitsThrow_closesWhatWasMade() {
    AtomicInteger closes = new AtomicInteger();
    class Broken implements LayoutDetector, AutoCloseable {
      @Override
      public List<PageLayout> detect(List<PageInput> pages) {
        return List.of();
      }

      @Override
      public Traits traits() {
        throw new IllegalStateException("traits");
      }

      @Override
      public void close() {
        closes.incrementAndGet();
      }
    }

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                Pipeline.builder()
                    .layoutDetector(Pool.of(2, Broken::new))
                    .recognizer(READER)
                    .build());
    assertThat(closes).hasValue(2);
  }

  @Test
  void recognizedKinds_onlyThose_areRead() {
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .layoutDetector(stacked(2))
                .recognizer(READER)
                .recognizedKinds(RegionKind.FIGURE, RegionKind.TABLE));
    var result = pipeline.process(pages(1));
    assertThat(result.ledger().regions().notRead()).isEqualTo(2);
    assertThat(result.ledger().ok()).isEqualTo(1);
  }

  @Test
  void arguments_null_areRefused() {
    Pipeline pipeline = build(small(1));
    assertThatNullPointerException().isThrownBy(() -> pipeline.process((DocumentSource) null));
    assertThatNullPointerException().isThrownBy(() -> pipeline.process(pages(1), null));
    assertThatNullPointerException()
        .isThrownBy(() -> pipeline.start(pages(1), RunOptions.defaults(), null));
    assertThatNullPointerException()
        .isThrownBy(() -> pipeline.publish(null, RunOptions.defaults()));
    assertThatNullPointerException().isThrownBy(() -> pipeline.publish(pages(1), null));
  }
}
