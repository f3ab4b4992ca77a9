package io.glyphflow.testkit;

import static io.glyphflow.testkit.fault.Faulty.faulty;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.document.Language;
import io.glyphflow.core.document.Page;
import io.glyphflow.core.document.PageOutcome.Status;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.document.RegionResult;
import io.glyphflow.core.document.Translation;
import io.glyphflow.core.pipeline.FailurePolicy;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.pipeline.RunOptions;
import io.glyphflow.core.pipeline.TimeBudgets;
import io.glyphflow.testkit.check.LeakCheck;
import io.glyphflow.testkit.fake.FakeCropper;
import io.glyphflow.testkit.fake.FakeFilter;
import io.glyphflow.testkit.fake.FakeLayoutDetector;
import io.glyphflow.testkit.fake.FakeOrderer;
import io.glyphflow.testkit.fake.FakePages;
import io.glyphflow.testkit.fake.FakeRecognizer;
import io.glyphflow.testkit.fake.FakeTranslator;
import io.glyphflow.testkit.fake.ItemKey;
import io.glyphflow.testkit.fault.Fault;
import io.glyphflow.testkit.fault.FaultPlan;
import io.glyphflow.testkit.fault.FaultPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All fakes and all faults in a real pipeline. */
@Timeout(120)
class PipelineWithFaultsTest {

  private static final int ROWS = 4;
  private static final int POISONED = 3;
  private static final Duration SHORT = Duration.ofMillis(700);
  private static final Duration LONG = Duration.ofSeconds(30);

  private static final Set<FaultPoint> REGION_POINTS =
      EnumSet.of(FaultPoint.CROP, FaultPoint.RECOGNIZE, FaultPoint.TRANSLATE);

  /** What only costs time, or is over when the pipeline tries again. */
  private static final Set<String> HARMLESS =
      Set.of(
          "slow:20ms",
          "stubborn:20ms",
          "interrupt",
          "interrupt*1",
          "interrupted*1",
          "transient*1",
          "huge");

  private final FakeCropper cropper = FakeCropper.copying();
  private final FakeFilter filter = FakeFilter.keepingAll();
  private final FakeLayoutDetector detector =
      FakeLayoutDetector.rows(ROWS).withKinds(RegionKind.TEXT);
  private final FakeOrderer orderer = FakeOrderer.reverse();
  private final FakeTranslator translator = FakeTranslator.create();

  @RegisterExtension final LeakCheck leaks = LeakCheck.of(cropper.images());

  static Stream<Arguments> placesAndOrders() {
    List<Arguments> all = new ArrayList<>();
    for (String order :
        List.of(
            "throw",
            "oom",
            "stack",
            "linkage",
            "transient",
            "transient*1",
            "nan",
            "inverted",
            "huge",
            "less",
            "more",
            "empty",
            "null",
            "nullitem",
            "interrupt",
            "interrupt*1",
            "interrupted",
            "interrupted*1",
            "slow:20ms",
            "stubborn:20ms",
            "hang",
            "failed",
            "duplicate",
            "announce:1",
            "announce:-5",
            "announce:9223372036854775807",
            "larger",
            "closed")) {
      for (FaultPoint point : FaultPoint.values()) {
        boolean isOfBudget = point != FaultPoint.OPEN && point != FaultPoint.NEXT;
        if (Fault.parse(order).points().contains(point) && (isOfBudget || !order.equals("hang"))) {
          all.add(Arguments.of(point, order));
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("placesAndOrders")
  void everyFault_onOnePage_leavesTheOthersAlone(FaultPoint point, String order) {
    FakePages pages = pages(6);
    FaultPlan.Builder builder = FaultPlan.seeded(1);
    if (point == FaultPoint.OPEN) {
      builder.onItem(point, "source", Fault.parse(order));
    } else {
      builder.poison(pages.id(POISONED), point.label() + ":" + order);
    }
    FaultPlan plan = builder.build();

    if (point == FaultPoint.OPEN) {
      checkOpening(pages, plan, order);
      return;
    }
    DocumentResult result = run(pages, plan, order.equals("hang") ? SHORT : LONG);

    assertThat(plan.injected(point)).isPositive();
    boolean isEnd = point == FaultPoint.NEXT && Set.of("less", "empty").contains(order);
    boolean isBroken = point == FaultPoint.NEXT && expected(point, order) != Status.OK;
    int listed = isEnd ? POISONED - 1 : isBroken ? POISONED : pages.count();
    assertThat(result.pages()).hasSize(listed);
    for (PageResult page : result.pages()) {
      if (page.pageNumber() != POISONED) {
        checkComplete(page);
      } else if (point == FaultPoint.ORDER && expected(point, order) != Status.OK) {
        assertThat(page.status()).isEqualTo(Status.PARTIAL);
      } else {
        assertThat(page.status()).as("%s", page).isEqualTo(expected(point, order));
      }
    }
    assertThat(result.ledger().accepted()).isEqualTo(listed);
    assertThat(pages.openCursors()).isZero();
  }

  private void checkOpening(FakePages pages, FaultPlan plan, String order) {
    if (expected(FaultPoint.OPEN, order) == Status.OK) {
      assertThat(run(pages, plan).pages()).hasSize(6).allSatisfy(this::checkComplete);
    } else if (Set.of("less", "empty", "null", "nullitem").contains(order)) {
      Throwable thrown =
          catchThrowable(
              () -> {
                DocumentResult result = run(pages, plan);
                assertThat(result.ledger().ok()).isZero();
                assertThat(result.ledger().isSourceExhausted()).isFalse();
              });
      assertThat(thrown instanceof Error).as("%s", thrown).isFalse();
    } else {
      assertThatThrownBy(() -> run(pages, plan)).isInstanceOf(RuntimeException.class);
    }
  }

  private static Status expected(FaultPoint point, String order) {
    boolean isOne = point.compareTo(FaultPoint.DECODE) <= 0 && order.equals("more");
    if (isOne || HARMLESS.contains(order)) {
      return Status.OK;
    }
    return REGION_POINTS.contains(point) ? Status.PARTIAL : Status.FAILED;
  }

  @Test
  void noFaults_allFakes_readEverything() {
    FakePages pages = pages(40);

    DocumentResult result = run(pages, FaultPlan.none());

    assertThat(result.pages()).hasSize(40).allSatisfy(this::checkComplete);
    assertThat(pages.decodes()).isEqualTo(40);
    assertThat(filter.stats().items()).isEqualTo(40);
    assertThat(detector.stats().items()).isEqualTo(40);
    assertThat(translator.stats().items()).isEqualTo(40 * ROWS);
    assertThat(cropper.images().opened()).isEqualTo(40 * ROWS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void randomFaults_everywhere_failWhatThePlanSays(long seed) {
    Fault[] faults = {
      Fault.throwing(),
      Fault.outOfMemory(),
      Fault.stackOverflow(),
      Fault.linkage(),
      Fault.passing(),
      Fault.slow(Duration.ofMillis(1)),
      Fault.wrongSize(Fault.WrongSize.Answer.EMPTY),
      Fault.wrongSize(Fault.WrongSize.Answer.NULL_ITEM),
      new Fault.InterruptSelf(),
      new Fault.ThrowInterrupted().times(2)
    };
    FaultPlan.Builder builder = FaultPlan.seeded(seed);
    for (FaultPoint point : EnumSet.range(FaultPoint.DECODE, FaultPoint.TRANSLATE)) {
      builder.at(point, 0.05, faults[0], Arrays.copyOfRange(faults, 1, faults.length));
    }
    FaultPlan plan = builder.build();
    FakePages pages = pages(60);

    DocumentResult result = run(pages, plan);

    assertThat(result.pages()).hasSize(60);
    for (PageResult page : result.pages()) {
      boolean isHit = isHit(plan, pages, page.pageNumber());
      assertThat(page.status() != Status.OK).as("%s", page).isEqualTo(isHit);
      if (!isHit) {
        checkComplete(page);
      }
    }
    assertThat(plan.injected()).isPositive();
  }

  private static boolean isHit(FaultPlan plan, FakePages pages, int number) {
    Stream<Optional<Fault>> ofPage =
        EnumSet.range(FaultPoint.DECODE, FaultPoint.ORDER).stream()
            .map(point -> plan.planned(point, ItemKey.of(pages.id(number))));
    Stream<Optional<Fault>> ofRegions =
        IntStream.range(0, ROWS)
            .boxed()
            .flatMap(
                id ->
                    Stream.of(
                        plan.planned(FaultPoint.CROP, "#" + number + "/" + id),
                        plan.planned(FaultPoint.RECOGNIZE, ItemKey.of(pages.id(number), id)),
                        plan.planned(FaultPoint.TRANSLATE, ItemKey.of(pages.id(number), id))));
    return Stream.concat(ofPage, ofRegions)
        .flatMap(Optional::stream)
        .anyMatch(
            fault ->
                !(fault instanceof Fault.Slow
                    || fault instanceof Fault.InterruptSelf
                    || fault instanceof Fault.Limited));
  }

  @Test
  void nthCall_failingWhicheverItIs_losesNoOtherRegion() {
    for (int n = 1; n <= 12; n++) {
      FaultPlan plan =
          FaultPlan.seeded(0).onCall(FaultPoint.RECOGNIZE, n, Fault.outOfMemory()).build();

      DocumentResult result = run(pages(3), plan);

      assertThat(plan.injected()).isEqualTo(1);
      assertThat(result.ledger().regions().failed()).isEqualTo(1);
      assertThat(result.ledger().regions().read()).isEqualTo(3 * ROWS - 1);
    }
  }

  private FakePages pages(int count) {
    FakePages pages = FakePages.of("d", count);
    leaks.watch(pages.images());
    return pages;
  }

  private DocumentResult run(FakePages pages, FaultPlan plan) {
    return run(pages, plan, LONG);
  }

  private DocumentResult run(FakePages pages, FaultPlan plan, Duration attempt) {
    FakeRecognizer recognizer = FakeRecognizer.create().checkingPixelsOf(pages);
    try (Pipeline pipeline =
        Pipeline.builder()
            .pageFilter(faulty(filter, plan))
            .layoutDetector(faulty(detector, plan))
            .readingOrder(faulty(orderer, plan))
            .cropper(faulty(cropper, plan))
            .recognizer(faulty(recognizer, plan))
            .translator(faulty(translator, plan), Language.ENGLISH)
            .build()) {
      RunOptions options =
          RunOptions.defaults()
              .failurePolicy(
                  FailurePolicy.keepGoing().withMaxAttempts(2).withBackoff(Duration.ofMillis(1)))
              .timeBudgets(TimeBudgets.defaults().withAttempt(attempt));
      return pipeline.process(faulty(pages, plan), options);
    } finally {
      assertThat(recognizer.stats().inFlight()).isZero();
    }
  }

  @AfterEach
  void noFakeSawWhatItShouldNot() {
    assertThat(filter.violations()).isEmpty();
    assertThat(detector.violations()).isEmpty();
    assertThat(orderer.violations()).isEmpty();
    assertThat(cropper.violations()).isEmpty();
    assertThat(translator.violations()).isEmpty();
  }

  private void checkComplete(PageResult result) {
    assertThat(result.status()).as("%s", result).isEqualTo(Status.OK);
    Page page = result.page().orElseThrow();
    List<Integer> ids = page.regions().stream().map(RegionResult::id).toList();
    assertThat(ids).containsExactly(3, 2, 1, 0);
    for (RegionResult region : page.regions()) {
      String text = FakeRecognizer.textOf(page.id(), region.id());
      assertThat(region.text()).isEqualTo(text);
      assertThat(region.translation().map(Translation::text)).contains("<en>" + text);
    }
  }
}
