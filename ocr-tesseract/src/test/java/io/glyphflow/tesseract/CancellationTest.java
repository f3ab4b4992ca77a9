package io.glyphflow.tesseract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.RegionCrop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CancellationTest {

  /** Is cancelled once it was asked so many times, and counts on. */
  private static final class Asked implements Attempt {
    private final int most;
    private final CountDownLatch isRunning = new CountDownLatch(3);
    private final AtomicInteger count = new AtomicInteger();

    Asked(int most) {
      this.most = most;
    }

    @Override
    public Optional<Duration> remaining() {
      return Optional.empty();
    }

    @Override
    public boolean isCancelled() {
      isRunning.countDown();
      return count.incrementAndGet() > most;
    }

    @Override
    public void onCancel(Runnable action) {}

    @Override
    public Reservation reserve(long bytes) {
      return () -> {};
    }
  }

  private static RegionCrop page() throws Exception {
    return TestPages.whole(TestPages.load(TestPages.alice()), RegionKind.TEXT, "page");
  }

  @Test
  void recognize_cancelledWithin_endsAtTheNextWordAndReadsOn() throws Exception {
    if (!TestPages.areThere()) {
      return;
    }
    RegionCrop page = page();
    try (TesseractRecognizer recognizer = new TesseractRecognizer()) {
      Asked all = new Asked(Integer.MAX_VALUE);
      String expected = recognizer.recognize(List.of(page), all).getFirst().text();
      assertThat(all.count.get()).isGreaterThan(37); // at least once a line

      Asked some = new Asked(20);
      assertThatThrownBy(() -> recognizer.recognize(List.of(page), some))
          .isInstanceOf(InterruptedException.class);
      assertThat(some.count.get()).isLessThan(25);

      assertThat(recognizer.recognize(List.of(page)).getFirst().text()).isEqualTo(expected);
    }
  }

  @Test
  void recognize_interruptedWithin_endsAndKeepsTheInterrupt() throws Exception {
    if (!TestPages.areThere()) {
      return;
    }
    RegionCrop page = page();
    try (TesseractRecognizer recognizer = new TesseractRecognizer()) {
      Asked attempt = new Asked(Integer.MAX_VALUE);
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      AtomicReference<Boolean> flag = new AtomicReference<>();
      Thread thread =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      recognizer.recognize(List.of(page), attempt);
                    } catch (InterruptedException | RuntimeException e) {
                      thrown.set(e);
                    }
                    flag.set(Thread.currentThread().isInterrupted());
                  });
      attempt.isRunning.await();
      thread.interrupt();
      thread.join();

      assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
      assertThat(flag.get()).isTrue();
    }
  }
}
