package io.glyphflow.testkit.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Checks that a piece of code leaves nothing behind: no thread whose name begins with {@code
 * glyphflow-}, platform or virtual, that was not there before, and no image that is open in a
 * watched {@link OpenImages}. Either around a block:
 *
 * {@snippet :
 * try (LeakCheck leaks = LeakCheck.of()) {
 *   FakePages pages = FakePages.of("d", 100);
 *   leaks.watch(pages.images());
 *   try (Pipeline pipeline = Pipeline.builder()....build()) {
 *     pipeline.process(pages);
 *   }
 * }
 * }
 *
 * <p>or for every test of a class:
 *
 * {@snippet :
 * @RegisterExtension final LeakCheck leaks = LeakCheck.of();
 * }
 *
 * <p>Waits up to 10 seconds for threads to end and images to close. Threads are those of the whole
 * JVM, so tests that run at the same time disturb each other. Thread-safe.
 */
public final class LeakCheck implements AutoCloseable, BeforeEachCallback, AfterEachCallback {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final List<OpenImages> watched = new CopyOnWriteArrayList<>();
  private final Duration limit;
  private volatile Set<Long> before;

  private LeakCheck(Duration limit) {
    this.limit = limit;
    this.before = LiveThreads.named().keySet();
  }

  /**
   * Starts a check: threads that are there now are allowed.
   *
   * @param images registries that have to be empty in the end
   * @return the check; closing it does the check
   */
  public static LeakCheck of(OpenImages... images) {
    return within(LIMIT, images);
  }

  /**
   * Starts a check with another limit.
   *
   * @param limit how long to wait for threads to end and images to close
   * @param images registries that have to be empty in the end
   * @return the check; closing it does the check
   */
  public static LeakCheck within(Duration limit, OpenImages... images) {
    LeakCheck check = new LeakCheck(Objects.requireNonNull(limit, "limit"));
    for (OpenImages each : images) {
      check.watch(each);
    }
    return check;
  }

  /**
   * Watches one more registry.
   *
   * @param images has to be empty in the end
   * @return this
   */
  public LeakCheck watch(OpenImages images) {
    watched.add(Objects.requireNonNull(images, "images"));
    return this;
  }

  /**
   * Checks now.
   *
   * @throws AssertionError if something is left; the message names it
   */
  public void check() {
    long deadline = System.nanoTime() + limit.toNanos();
    List<String> left = new ArrayList<>();
    try {
      left.addAll(openImages(deadline));
      left.addAll(liveThreads(deadline));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("the leak check was interrupted", e);
    }
    if (!left.isEmpty()) {
      throw new AssertionError(
          "left after " + limit.toMillis() + " ms: " + String.join(", ", left));
    }
  }

  private List<String> openImages(long deadline) throws InterruptedException {
    List<String> open = new ArrayList<>();
    for (OpenImages images : watched) {
      if (!images.awaitNone(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
        images.names().forEach(name -> open.add("image " + name));
      }
    }
    return open;
  }

  private List<String> liveThreads(long deadline) throws InterruptedException {
    Set<Long> allowed = before;
    for (Thread thread : LiveThreads.platform()) {
      long left = deadline - System.nanoTime();
      if (!allowed.contains(thread.threadId()) && left > 0) {
        thread.join(Duration.ofNanos(left));
      }
    }
    // A virtual thread cannot be had to join it, only its name in a dump. A dump takes
    // milliseconds,
    // so that looking again needs no pause.
    Map<Long, String> left = LiveThreads.named();
    left.keySet().removeAll(allowed);
    while (!left.isEmpty() && System.nanoTime() < deadline) {
      left = LiveThreads.named();
      left.keySet().removeAll(allowed);
    }
    return left.values().stream().map(name -> "thread " + name).collect(Collectors.toList());
  }

  /** Checks, as {@link #check()}. */
  @Override
  public void close() {
    check();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    before = LiveThreads.named().keySet();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    check();
  }
}
