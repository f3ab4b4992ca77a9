package io.glyphflow.tesseract;

import io.glyphflow.core.stage.Attempt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tesseract.CANCEL_FUNC;
import org.bytedeco.tesseract.ETEXT_DESC;

/**
 * Ends a recognition early. Tesseract asks before each word, on the thread of the call, so that one
 * callback serves all instances: JavaCPP makes only ten of a kind.
 */
final class Cancellation extends CANCEL_FUNC {

  private static final ConcurrentMap<Thread, Attempt> CALLS = new ConcurrentHashMap<>();
  private static final Cancellation CALLBACK = new Cancellation();

  private Cancellation() {}

  /** What a call runs. */
  interface Call {
    int run(ETEXT_DESC monitor);
  }

  /**
   * Runs a call that ends early once its attempt is cancelled or its thread interrupted.
   *
   * @throws InterruptedException if it did
   */
  static int run(Attempt attempt, Call call) throws InterruptedException {
    check(attempt);
    Thread thread = Thread.currentThread();
    CALLS.put(thread, attempt);
    int answer;
    try (ETEXT_DESC monitor = new ETEXT_DESC()) {
      monitor.cancel(CALLBACK);
      answer = call.run(monitor);
    } finally {
      CALLS.remove(thread);
    }
    check(attempt);
    return answer;
  }

  /** Before and after work that Tesseract cannot leave. */
  static void check(Attempt attempt) throws InterruptedException {
    if (isCancelled(attempt)) {
      throw new InterruptedException("the recognition was given up");
    }
  }

  /** The flag stays as it is: whoever interrupted looks for it. */
  private static boolean isCancelled(Attempt attempt) {
    return attempt.isCancelled() || Thread.currentThread().isInterrupted();
  }

  /** Called by Tesseract; an exception must not pass through it. */
  @Override
  public boolean call(Pointer unused, int words) {
    Attempt attempt = CALLS.get(Thread.currentThread());
    try {
      return attempt != null && isCancelled(attempt);
    } catch (RuntimeException e) {
      return true;
    }
  }
}
