package io.glyphflow.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.source.PageCursor;
import io.glyphflow.core.source.PageSource;
import io.glyphflow.core.stage.OcrException;
import io.glyphflow.core.stage.Placement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What a pipeline relies on in a source and its pages: each pass lists the same pages in the same
 * order, those of a document ascending and together; a page announces its bytes before it is
 * decoded, can be decoded on any thread, also after the cursor was closed, and a page that cannot
 * be read fails with an {@link OcrException} without harm to the others.
 *
 * {@snippet :
 * class MySourceTest extends DocumentSourceContract {
 *   @Override
 *   protected DocumentSource create() {
 *     return new MySource(FILE);
 *   }
 * }
 * }
 */
public abstract class DocumentSourceContract {

  /** What became of a page. */
  private sealed interface Decoded {
    record Pixels(Size size, PageImage.Format format, long checksum) implements Decoded {}

    record Unreadable(FailureCategory category) implements Decoded {}
  }

  /** For subclasses. */
  protected DocumentSourceContract() {}

  /**
   * Makes the source: a few pages, best with an unreadable one among them.
   *
   * @return the source
   */
  protected abstract DocumentSource create();

  /**
   * How long a call may take at most. By default 30 seconds.
   *
   * @return above zero
   */
  protected Duration patience() {
    return Duration.ofSeconds(30);
  }

  /** Each pass lists the same pages, and passes do not disturb each other. */
  @Test
  public void open_severalPasses_listTheSamePages() throws InterruptedException {
    DocumentSource source = create();
    List<PageId> first = ids(list(source));
    assertThat(ids(list(source))).as("pages of the second pass").isEqualTo(first);
    try (PageCursor one = source.open();
        PageCursor other = source.open()) {
      for (PageId id : first) {
        assertThat(one.next().map(PageSource::id)).as("one of two passes").contains(id);
        assertThat(other.next().map(PageSource::id)).as("other of two passes").contains(id);
      }
    }
  }

  /** No page is listed twice. */
  @Test
  public void next_allPages_haveDifferentIds() throws InterruptedException {
    assertThat(ids(list(create()))).as("pages").doesNotHaveDuplicates();
  }

  /** The pages of a document are together, by ascending numbers. */
  @Test
  public void next_pagesOfADocument_areTogetherAndAscend() throws InterruptedException {
    Map<String, Integer> last = new HashMap<>();
    Set<String> ended = new HashSet<>();
    String current = null;
    for (PageId id : ids(list(create()))) {
      if (current != null && !current.equals(id.document())) {
        ended.add(current);
      }
      current = id.document();
      assertThat(ended).as("documents that had ended before %s", id).doesNotContain(current);
      assertThat(id.pageNumber())
          .as("number of %s, after number %s", id, last.getOrDefault(current, 0))
          .isGreaterThan(last.getOrDefault(current, 0));
      last.put(current, id.pageNumber());
    }
  }

  /** After the last page there is none, however often one asks. */
  @Test
  public void next_afterTheLastPage_staysEmpty() throws InterruptedException {
    try (PageCursor cursor = create().open()) {
      while (cursor.next().isPresent()) {
        // to the end
      }
      assertThat(cursor.next()).as("what comes after the last page").isEmpty();
      assertThat(cursor.next()).as("what comes after that").isEmpty();
    }
  }

  /** An interrupted step throws and can be repeated, or answers and keeps the interrupt. */
  @Test
  public void next_interrupted_losesNeitherPageNorInterrupt() throws InterruptedException {
    DocumentSource source = create();
    List<PageId> expected = ids(list(source));
    try (PageCursor cursor = source.open()) {
      List<PageId> listed = new ArrayList<>();
      for (int i = 0; i <= expected.size(); i++) {
        CallThread.Outcome<Optional<PageSource>> outcome =
            CallThread.startInterrupted(Placement.CPU, cursor::next).join(patience());
        Optional<PageSource> page;
        if (outcome.thrown() != null) {
          assertThat(outcome.thrown())
              .as("what an interrupted next() throws")
              .isInstanceOf(InterruptedException.class);
          page = cursor.next();
        } else {
          assertThat(outcome.isInterrupted())
              .as("whether the interrupt flag is still set after a next() that answered")
              .isTrue();
          page = outcome.get();
        }
        page.map(PageSource::id).ifPresent(listed::add);
      }
      assertThat(listed)
          .as("pages of a pass that was interrupted at each step")
          .isEqualTo(expected);
    }
  }

  /** Closing a cursor twice, or before its end, is harmless. */
  @Test
  public void close_twiceAndEarly_doesNothing() throws InterruptedException {
    DocumentSource source = create();
    List<PageId> expected = ids(list(source));
    PageCursor cursor = source.open();
    var unused = cursor.next();
    cursor.close();
    cursor.close();
    assertThat(ids(list(source))).as("pages of a later pass").isEqualTo(expected);
  }

  /** A decoded page owns what it announced at most. */
  @Test
  public void decodedBytes_everyPage_areAnUpperBound() throws InterruptedException {
    try (PageCursor cursor = create().open()) {
      for (Optional<PageSource> page = cursor.next(); page.isPresent(); page = cursor.next()) {
        checkBytes(page.get());
      }
    }
  }

  private static void checkBytes(PageSource page) throws InterruptedException {
    try {
      long announced = page.decodedBytes();
      assertThat(announced).as("announced bytes of %s", page.id()).isPositive();
      try (PageImage image = page.decode()) {
        assertThat(image.ownedBytes())
            .as("bytes of %s, announced were %s", page.id(), announced)
            .isLessThanOrEqualTo(announced);
      }
    } catch (OcrException e) {
      assertThat(e.category()).as("category of %s", e).isNotNull();
    }
  }

  /** A decoded image is open and its own owner; one that cannot be had is an OcrException. */
  @Test
  public void decode_everyPage_ownsItsPixelsOrThrowsOcrException() throws InterruptedException {
    for (PageSource page : list(create())) {
      try {
        var unused = page.decodedBytes();
        try (PageImage image = page.decode()) {
          assertThat((Object) image).as("image of %s", page.id()).isNotNull();
          assertThat(image.isClosed()).as("whether the image of %s is closed", page.id()).isFalse();
          assertThat(image.isView()).as("whether the image of %s is a view", page.id()).isFalse();
        }
      } catch (OcrException e) {
        assertThat(e).as("what %s throws", page.id()).hasMessageMatching("(?s).+");
      } catch (RuntimeException e) {
        throw new AssertionError(page.id() + " must throw an OcrException, but threw " + e, e);
      }
    }
  }

  /**
   * Pages can be decoded after their cursor was closed, and decode to the same pixels as before.
   */
  @Test
  public void decode_afterTheCursorWasClosed_givesTheSamePixels() throws InterruptedException {
    DocumentSource source = create();
    List<Decoded> within = new ArrayList<>();
    try (PageCursor cursor = source.open()) {
      for (Optional<PageSource> page = cursor.next(); page.isPresent(); page = cursor.next()) {
        within.add(decode(page.get()));
      }
    }
    List<Decoded> after = new ArrayList<>();
    for (PageSource page : list(source)) {
      after.add(decode(page));
    }
    assertThat(after).as("pages decoded after close()").isEqualTo(within);
  }

  /** Pages can be decoded at the same time, on threads that did not list them. */
  @Test
  public void decode_allAtTheSameTime_givesTheSamePixels() throws InterruptedException {
    DocumentSource source = create();
    List<Decoded> alone = new ArrayList<>();
    for (PageSource page : list(source)) {
      alone.add(decode(page));
    }
    List<CallThread<Decoded>> calls = new ArrayList<>();
    for (PageSource page : list(source)) {
      calls.add(CallThread.start(Placement.CPU, () -> decode(page)));
    }
    List<Decoded> together = new ArrayList<>();
    for (CallThread<Decoded> call : calls) {
      together.add(call.join(patience()).get());
    }
    assertThat(together).as("pages decoded at the same time").isEqualTo(alone);
  }

  /** Closing one page leaves the others open. */
  @Test
  public void decode_onePageClosed_leavesTheOthersOpen() throws InterruptedException {
    List<PageImage> images = new ArrayList<>();
    try {
      for (PageSource page : list(create())) {
        try {
          var unused = page.decodedBytes();
          images.add(page.decode());
        } catch (OcrException e) {
          assertThat(e.category()).as("category of %s", e).isNotNull();
        }
      }
      for (int i = 0; i < images.size(); i++) {
        images.get(i).close();
        for (PageImage other : images.subList(i + 1, images.size())) {
          assertThat(other.isClosed()).as("whether a page that is in use is closed").isFalse();
        }
      }
    } finally {
      images.forEach(PageImage::close);
    }
  }

  private static List<PageSource> list(DocumentSource source) throws InterruptedException {
    List<PageSource> pages = new ArrayList<>();
    try (PageCursor cursor = source.open()) {
      for (Optional<PageSource> page = cursor.next(); page.isPresent(); page = cursor.next()) {
        pages.add(page.get());
      }
    }
    return pages;
  }

  private static List<PageId> ids(List<PageSource> pages) {
    return pages.stream().map(PageSource::id).toList();
  }

  private static Decoded decode(PageSource page) throws InterruptedException {
    try {
      var unused = page.decodedBytes();
      try (PageImage image = page.decode()) {
        return new Decoded.Pixels(image.size(), image.format(), Samples.checksum(image));
      }
    } catch (OcrException e) {
      return new Decoded.Unreadable(e.category());
    }
  }
}
