package io.glyphflow.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.Language;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.Cropper;
import io.glyphflow.core.stage.PageFilter;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.core.stage.Placement;
import io.glyphflow.core.stage.ReadingOrderer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.core.stage.Traits;
import io.glyphflow.core.stage.Translator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FakeRolesTest {

  private static final Size SIZE = new Size(100, 60);

  private final FakePages pages = FakePages.of("d", 9).withSize(SIZE);

  @Test
  void detector_grid_coversThePageWithoutOverlap() throws InterruptedException {
    PageLayout layout = FakeLayoutDetector.grid(3, 4).detect(List.of(page(1))).get(0);

    assertThat(layout.regions()).hasSize(12);
    assertThat(layout.regions().stream().mapToDouble(region -> region.box().area()).sum())
        .isEqualTo(100.0 * 60);
    assertThat(layout.regions().get(1).box()).isEqualTo(BoundingBox.of(33, 0, 66, 15));
  }

  @Test
  void detector_everyThirdAFigure_hasFiguresThere() throws InterruptedException {
    FakeLayoutDetector detector = FakeLayoutDetector.rows(6).withEvery(3, RegionKind.FIGURE);

    assertThat(detector.detect(List.of(page(1))).get(0).regions())
        .extracting(Region::kind)
        .containsExactly(
            RegionKind.TEXT,
            RegionKind.TEXT,
            RegionKind.FIGURE,
            RegionKind.TEXT,
            RegionKind.TEXT,
            RegionKind.FIGURE);
  }

  @Test
  void detector_rowsByPage_followThePage() throws InterruptedException {
    FakeLayoutDetector detector = FakeLayoutDetector.rows(page -> page.id().pageNumber() - 1);

    assertThat(detector.detect(List.of(page(1), page(4))))
        .extracting(layout -> layout.regions().size())
        .containsExactly(0, 3);
  }

  @ParameterizedTest
  @EnumSource(RegionKind.class)
  void recognizer_everyKind_readsTheKey(RegionKind kind) throws InterruptedException {
    RegionContent content = FakeRecognizer.create().recognize(List.of(crop(3, 5, kind))).get(0);

    assertThat(content.text()).isEqualTo("d#3/5").isEqualTo(FakeRecognizer.textOf(id(3), 5));
  }

  @Test
  void recognizer_closedCrop_isAViolation() throws InterruptedException {
    FakeRecognizer recognizer = FakeRecognizer.create();
    RegionCrop crop = crop(3, 5, RegionKind.TEXT);
    crop.image().close();

    assertThatThrownBy(() -> recognizer.recognize(List.of(crop)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(recognizer.violations()).containsExactly("d#3/5: its crop is closed");
  }

  @Test
  void recognizer_cropOfAnotherPage_isAViolation() throws InterruptedException {
    FakeRecognizer recognizer = FakeRecognizer.create().checkingPixelsOf(pages);
    PageImage other = pages.page(4).decode();
    Region region = region(0, RegionKind.TEXT);

    assertThatThrownBy(() -> recognizer.recognize(List.of(new RegionCrop(id(3), region, other))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(recognizer.recognize(List.of(new RegionCrop(id(4), region, other)))).hasSize(1);
    assertThat(recognizer.violations())
        .containsExactly("d#3/0: its crop is of another page or region");
  }

  @Test
  void recognizer_moreCallsThanItsTraitsAllow_isAViolation() throws InterruptedException {
    FakeRecognizer recognizer =
        FakeRecognizer.create()
            .withTraits(Traits.waiting())
            .withTime(ServiceTime.fixed(Duration.ofHours(1)));
    RegionCrop crop = crop(1, 0, RegionKind.TEXT);
    AtomicReference<Throwable> ended = new AtomicReference<>();
    CountDownLatch began = new CountDownLatch(1);
    FakeRecognizer signalling =
        recognizer.withTime(
            ServiceTime.byKey(
                key -> {
                  began.countDown();
                  return Duration.ofHours(1);
                }));
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    signalling.recognize(List.of(crop));
                  } catch (InterruptedException e) {
                    ended.set(e);
                  }
                });
    began.await();

    assertThatThrownBy(() -> signalling.recognize(List.of(crop)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("calls: 2, must be <= 1");
    assertThatThrownBy(signalling::close).hasMessage("closed during 1 calls");
    thread.interrupt();
    thread.join();
    assertThat(ended.get()).isInstanceOf(InterruptedException.class);
    assertThat(signalling.stats()).isEqualTo(new CallStats(1, 1, 1, 1, 0));
    assertThat(signalling.violations()).hasSize(2);
  }

  @Test
  void detector_wrongCalls_areViolations() throws InterruptedException {
    FakeLayoutDetector detector =
        FakeLayoutDetector.rows(1).withTraits(new Traits(Placement.CPU, 1, 2));
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread virtual =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    detector.detect(List.of(page(1)));
                  } catch (IllegalStateException | InterruptedException e) {
                    thrown.set(e);
                  }
                });
    virtual.join();
    assertThatThrownBy(() -> detector.detect(List.of(page(1), page(2), page(3))))
        .hasMessage("items: 3, must be <= 2");
    detector.close();
    assertThatThrownBy(() -> detector.detect(List.of(page(1)))).hasMessage("called after close()");

    assertThat(thrown.get()).isInstanceOf(IllegalStateException.class);
    assertThat(detector.isClosed()).isTrue();
    assertThat(detector.violations()).hasSize(3);
  }

  @Test
  void translator_text_isMarkedWithTheLanguage() throws InterruptedException {
    Translator.Item item =
        new Translator.Item(id(1), region(0, RegionKind.TEXT), "hallo", Language.ENGLISH);

    assertThat(FakeTranslator.create().translate(List.of(item)).get(0).text())
        .isEqualTo("<en>hallo");
  }

  @Test
  void filter_skippedPage_hasAReason() throws InterruptedException {
    FakeFilter filter = FakeFilter.skipping(page -> page.pageNumber() == 2);

    assertThat(filter.filter(List.of(page(1), page(2))))
        .containsExactly(PageFilter.Decision.keep(), PageFilter.Decision.skip("d#2 is left out"));
  }

  @Test
  void orderers_threeRegions_areOrderedAsNamed() throws InterruptedException {
    ReadingOrderer.Unordered page =
        new ReadingOrderer.Unordered(
            id(1),
            SIZE,
            List.of(
                region(0, RegionKind.TEXT),
                region(1, RegionKind.TEXT),
                region(2, RegionKind.TEXT)));
    Function<FakeOrderer, List<Integer>> order =
        orderer -> {
          try {
            return orderer.order(List.of(page)).get(0);
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        };

    assertThat(order.apply(FakeOrderer.asDetected())).containsExactly(0, 1, 2);
    assertThat(order.apply(FakeOrderer.reverse())).containsExactly(2, 1, 0);
    assertThat(order.apply(FakeOrderer.shuffle(5)))
        .containsExactlyInAnyOrder(0, 1, 2)
        .isEqualTo(order.apply(FakeOrderer.shuffle(5)));
    assertThat(order.apply(FakeOrderer.of(ids -> List.of(1, 0, 2)))).containsExactly(1, 0, 2);
  }

  @Test
  void cropper_copy_hasThePixelsOfTheRegionAndIsCounted() throws InterruptedException {
    FakeCropper cropper = FakeCropper.copying();
    Region region = Region.of(RegionKind.TEXT, "text", BoundingBox.of(10.5, 20.5, 30, 40), 1);
    PageImage page = pages.page(3).decode();
    Cropper.Request request = new Cropper.Request(new PageId("d", 1), page, region);

    PageImage crop = cropper.crop(List.of(request)).get(0);

    assertThat(crop.size()).isEqualTo(new Size(20, 20));
    assertThat(crop.pixels().get(0)).isEqualTo(FakePages.byteAt(3, 20 * 100 + 10));
    assertThat(crop.ownedBytes()).isEqualTo(400).isEqualTo(cropper.ownedBytes(request));
    assertThat(cropper.images().names()).containsExactly("crop #3/0");
    crop.close();
    assertThat(cropper.images().open()).isZero();
  }

  private PageId id(int number) {
    return pages.id(number);
  }

  private PageInput page(int number) {
    try {
      return new PageInput(id(number), pages.page(number).decode());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private RegionCrop crop(int number, int region, RegionKind kind) {
    return new RegionCrop(id(number), region(region, kind), page(number).image());
  }

  private static Region region(int id, RegionKind kind) {
    return new Region(id, kind, "label", SIZE.bounds(), Optional.empty(), 1);
  }
}
