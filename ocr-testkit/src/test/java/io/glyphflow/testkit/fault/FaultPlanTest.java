package io.glyphflow.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.PageId;
import io.glyphflow.testkit.fake.FakePages;
import io.glyphflow.testkit.fake.ItemKey;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultPlanTest {

  private static final PageId PAGE = new PageId("dir/a#b", 3);

  @Test
  void at_tenPercent_hitsTheSameTenPercentEachTime() {
    FaultPlan.Builder builder =
        FaultPlan.seeded(42).at(FaultPoint.LAYOUT, 0.1, Fault.throwing(), Fault.passing());
    List<String> hit = hit(builder.build());

    assertThat(hit).hasSizeBetween(900, 1_100).isEqualTo(hit(builder.build()));
    assertThat(hit(FaultPlan.seeded(43).at(FaultPoint.LAYOUT, 0.1, Fault.throwing()).build()))
        .isNotEqualTo(hit);
  }

  private static List<String> hit(FaultPlan plan) {
    return IntStream.range(0, 10_000)
        .mapToObj(i -> "d#" + i)
        .filter(key -> plan.planned(FaultPoint.LAYOUT, key).isPresent())
        .toList();
  }

  @Test
  void at_zeroAndOne_hitNoneAndAll() {
    assertThat(hit(FaultPlan.seeded(1).at(FaultPoint.LAYOUT, 0, Fault.throwing()).build()))
        .isEmpty();
    assertThat(hit(FaultPlan.seeded(1).at(FaultPoint.LAYOUT, 1, Fault.throwing()).build()))
        .hasSize(10_000);
  }

  @Test
  void poison_pageAndRegion_hitsThoseOnly() {
    FaultPlan plan =
        FaultPlan.seeded(0)
            .poison(PAGE, "layout:throw", "recognize/3:oom", "translate:transient", "crop/1:less")
            .build();

    assertThat(plan.planned(FaultPoint.LAYOUT, ItemKey.of(PAGE))).isPresent();
    assertThat(plan.planned(FaultPoint.LAYOUT, "dir/a#b#4")).isEmpty();
    assertThat(plan.planned(FaultPoint.FILTER, ItemKey.of(PAGE))).isEmpty();
    assertThat(plan.planned(FaultPoint.RECOGNIZE, ItemKey.of(PAGE, 3))).isPresent();
    assertThat(plan.planned(FaultPoint.RECOGNIZE, ItemKey.of(PAGE, 4))).isEmpty();
    assertThat(plan.planned(FaultPoint.TRANSLATE, ItemKey.of(PAGE, 4))).isPresent();
    assertThat(plan.planned(FaultPoint.CROP, "#3/1")).isPresent();
    assertThat(plan.planned(FaultPoint.CROP, "#3/2")).isEmpty();
  }

  @Test
  void limited_afterItsCalls_isOver() {
    FaultPlan plan = FaultPlan.seeded(0).poison(PAGE, "layout:transient*2").build();
    String key = ItemKey.of(PAGE);

    assertThat(plan.next(FaultPoint.LAYOUT, key)).isEqualTo(Fault.passing());
    assertThat(plan.next(FaultPoint.LAYOUT, key)).isEqualTo(Fault.passing());
    assertThat(plan.next(FaultPoint.LAYOUT, key)).isNull();
    assertThat(plan.injected()).isEqualTo(2);
    assertThat(plan.injected(FaultPoint.LAYOUT)).isEqualTo(2);
    assertThat(plan.injected(FaultPoint.ORDER)).isZero();
  }

  @Test
  void onCall_second_hitsTheSecondOnly() {
    FaultPlan plan = FaultPlan.seeded(0).onCall(FaultPoint.ORDER, 2, Fault.passing()).build();

    assertThat(plan.nextCall(FaultPoint.ORDER)).isNull();
    assertThat(plan.nextCall(FaultPoint.ORDER)).isEqualTo(Fault.passing());
    assertThat(plan.nextCall(FaultPoint.ORDER)).isNull();
    assertThat(plan.calls(FaultPoint.ORDER)).isEqualTo(3);
  }

  @Test
  void parse_everyOrder_givesItsFault() {
    assertThat(Fault.parse("slow:250ms")).isEqualTo(Fault.slow(Duration.ofMillis(250)));
    assertThat(Fault.parse("stubborn:2s")).isEqualTo(new Fault.Stubborn(Duration.ofSeconds(2)));
    assertThat(Fault.parse("announce:-1*3")).isEqualTo(new Fault.AnnouncedBytes(-1).times(3));
    assertThat(Fault.parse("failed:TRUNCATED"))
        .isEqualTo(new Fault.FailedItem(FailureCategory.TRUNCATED));
    assertThat(Fault.parse("nullitem"))
        .isEqualTo(Fault.wrongSize(Fault.WrongSize.Answer.NULL_ITEM));
    assertThat(Fault.parse("hang")).isEqualTo(new Fault.Hang());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "boom", "slow", "slow:x", "slow:5", "announce:", "failed:x", "oom*0"})
  void parse_unknownOrder_isRefused(String order) {
    assertThatThrownBy(() -> Fault.parse(order)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void builder_impossibleFaults_areRefused() {
    FaultPlan.Builder builder = FaultPlan.seeded(0).poison(PAGE, "layout:throw");

    assertThatThrownBy(() -> builder.at(FaultPoint.CROP, 0.5, Fault.nanBoxes()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot happen at crop");
    assertThatThrownBy(() -> builder.at(FaultPoint.LAYOUT, 1.5, Fault.nanBoxes()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.onCall(FaultPoint.LAYOUT, 0, Fault.nanBoxes()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.poison(PAGE, "layout:nan"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> builder.poison(PAGE, "nowhere:nan"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.poison(PAGE, "nan"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void poisonPage_orders_areCarriedOutByThePageAndItsPlan() throws InterruptedException {
    FakePages pages = FakePages.of("d", 2);
    PoisonPage page =
        PoisonPage.of(pages.page(2), "header:announce:7", "decode:oom", "layout:throw");

    assertThat(page.decodedBytes()).isEqualTo(7);
    assertThatThrownBy(page::decode).isInstanceOf(OutOfMemoryError.class);
    FaultPlan plan = FaultPlan.seeded(0).poison(page).build();
    assertThat(plan.planned(FaultPoint.LAYOUT, "d#2")).isPresent();
    PoisonPage sound = PoisonPage.of(pages.page(1));
    sound.decode().close();
    assertThat(sound.isNative()).isFalse();
    assertThatThrownBy(() -> PoisonPage.of(pages.page(1), "layout:boom"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
