package io.glyphflow.onnx;

import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.PermanentOcrException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run for nothing. */
final class WarmUp {

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  /** Small, and yet enough for the strides of most networks. */
  private static final long GUESS = 64;

  private WarmUp() {}

  static void run(SessionCalls calls, Map<String, List<Long>> given) {
    List<ValueInfo> inputs = calls.model().inputs();
    given.keySet().forEach(calls::inputIndex);
    Optional<List<long[]>> earlier = calls.lastShapes();
    List<long[]> shapes = new ArrayList<>();
    boolean isGuessed = false;
    for (int i = 0; i < inputs.size(); i++) {
      List<Long> wanted = given.get(inputs.get(i).name());
      if (wanted != null) {
        shapes.add(wanted.stream().mapToLong(Long::longValue).toArray());
      } else if (earlier.isPresent()) {
        shapes.add(earlier.get().get(i));
      } else {
        isGuessed |= inputs.get(i).shape().stream().anyMatch(side -> side < 0);
        shapes.add(guess(inputs.get(i)));
      }
    }
    try (SessionLease lease = new SessionLease(calls, calls.take())) {
      for (int i = 0; i < inputs.size(); i++) {
        zero(lease.input(inputs.get(i).name(), shapes.get(i)));
      }
      lease.run(Attempt.unlimited());
    } catch (PermanentOcrException e) {
      if (!isGuessed) {
        throw e;
      }
      LOG.debug("warm-up: a guessed shape does not please the model", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long[] guess(ValueInfo input) {
    long[] shape = new long[input.shape().size()];
    for (int i = 0; i < shape.length; i++) {
      long side = input.shape().get(i);
      shape[i] = side >= 0 ? side : i == 0 ? 1 : GUESS;
    }
    return shape;
  }

  private static void zero(Tensor tensor) {
    var bytes = tensor.bytes();
    while (bytes.remaining() >= Long.BYTES) {
      bytes.putLong(0);
    }
    while (bytes.hasRemaining()) {
      bytes.put((byte) 0);
    }
  }
}
