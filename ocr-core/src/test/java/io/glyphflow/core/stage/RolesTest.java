package io.glyphflow.core.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.Language;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RolesTest {

  private static final Recognizer LAMBDA =
      crops -> crops.stream().map(crop -> RegionContent.text("t")).toList();

  private static final class Closeable implements Recognizer, AutoCloseable {
    private final List<Closeable> closed;
    private final RuntimeException atClose;

    Closeable(List<Closeable> closed, RuntimeException atClose) {
      this.closed = closed;
      this.atClose = atClose;
    }

    @Override
    public List<RegionContent> recognize(List<RegionCrop> crops) {
      return List.of();
    }

    @Override
    public void close() {
      closed.add(this);
      if (atClose != null) {
        throw atClose;
      }
    }
  }

  @Test
  void pool_sizes_areChecked() {
    assertThat(Pool.<Recognizer>of(1, () -> LAMBDA).size()).isEqualTo(1);
    assertThat(Pool.<Recognizer>of(10_000, () -> LAMBDA).size()).isEqualTo(10_000);
    for (int wrong : new int[] {Integer.MIN_VALUE, -1, 0, 10_001}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Pool.<Recognizer>of(wrong, () -> LAMBDA))
          .withMessage("size: " + wrong + ", must be within 1..10000");
    }
    assertThatNullPointerException().isThrownBy(() -> Pool.<Recognizer>of(1, null));
  }

  @Test
  void pool_instances_areCopiedAndMustDiffer() {
    List<Recognizer> given = new ArrayList<>(List.of(LAMBDA));
    Pool<Recognizer> pool = Pool.ofInstances(given);
    given.clear();
    assertThat(pool.instantiate()).containsExactly(LAMBDA);
    assertThat(pool.isOwning()).isFalse();
    assertThat(pool).hasToString("pool of 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pool.<Recognizer>ofInstances(List.of()))
        .withMessageContaining("none");
    Recognizer other = crops -> List.of();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pool.<Recognizer>ofInstances(List.of(LAMBDA, other, LAMBDA)))
        .withMessageContaining("0 and 2");
    assertThatNullPointerException().isThrownBy(() -> Pool.<Recognizer>ofInstances(null));
  }

  @Test
  void pool_with_saysTheTraitsOfAll() {
    Pool<Recognizer> pool = Pool.<Recognizer>of(2, () -> LAMBDA);
    assertThat(pool.traits()).isEmpty();
    Pool<Recognizer> with = pool.with(Traits.waiting());
    assertThat(with.traits()).hasValue(Traits.waiting());
    assertThat(with.size()).isEqualTo(2);
    assertThat(with.isOwning()).isTrue();
    assertThat(pool.traits()).isEmpty();
    assertThatNullPointerException().isThrownBy(() -> pool.with(null));
  }

  @Test
  void pool_factory_makesNewInstancesEachTime() {
    AtomicInteger made = new AtomicInteger();
    Pool<Recognizer> pool =
        Pool.<Recognizer>of(
            3,
            () -> {
              int number = made.incrementAndGet();
              return crops -> List.of(RegionContent.text("" + number));
            });
    assertThat(made).hasValue(0);
    assertThat(pool.instantiate()).hasSize(3).doesNotHaveDuplicates();
    assertThat(pool.instantiate()).hasSize(3);
    assertThat(made).hasValue(6);
  }

  @Test
  void pool_factoryFails_closesWhatWasMade() {
    List<Closeable> closed = new ArrayList<>();
    AtomicInteger made = new AtomicInteger();
    IllegalStateException atClose = new IllegalStateException("at close");
    IllegalStateException thrown = new IllegalStateException("no memory for the third");
    Pool<Recognizer> pool =
        Pool.<Recognizer>of(
            5,
            () -> {
              if (made.incrementAndGet() == 3) {
                throw thrown;
              }
              return new Closeable(closed, atClose);
            });
    assertThatIllegalStateException().isThrownBy(pool::instantiate).isSameAs(thrown);
    assertThat(closed).hasSize(2);
    assertThat(thrown.getSuppressed()).containsExactly(atClose, atClose);
    assertThat(made).hasValue(3);
  }

  @Test
  void pool_factoryGivesNull_isRefusedAndTheRestClosed() {
    List<Closeable> closed = new ArrayList<>();
    AtomicInteger made = new AtomicInteger();
    Pool<Recognizer> pool =
        Pool.<Recognizer>of(
            2, () -> made.incrementAndGet() == 2 ? null : new Closeable(closed, null));
    assertThatNullPointerException().isThrownBy(pool::instantiate).withMessageContaining("factory");
    assertThat(closed).hasSize(1);
  }

  @Test
  void traits_bounds() {
    assertThat(Traits.defaults()).isEqualTo(new Traits(Placement.CPU, 1, 1));
    assertThat(Traits.waiting()).isEqualTo(new Traits(Placement.WAITING, 1, 1));
    assertThat(Traits.waiting().withConcurrency(100_000).withMaxBatch(10_000))
        .isEqualTo(new Traits(Placement.WAITING, 100_000, 10_000));
    assertThat(LAMBDA.traits()).isEqualTo(Traits.defaults());
    for (int wrong : new int[] {-1, 0, 100_001}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Traits.defaults().withConcurrency(wrong))
          .withMessage("concurrency: " + wrong + ", must be within 1..100000");
    }
    for (int wrong : new int[] {-1, 0, 10_001}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Traits.defaults().withMaxBatch(wrong))
          .withMessage("maxBatch: " + wrong + ", must be within 1..10000");
    }
    assertThatNullPointerException().isThrownBy(() -> new Traits(null, 1, 1));
  }

  @Test
  void views_cutTheBoxWithoutACopy() throws Exception {
    try (PageImage page = PageImage.allocate(new Size(100, 50), PageImage.Format.BGR24)) {
      Region region = Region.of(RegionKind.TEXT, "t", new BoundingBox(10.5, 5, 20, 15.2), 1);
      Cropper.Request request = new Cropper.Request(new PageId("d", 1), page, region);
      List<PageImage> crops = Cropper.views().crop(List.of(request, request), Attempt.unlimited());
      assertThat(crops).hasSize(2);
      assertThat(crops.get(0).isView()).isTrue();
      assertThat(crops.get(0).size()).isEqualTo(new Size(10, 11));
      assertThat(crops.get(0).ownedBytes()).isZero();
      assertThat(Cropper.views().ownedBytes(request)).isZero();
      assertThat(Cropper.views().traits().placement()).isEqualTo(Placement.WAITING);
      assertThat(Cropper.views().crop(List.of())).isEmpty();
    }
  }

  @Test
  void wholePage_isOneTextRegion() throws Exception {
    try (PageImage page = PageImage.allocate(new Size(100, 50), PageImage.Format.GRAY8)) {
      PageInput input = new PageInput(new PageId("d", 1), page);
      List<PageLayout> layouts =
          LayoutDetector.wholePage().detect(List.of(input, input), Attempt.unlimited());
      assertThat(layouts).hasSize(2);
      assertThat(layouts.get(0).regions())
          .singleElement()
          .satisfies(
              region -> {
                assertThat(region.kind()).isEqualTo(RegionKind.TEXT);
                assertThat(region.box()).isEqualTo(page.size().bounds());
              });
      assertThat(
              LAMBDA.estimatedCost(
                  new RegionCrop(input.id(), layouts.get(0).regions().get(0), page)))
          .isEqualTo(1);
    }
  }

  @Test
  void unlimited_neverEnds() throws Exception {
    Attempt attempt = Attempt.unlimited();
    AtomicInteger hooks = new AtomicInteger();
    attempt.onCancel(hooks::incrementAndGet);
    assertThat(attempt.remaining()).isEmpty();
    assertThat(attempt.isCancelled()).isFalse();
    Attempt.Reservation one = attempt.reserve(Long.MAX_VALUE);
    one.close();
    one.close();
    assertThat(hooks).hasValue(0);
  }

  @Test
  void exceptions_haveTheirCategory() {
    IllegalStateException cause = new IllegalStateException("c");
    assertThat(new TransientOcrException("m", cause).category())
        .isEqualTo(FailureCategory.TRANSIENT_EXHAUSTED);
    assertThat(new TransientOcrException("m")).hasMessage("m").hasNoCause();
    PermanentOcrException permanent =
        new PermanentOcrException(FailureCategory.TRUNCATED, "m", cause);
    assertThat(permanent).hasMessage("m").hasCause(cause);
    assertThat(permanent.category()).isEqualTo(FailureCategory.TRUNCATED);
    assertThatExceptionOfType(NullPointerException.class)
        .isThrownBy(() -> new PermanentOcrException(null, "m"));
  }

  @Test
  void item_answers() {
    Region region = Region.of(RegionKind.TEXT, "t", BoundingBox.ofSize(0, 0, 2, 2), 1);
    Translator.Item item =
        new Translator.Item(new PageId("d", 1), region, "text", Language.JAPANESE);
    assertThat(item.translated("x").language()).isEqualTo(Language.JAPANESE);
    assertThat(item.failed("no").failure().orElseThrow().category())
        .isEqualTo(FailureCategory.TRANSLATION);
    assertThat(PageFilter.Decision.keep().isKept()).isTrue();
    assertThat(PageFilter.Decision.skip("blank").reason()).isEqualTo("blank");
    assertThatNullPointerException().isThrownBy(() -> PageFilter.Decision.skip(null));
  }
}
