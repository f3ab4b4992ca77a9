package io.glyphflow.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.source.PageCursor;
import io.glyphflow.core.source.PageSource;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FakePagesTest {

  @ParameterizedTest
  @EnumSource(FakePages.Pixels.class)
  void decode_anyKindOfPixels_followsFromThePageNumber(FakePages.Pixels where)
      throws InterruptedException {
    FakePages pages =
        FakePages.of("d", 70_000)
            .withSize(new Size(301, 200))
            .withFormat(PageImage.Format.BGR24)
            .withPixels(where);
    for (int number : new int[] {1, 2, 65_535, 65_536, 70_000}) {
      try (PageImage image = pages.page(number).decode()) {
        ByteBuffer pixels = image.pixels();
        for (int i = 0; i < pixels.capacity(); i++) {
          if (pixels.get(i) != FakePages.byteAt(number, i)) {
            throw new AssertionError("byte " + i + " of page " + number);
          }
        }
        assertThat(FakePages.numberOf(image)).isEqualTo(number & 0xFFFF);
        assertThat(image.ownedBytes()).isEqualTo(pages.page(number).decodedBytes());
        assertThat(pages.images().openBytes()).isEqualTo(image.ownedBytes());
      }
    }
    assertThat(pages.images().open()).isZero();
    assertThat(pages.decodes()).isEqualTo(5);
  }

  @Test
  void isNative_directPixels_isTrue() {
    assertThat(FakePages.of("d", 1).page(1).isNative()).isFalse();
    assertThat(FakePages.of("d", 1).withPixels(FakePages.Pixels.DIRECT).page(1).isNative())
        .isTrue();
  }

  @Test
  void open_readToTheEnd_countsPagesAndCursors() throws InterruptedException {
    FakePages pages = FakePages.of("d", 2);
    try (PageCursor cursor = pages.open()) {
      assertThat(pages.openCursors()).isEqualTo(1);
      assertThat(cursor.next().map(PageSource::id)).contains(pages.id(1));
      assertThat(cursor.next().map(PageSource::id)).contains(pages.id(2));
      assertThat(cursor.next()).isEmpty();
    }
    assertThat(pages.openCursors()).isZero();
    assertThat(pages.listed()).isEqualTo(2);
  }

  @Test
  void next_afterClose_isRefused() {
    PageCursor cursor = FakePages.of("d", 2).open();
    cursor.close();

    assertThatThrownBy(cursor::next).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void decodeHook_throwing_leavesNothingOpen() {
    FakePages pages =
        FakePages.of("d", 2)
            .withDecodeHook(
                page -> {
                  throw new IllegalStateException("hook of " + page);
                });

    assertThatThrownBy(() -> pages.page(2).decode()).hasMessage("hook of d#2");
    assertThat(pages.images().open()).isZero();
  }

  @Test
  void pageOfOnePixel_number_isUnknown() throws InterruptedException {
    FakePages pages = FakePages.of("d", 1).withSize(new Size(1, 1));
    try (PageImage image = pages.page(1).decode()) {
      assertThat(FakePages.numberOf(image)).isZero();
    }
  }

  @Test
  void of_impossiblePages_areRefused() {
    assertThatThrownBy(() -> FakePages.of("d", -1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FakePages.of(" ", 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FakePages.of("d", 1).withSize(new Size(100_000, 100_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void view_ofAPage_beginsWithTheByteOfItsPlace() throws InterruptedException {
    FakePages pages = FakePages.of("d", 3).withSize(new Size(50, 40));
    try (PageImage image = pages.page(3).decode()) {
      PageImage view = image.view(BoundingBox.of(7, 5, 20, 20));
      assertThat(view.pixels().get(0)).isEqualTo(FakePages.byteAt(3, 5 * 50 + 7));
      assertThat(Optional.of(view).filter(PageImage::isView)).isPresent();
    }
  }
}
