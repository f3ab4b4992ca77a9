package io.glyphflow.testkit.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeakCheckTest {

  private static final Duration SHORT = Duration.ofMillis(100);

  private final CountDownLatch end = new CountDownLatch(1);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void threads_stillThere_areNamed(boolean isVirtual) throws InterruptedException {
    LeakCheck check = LeakCheck.within(SHORT);
    Thread thread = start("glyphflow-7-left", isVirtual);
    try {
      assertThatThrownBy(check::close)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("thread glyphflow-7-left");
    } finally {
      end.countDown();
      thread.join();
    }
    check.check();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void threads_thatEndSoon_areAwaited(boolean isVirtual) throws InterruptedException {
    try (LeakCheck check = LeakCheck.of()) {
      Thread thread = start("glyphflow-7-ending", isVirtual);
      assertThatCode(end::countDown).doesNotThrowAnyException();
      check.watch(new OpenImages());
      thread.setName("glyphflow-7-late");
    }
  }

  @Test
  void threads_thereBeforeOrOfOthers_areAllowed() throws InterruptedException {
    Thread before = start("glyphflow-6-before", true);
    LeakCheck check = LeakCheck.within(SHORT);
    Thread other = start("other-thread", false);

    check.close();

    end.countDown();
    before.join();
    other.join();
  }

  @Test
  void images_stillOpen_areNamed() {
    OpenImages images = new OpenImages();
    LeakCheck check = LeakCheck.within(SHORT, images);
    PageImage image =
        images.wrap("page 3", ByteBuffer.allocate(6), new Size(3, 2), PageImage.Format.GRAY8, 3, 0);

    assertThatThrownBy(check::check)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("image page 3");
    image.close();
    check.close();
  }

  @Test
  void images_closedOnAnotherThread_areAwaited() throws InterruptedException {
    OpenImages images = new OpenImages();
    PageImage image =
        images.wrap("page 3", ByteBuffer.allocate(6), new Size(3, 2), PageImage.Format.GRAY8, 3, 0);
    Thread closing;
    try (LeakCheck check = LeakCheck.of(images)) {
      closing = Thread.ofVirtual().start(image::close);
      check.check();
    }
    closing.join();
  }

  @Test
  void check_interrupted_failsAndKeepsTheInterrupt() {
    LeakCheck check = LeakCheck.of(new OpenImages());
    Thread.currentThread().interrupt();

    assertThatThrownBy(check::check).isInstanceOf(AssertionError.class);
    assertThatCode(
            () -> {
              if (!Thread.interrupted()) {
                throw new AssertionError("the interrupt was lost");
              }
            })
        .doesNotThrowAnyException();
  }

  private Thread start(String name, boolean isVirtual) throws InterruptedException {
    Thread.Builder builder = isVirtual ? Thread.ofVirtual() : Thread.ofPlatform();
    CountDownLatch begun = new CountDownLatch(1);
    Thread thread =
        builder
            .name(name)
            .start(
                () -> {
                  begun.countDown();
                  try {
                    end.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    begun.await();
    return thread;
  }
}
