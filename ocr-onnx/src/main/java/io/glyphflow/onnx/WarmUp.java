package io.glyphflow.onnx;

import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.PermanentOcrException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run for nothing. */
final class WarmUp {

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  /** Small, and yet enough for most networks; text recognizers insist on a height. */
  private static final long[] GUESSES = {64, 48, 32};

  private WarmUp() {}

  static void run(SessionCalls calls, Map<String, List<Long>> given) {
    given.keySet().forEach(calls::inputIndex);
    if (hasToGuess(calls, given)) {
      for (long guess : GUESSES) {
        try {
          runOnce(calls, given, guess);
          return;
        } catch (PermanentOcrException e) {
          LOG.debug("warm-up: sides of {} do not please the model", guess, e);
        }
      }
    } else {
      runOnce(calls, given, 1);
    }
  }

  private static boolean hasToGuess(SessionCalls calls, Map<String, List<Long>> given) {
    return calls.lastShapes().isEmpty()
        && calls.model().inputs().stream()
            .filter(input -> !given.containsKey(input.name()))
            .anyMatch(input -> input.shape().stream().anyMatch(side -> side < 0));
  }

  private static void runOnce(SessionCalls calls, Map<String, List<Long>> given, long guess) {
    List<ValueInfo> inputs = calls.model().inputs();
    Optional<List<long[]>> earlier = calls.lastShapes();
    try (SessionLease lease = new SessionLease(calls, calls.take())) {
      for (int i = 0; i < inputs.size(); i++) {
        ValueInfo input = inputs.get(i);
        List<Long> wanted = given.get(input.name());
        long[] shape;
        if (wanted != null) {
          shape = wanted.stream().mapToLong(Long::longValue).toArray();
        } else if (earlier.isPresent()) {
          shape = earlier.get().get(i);
        } else {
          shape = guess(input, guess);
        }
        zero(lease.input(input.name(), shape));
      }
      lease.run(Attempt.unlimited());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long[] guess(ValueInfo input, long guess) {
    long[] shape = new long[input.shape().size()];
    for (int i = 0; i < shape.length; i++) {
      long side = input.shape().get(i);
      shape[i] = side >= 0 ? side : i == 0 ? 1 : guess;
    }
    return shape;
  }

  private static void zero(Tensor tensor) {
    ByteBuffer bytes = tensor.bytes();
    while (bytes.remaining() >= Long.BYTES) {
      bytes.putLong(0);
    }
    while (bytes.hasRemaining()) {
      bytes.put((byte) 0);
    }
  }
}
