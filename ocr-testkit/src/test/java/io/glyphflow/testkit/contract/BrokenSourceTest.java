package io.glyphflow.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.source.PageCursor;
import io.glyphflow.core.source.PageSource;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.testkit.fake.FakePages;
import io.glyphflow.testkit.fault.Fault;
import io.glyphflow.testkit.fault.FaultPlan;
import io.glyphflow.testkit.fault.FaultPoint;
import io.glyphflow.testkit.fault.Faulty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Each check of the suite for sources finds the source that breaks it. */
class BrokenSourceTest {

  private static final FakePages SOUND = FakePages.of("d", 3).withSize(new Size(9, 7));

  private static DocumentSourceContract contract(DocumentSource source) {
    return new DocumentSourceContract() {
      @Override
      protected DocumentSource create() {
        return source;
      }
    };
  }

  private static DocumentSourceContract listing(String... pages) {
    List<PageSource> sources = new ArrayList<>();
    for (String page : pages) {
      PageId id = new PageId(page.substring(0, 1), Integer.parseInt(page.substring(1)));
      sources.add(FakePages.of(id.document(), id.pageNumber()).page(id.pageNumber()));
    }
    return contract(DocumentSource.ofPages(sources));
  }

  private static DocumentSourceContract decodeFault(Fault fault) {
    return contract(
        Faulty.faulty(SOUND, FaultPlan.seeded(0).at(FaultPoint.DECODE, 1, fault).build()));
  }

  private static void assertFound(ThrowingCallable check, String message) {
    assertThatThrownBy(check).isInstanceOf(AssertionError.class).hasMessageContaining(message);
  }

  @Test
  void passes_differentPages_areFound() {
    AtomicInteger passes = new AtomicInteger();

    assertFound(
        contract(() -> FakePages.of("d", passes.incrementAndGet()).open())
            ::open_severalPasses_listTheSamePages,
        "pages of the second pass");
  }

  @Test
  void passes_sharingAPosition_areFound() throws InterruptedException {
    AtomicInteger open = new AtomicInteger();
    PageCursor[] shared = new PageCursor[1];
    DocumentSource source =
        () -> {
          if (open.getAndIncrement() == 0) {
            shared[0] = SOUND.open();
          }
          PageCursor cursor = shared[0];
          return new PageCursor() {
            @Override
            public Optional<PageSource> next() throws InterruptedException {
              return cursor.next();
            }

            @Override
            public void close() {
              if (open.decrementAndGet() == 0) {
                cursor.close();
              }
            }
          };
        };

    assertFound(contract(source)::open_severalPasses_listTheSamePages, "of two passes");
  }

  @Test
  void pages_twiceOrInNoOrder_areFound() {
    assertFound(listing("a1", "a1")::next_allPages_haveDifferentIds, "pages");
    assertFound(listing("a2", "a1")::next_pagesOfADocument_areTogetherAndAscend, "number of a#1");
    assertFound(
        listing("a1", "b1", "a2")::next_pagesOfADocument_areTogetherAndAscend,
        "documents that had ended before a#2");
  }

  @Test
  void end_notStaying_isFound() {
    DocumentSource source =
        () -> {
          AtomicInteger next = new AtomicInteger();
          return () -> Optional.of(SOUND.page(1)).filter(page -> next.getAndIncrement() % 3 == 0);
        };

    assertFound(contract(source)::next_afterTheLastPage_staysEmpty, "what comes after that");
  }

  @Test
  void end_onlyOnce_isFound() {
    DocumentSource source =
        () -> {
          AtomicInteger next = new AtomicInteger();
          return () -> Optional.of(SOUND.page(1)).filter(page -> next.getAndIncrement() % 2 == 0);
        };

    assertFound(
        contract(source)::next_afterTheLastPage_staysEmpty, "what comes after the last page");
  }

  @Test
  void interrupt_costingAPageOrLost_isFound() {
    DocumentSource losing =
        () -> {
          PageCursor cursor = SOUND.open();
          return () -> {
            boolean isInterrupted = Thread.interrupted();
            Optional<PageSource> page = cursor.next();
            if (isInterrupted) {
              throw new InterruptedException();
            }
            return page;
          };
        };
    DocumentSource swallowing =
        () -> {
          PageCursor cursor = SOUND.open();
          return () -> {
            var unused = Thread.interrupted();
            return cursor.next();
          };
        };
    DocumentSource failing =
        () -> {
          PageCursor cursor = SOUND.open();
          return () -> {
            if (Thread.interrupted()) {
              throw new IllegalStateException("interrupted");
            }
            return cursor.next();
          };
        };

    assertFound(
        contract(losing)::next_interrupted_losesNeitherPageNorInterrupt, "interrupted at each");
    assertFound(
        contract(swallowing)::next_interrupted_losesNeitherPageNorInterrupt, "interrupt flag");
    assertFound(
        contract(failing)::next_interrupted_losesNeitherPageNorInterrupt, "interrupted next()");
  }

  @Test
  void close_failingTheSecondTime_isFound() {
    DocumentSource source =
        () ->
            new PageCursor() {
              private final PageCursor cursor = SOUND.open();
              private boolean isClosed;

              @Override
              public Optional<PageSource> next() throws InterruptedException {
                return cursor.next();
              }

              @Override
              public void close() {
                if (isClosed) {
                  throw new IllegalStateException("closed twice");
                }
                isClosed = true;
              }
            };

    assertThatThrownBy(contract(source)::close_twiceAndEarly_doesNothing)
        .hasMessage("closed twice");
  }

  @Test
  void decodedBytes_tooFewOrNone_areFound() {
    assertFound(
        decodeFault(new Fault.LargerImage())::decodedBytes_everyPage_areAnUpperBound,
        "announced were 63");
    DocumentSource silent =
        Faulty.faulty(
            SOUND,
            FaultPlan.seeded(0).at(FaultPoint.HEADER, 1, new Fault.AnnouncedBytes(0)).build());
    assertFound(contract(silent)::decodedBytes_everyPage_areAnUpperBound, "announced bytes");
  }

  @Test
  void decode_exceptionOfNoKind_isFound() {
    assertFound(
        decodeFault(Fault.throwing())::decode_everyPage_ownsItsPixelsOrThrowsOcrException,
        "must throw an OcrException");
  }

  @Test
  void decode_closedImageNullOrView_isFound() {
    assertFound(
        decodeFault(new Fault.ClosedImage())::decode_everyPage_ownsItsPixelsOrThrowsOcrException,
        "is closed");
    assertFound(
        decodeFault(Fault.wrongSize(Fault.WrongSize.Answer.NULL))
            ::decode_everyPage_ownsItsPixelsOrThrowsOcrException,
        "image of d#1");
    PageImage shared = PageImage.allocate(new Size(9, 9), PageImage.Format.GRAY8);
    assertFound(
        contract(decoding(() -> shared.view(BoundingBox.of(0, 0, 5, 5))))
            ::decode_everyPage_ownsItsPixelsOrThrowsOcrException,
        "is a view");
  }

  /** How a page gets its pixels. */
  private interface Decoding {
    PageImage decode() throws InterruptedException;
  }

  private static DocumentSource decoding(Decoding decoding) {
    List<PageSource> pages = new ArrayList<>();
    for (int number = 1; number <= 3; number++) {
      pages.add(page(SOUND.page(number), decoding));
    }
    return DocumentSource.ofPages(pages);
  }

  private static PageSource page(PageSource page, Decoding decoding) {
    return new PageSource() {
      @Override
      public PageId id() {
        return page.id();
      }

      @Override
      public long decodedBytes() {
        return page.decodedBytes();
      }

      @Override
      public PageImage decode() throws InterruptedException {
        return decoding.decode();
      }
    };
  }

  @Test
  void decode_onlyWhileTheCursorIsOpen_isFound() {
    DocumentSource source =
        () ->
            new PageCursor() {
              private final PageCursor cursor = SOUND.open();
              private boolean isClosed;

              @Override
              public Optional<PageSource> next() throws InterruptedException {
                return cursor.next().map(page -> page(page, () -> decode(page)));
              }

              private PageImage decode(PageSource page) throws InterruptedException {
                if (isClosed) {
                  throw new PermanentOcrException(FailureCategory.INPUT_UNREADABLE, "closed");
                }
                return page.decode();
              }

              @Override
              public void close() {
                isClosed = true;
                cursor.close();
              }
            };

    assertFound(
        contract(source)::decode_afterTheCursorWasClosed_givesTheSamePixels, "after close()");
  }

  @Test
  void decode_oneAtATimeOnly_isFound() {
    CountDownLatch together = new CountDownLatch(2);
    AtomicInteger inside = new AtomicInteger();
    DocumentSource source =
        decoding(
            () -> {
              boolean isAlone = inside.incrementAndGet() == 1;
              if (Thread.currentThread().getName().equals("contract-call")) {
                together.countDown();
                var unused = together.await(10, TimeUnit.SECONDS);
              }
              inside.decrementAndGet();
              return PageImage.allocate(new Size(isAlone ? 5 : 6, 5), PageImage.Format.GRAY8);
            });

    assertFound(contract(source)::decode_allAtTheSameTime_givesTheSamePixels, "at the same time");
  }

  @Test
  void decode_onePictureForAllPages_isFound() {
    PageImage shared = PageImage.allocate(new Size(9, 7), PageImage.Format.GRAY8);

    assertFound(
        contract(decoding(() -> shared))::decode_onePageClosed_leavesTheOthersOpen,
        "a page that is in use");
  }
}
