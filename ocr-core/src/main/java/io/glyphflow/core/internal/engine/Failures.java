package io.glyphflow.core.internal.engine;

import io.glyphflow.core.document.Failure;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.StageName;
import io.glyphflow.core.pipeline.TimeBudgets;
import io.glyphflow.core.stage.OcrException;
import io.glyphflow.core.stage.TransientOcrException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Turns what a role threw into a failure. The only place that does. */
final class Failures {

  private static final int MAX_CAUSES = 100;

  private Failures() {}

  static Failure of(Throwable thrown, StageName stage, FailureCategory category) {
    FailureCategory said = thrown instanceof OcrException known ? known.category() : category;
    return new Failure(
        isOutOfMemory(thrown) ? FailureCategory.INPUT_LIMIT : said,
        stage,
        OptionalInt.empty(),
        0,
        message(thrown),
        Optional.of(thrown));
  }

  static Failure timeout(StageName stage, Task.Grant grant, long started, TimeBudgets budgets) {
    Duration granted = Duration.ofNanos(Math.max(0, grant.deadline() - started));
    String message =
        "attempt: requested "
            + seconds(budgets.attempt())
            + ", granted "
            + seconds(granted)
            + " by the "
            + grant.budget()
            + " budget; the call did not end in time";
    return Failure.of(FailureCategory.TIMEOUT, stage, message);
  }

  static boolean isTransient(Throwable thrown) {
    return thrown instanceof TransientOcrException && !isOutOfMemory(thrown);
  }

  /** An OutOfMemoryError often comes in disguise, as the cause of something else. */
  private static boolean isOutOfMemory(Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (cause instanceof OutOfMemoryError) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static String message(Throwable thrown) {
    String said = thrown.getMessage();
    if (thrown instanceof OcrException && said != null) {
      return said;
    }
    String type = thrown.getClass().getSimpleName();
    return said == null ? type : type + ": " + said;
  }

  static String seconds(Duration duration) {
    if (duration.compareTo(Duration.ofDays(36_500)) >= 0) {
      return "no limit";
    }
    return duration.toMillis() / 1000.0 + " s";
  }
}
