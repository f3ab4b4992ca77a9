package io.glyphflow.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.document.Failure;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.StageName;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.source.PageCursor;
import io.glyphflow.core.source.PageSource;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.core.stage.TransientOcrException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The source and the loading of pages fail. */
class SourceFailureTest extends PipelineChecks {

  private DocumentResult run(PageSource third) {
    return build(small(2))
        .process(
            DocumentSource.ofPages(
                List.of(new CountedPage(1), new CountedPage(2), third, new CountedPage(4))),
            RunOptions.defaults()
                .failurePolicy(FailurePolicy.keepGoing().withBackoff(Duration.ZERO)));
  }

  private static Failure failure(PageResult page) {
    assertThat(page.status()).as("%s", page).isEqualTo(PageOutcome.Status.FAILED);
    return ((PageOutcome.Failed) page.outcome()).failure();
  }

  private static Failure assertThirdFailed(DocumentResult result, FailureCategory category) {
    assertOthersComplete(result, 4, 2, 3);
    assertLedgerExact(result);
    assertThat(result.ledger().isSourceExhausted()).isTrue();
    Failure failure = failure(result.page(3));
    assertThat(failure.category()).isEqualTo(category);
    return failure;
  }

  @Test
  void decodedBytes_throws_failsThePage() {
    Failure failure =
        assertThirdFailed(
            run(
                new CountedPage(3) {
                  @Override
                  public long decodedBytes() {
                    throw new PermanentOcrException(FailureCategory.INPUT_ENCRYPTED, "a password");
                  }
                }),
            FailureCategory.INPUT_ENCRYPTED);
    assertThat(failure.stage()).isEqualTo(StageName.LOAD);
    assertThat(failure.attempts()).isEqualTo(1);

    failure =
        assertThirdFailed(
            run(
                new CountedPage(3) {
                  @Override
                  public long decodedBytes() {
                    throw new IllegalStateException("broken header");
                  }
                }),
            FailureCategory.INPUT_UNREADABLE);
    assertThat(failure.cause()).containsInstanceOf(IllegalStateException.class);

    assertThirdFailed(
        run(
            new CountedPage(3) {
              @Override
              public long decodedBytes() {
                throw new OutOfMemoryError("a bomb");
              }
            }),
        FailureCategory.INPUT_LIMIT);
  }

  @Test
  void decodedBytes_negative_failsThePage() {
    assertThirdFailed(
        run(
            new CountedPage(3) {
              @Override
              public long decodedBytes() {
                return -1;
              }
            }),
        FailureCategory.INTERNAL);
  }

  @Test
  void decode_throws_failsThePage() {
    for (Throwable thrown :
        List.of(
            new IllegalArgumentException("not an image"),
            new StackOverflowError(),
            new LinkageError("decoder"))) {
      Failure failure = assertThirdFailed(run(decodes(thrown)), FailureCategory.INPUT_UNREADABLE);
      assertThat(failure.stage()).isEqualTo(StageName.LOAD);
      assertThat(failure.attempts()).isEqualTo(1);
      assertThat(failure.cause()).hasValue(thrown);
    }
    assertThirdFailed(run(decodes(new OutOfMemoryError("a bomb"))), FailureCategory.INPUT_LIMIT);
    Failure failure =
        assertThirdFailed(
            run(decodes(new TransientOcrException("network drive"))),
            FailureCategory.TRANSIENT_EXHAUSTED);
    assertThat(failure.attempts()).isEqualTo(3);
  }

  private PageSource decodes(Throwable thrown) {
    return new CountedPage(3) {
      @Override
      public PageImage decode() {
        switch (thrown) {
          case RuntimeException e -> throw e;
          case Error e -> throw e;
          default -> throw new AssertionError(thrown);
        }
      }
    };
  }

  @Test
  void decode_interruptedWithoutReason_isRepeated() {
    AtomicInteger calls = new AtomicInteger();
    DocumentResult result =
        run(
            new CountedPage(3) {
              @Override
              public PageImage decode() throws InterruptedException {
                if (calls.incrementAndGet() < 3) {
                  throw new InterruptedException("nobody asked for this");
                }
                return super.decode();
              }
            });

    assertOthersComplete(result, 4, 2, 0);
    assertThat(calls).hasValue(3);
  }

  @Test
  void decode_alwaysInterruptedWithoutReason_failsThePage() {
    assertThirdFailed(
        run(
            new CountedPage(3) {
              @Override
              public PageImage decode() throws InterruptedException {
                throw new InterruptedException("nobody asked for this");
              }
            }),
        FailureCategory.INTERNAL);
  }

  @Test
  void decode_null_failsThePage() {
    assertThirdFailed(
        run(
            new CountedPage(3) {
              @Override
              public PageImage decode() {
                return null;
              }
            }),
        FailureCategory.INTERNAL);
  }

  @Test
  void decode_largerThanAnnounced_failsThePageAndClosesIt() {
    Failure failure =
        assertThirdFailed(
            run(
                new CountedPage(3) {
                  @Override
                  public PageImage decode() {
                    return countedImage(new Size(SIZE.width() + 1, SIZE.height()));
                  }
                }),
            FailureCategory.INPUT_LIMIT);
    assertThat(failure.message())
        .contains(String.valueOf(PAGE_BYTES))
        .contains(String.valueOf(PAGE_BYTES + SIZE.height()));
    assertThat(openPages).hasValue(0);
  }

  @Test
  void page_largerThanTheBudget_failsNamingBothNumbers() {
    Pipeline pipeline = build(small(2).memoryBudget(new MemoryBudget(1 << 20, 1 << 20)));
    DocumentResult result =
        pipeline.process(
            DocumentSource.ofPages(
                List.of(
                    new CountedPage(1),
                    new CountedPage(2) {
                      @Override
                      public long decodedBytes() {
                        return 5_000_000_000L;
                      }
                    },
                    new CountedPage(3))));

    assertOthersComplete(result, 3, 2, 2);
    Failure failure = failure(result.page(2));
    assertThat(failure.category()).isEqualTo(FailureCategory.INPUT_LIMIT);
    assertThat(failure.message()).contains("5000000000").contains(String.valueOf(1 << 20));
  }

  @Test
  void page_nativeAndLargerThanTheNativeBudget_fails() {
    Pipeline pipeline = build(small(2).memoryBudget(new MemoryBudget(1 << 20, 100)));
    DocumentResult result =
        pipeline.process(
            DocumentSource.ofPages(
                List.of(
                    new CountedPage(1) {
                      @Override
                      public boolean isNative() {
                        return true;
                      }
                    },
                    new CountedPage(2))));

    assertThat(failure(result.page(1)).category()).isEqualTo(FailureCategory.INPUT_LIMIT);
    assertComplete(result.page(2), 2);
  }

  @Test
  void page_imageWhoseReleaseThrows_endsAllTheSame() {
    DocumentResult result =
        run(
            new CountedPage(3) {
              @Override
              public PageImage decode() {
                return PageImage.wrap(
                    java.nio.ByteBuffer.allocate((int) PAGE_BYTES),
                    SIZE,
                    PageImage.Format.GRAY8,
                    SIZE.width(),
                    0,
                    () -> {
                      throw new IllegalStateException("cannot free");
                    });
              }
            });

    assertOthersComplete(result, 4, 2, 3);
    assertLedgerExact(result);
  }

  @Test
  void open_throws_reachesTheCaller() {
    Pipeline pipeline = build(small(1));
    PermanentOcrException thrown =
        new PermanentOcrException(FailureCategory.INPUT_UNREADABLE, "no such folder");
    DocumentSource source =
        () -> {
          throw thrown;
        };

    assertThatThrownBy(() -> pipeline.process(source)).isSameAs(thrown);
    try (PageStream stream = pipeline.stream(source)) {
      assertThatThrownBy(() -> stream.iterator().hasNext()).isSameAs(thrown);
    }
    assertThatThrownBy(
            () ->
                pipeline.process(
                    () -> {
                      throw new LinkageError("no reader");
                    }))
        .hasRootCauseInstanceOf(LinkageError.class);
  }

  @Test
  void open_interruptedWithoutReason_isRepeated() {
    AtomicInteger calls = new AtomicInteger();
    DocumentSource inner = pages(2);
    DocumentResult result =
        build(small(1))
            .process(
                () -> {
                  if (calls.incrementAndGet() < 3) {
                    throw new InterruptedException();
                  }
                  return inner.open();
                });
    assertOthersComplete(result, 2, 1, 0);
  }

  private static DocumentSource breaking(DocumentSource inner, int good, PageCursor then) {
    return () -> {
      PageCursor cursor = inner.open();
      AtomicInteger calls = new AtomicInteger();
      return () -> calls.getAndIncrement() < good ? cursor.next() : then.next();
    };
  }

  private static PageCursor throwing(RuntimeException e) {
    return () -> {
      throw e;
    };
  }

  @Test
  void next_throws_keepsWhatCameAndReportsTheBreak() {
    RuntimeException thrown = new IllegalStateException("the stick was pulled out");
    DocumentResult result = build(small(2)).process(breaking(pages(9), 3, throwing(thrown)));

    assertOthersComplete(result, 4, 2, 4);
    Failure failure = failure(result.page(4));
    assertThat(failure.stage()).isEqualTo(StageName.SOURCE);
    assertThat(failure.cause()).hasValue(thrown);
    assertThat(result.ledger().isSourceExhausted()).isFalse();
    assertLedgerExact(result);
  }

  @Test
  void next_throwsAtOnceOrAnswersNull_isAFailedPage() {
    Pipeline pipeline = build(small(2));
    DocumentResult result =
        pipeline.process(breaking(pages(9), 0, throwing(new IllegalStateException("gone"))));
    assertThat(statuses(result)).containsExactly(PageOutcome.Status.FAILED);

    result = pipeline.process(breaking(pages(9), 1, () -> null));
    assertComplete(result.page(1), 2);
    assertThat(statuses(result)).containsExactly(PageOutcome.Status.OK, PageOutcome.Status.FAILED);
    assertThat(result.ledger().isSourceExhausted()).isFalse();

    assertThatThrownBy(() -> pipeline.process(() -> null))
        .isInstanceOf(PermanentOcrException.class)
        .hasMessageContaining("open() of the source returned null");
  }

  @Test
  void next_outOfMemory_isInputLimit() {
    Pipeline pipeline = build(small(2));
    DocumentResult result =
        pipeline.process(
            breaking(
                pages(9),
                1,
                () -> {
                  throw new OutOfMemoryError("listing");
                }));
    assertThat(failure(result.page(2)).category()).isEqualTo(FailureCategory.INPUT_LIMIT);
  }

  @Test
  void next_interruptedWithoutReason_isRepeated() {
    AtomicInteger calls = new AtomicInteger();
    DocumentSource inner = pages(3);
    DocumentResult result =
        build(small(1))
            .process(
                () -> {
                  PageCursor cursor = inner.open();
                  return () -> {
                    if (calls.incrementAndGet() % 2 == 1) {
                      throw new InterruptedException();
                    }
                    return cursor.next();
                  };
                });
    assertOthersComplete(result, 3, 1, 0);
  }

  /** As JDK code does that checks the flag without clearing it. */
  @Test
  void next_leavesTheInterruptFlagSet_isRepeatedAllTheSame() throws Exception {
    assertEnds(
        breaking(
            pages(3),
            3,
            new PageCursor() {
              private boolean isFirst = true;

              @Override
              public Optional<PageSource> next() throws InterruptedException {
                if (isFirst) {
                  isFirst = false;
                  Thread.currentThread().interrupt();
                }
                if (Thread.currentThread().isInterrupted()) {
                  throw new InterruptedException();
                }
                return Optional.empty();
              }
            }));
  }

  @Test
  void next_alwaysInterruptedWithoutReason_endsTheRun() throws Exception {
    assertEnds(
        breaking(
            pages(3),
            3,
            () -> {
              throw new InterruptedException();
            }));
  }

  private void assertEnds(DocumentSource source) throws InterruptedException {
    Pipeline pipeline = build(small(1));
    Run run = pipeline.start(source, RunOptions.defaults(), event -> {});
    boolean hasEnded = run.await(Duration.ofSeconds(3));
    run.cancel();
    assertThat(hasEnded).as("the run ended by itself").isTrue();
    assertThat(run.ledger().ok()).isEqualTo(3);
  }

  @Test
  void page_withoutId_isAFailedPage() throws Exception {
    Pipeline pipeline = build(small(1));
    PageSource nameless =
        new CountedPage(2) {
          @Override
          public PageId id() {
            return null;
          }
        };
    CompletableFuture<DocumentResult> result =
        CompletableFuture.supplyAsync(
            () -> pipeline.process(DocumentSource.ofPages(List.of(new CountedPage(1), nameless))));

    DocumentResult pages = result.get(5, TimeUnit.SECONDS);

    assertThat(statuses(pages)).containsExactly(PageOutcome.Status.OK, PageOutcome.Status.FAILED);
    assertLedgerExact(pages);
  }

  @Test
  void cursor_closeThrows_isIgnored() {
    DocumentSource inner = pages(2);
    AtomicInteger closes = new AtomicInteger();
    DocumentResult result =
        build(small(1))
            .process(
                () -> {
                  PageCursor cursor = inner.open();
                  return new PageCursor() {
                    @Override
                    public Optional<PageSource> next() throws InterruptedException {
                      return cursor.next();
                    }

                    @Override
                    public void close() {
                      closes.incrementAndGet();
                      throw new IllegalStateException("cannot be closed");
                    }
                  };
                });
    assertOthersComplete(result, 2, 1, 0);
    assertThat(closes).hasValue(1);
  }

  @Test
  void source_empty_isAnEmptyResult() {
    DocumentResult result = build(small(1)).process(pages(0));
    assertThat(result.pages()).isEmpty();
    assertThat(result.ledger().isSourceExhausted()).isTrue();
    assertThat(result.ledger().toString()).isEqualTo("accepted 0 = ok 0");
  }

  @Test
  void source_lazyIterator_isAskedOnlyAsFarAsTheWindow() {
    AtomicInteger asked = new AtomicInteger();
    Iterable<PageSource> endless =
        () ->
            new Iterator<>() {
              @Override
              public boolean hasNext() {
                return true;
              }

              @Override
              public PageSource next() {
                return new CountedPage(asked.incrementAndGet());
              }
            };
    Pipeline pipeline = build(small(1));
    try (PageStream stream =
        pipeline.stream(DocumentSource.ofPages(endless), RunOptions.defaults().window(4))) {
      var pages = stream.iterator();
      for (int i = 0; i < 10; i++) {
        assertThat(pages.next().pageNumber()).isEqualTo(i + 1);
      }
      assertThat(asked.get()).isLessThanOrEqualTo(10 + 4);
    }
  }
}
