package io.glyphflow.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.glyphflow.core.stage.Attempt;
import io.glyphflow.testkit.check.LeakCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CloseTest {

  /** {@code -Dglyphflow.rounds=1000} for a long night. */
  private static final int ROUNDS = Integer.getInteger("glyphflow.rounds", 60);

  @RegisterExtension final HandleCheck handles = new HandleCheck();
  @RegisterExtension final LeakCheck threads = LeakCheck.of();

  @Test
  void session_closed_refusesCalls() throws InterruptedException {
    OnnxSession session = SmallModels.open("twice", SmallModels.twice());
    SessionLease lease = session.lease();
    lease.input("x", 2).floats().put(new float[] {1, 2});
    lease.run(Attempt.unlimited());
    session.close();
    session.close();
    assertThatIllegalStateException()
        .isThrownBy(session::lease)
        .withMessageContaining("\"twice\" is closed");
    assertThatIllegalStateException().isThrownBy(session::warmUp);
    assertThat(session.model().name()).isEqualTo("twice");
    // What came out before can still be read, the first time as well.
    assertThat(SmallModels.floats(lease.output("y"))).containsExactly(2, 4);
    assertThatIllegalStateException()
        .isThrownBy(() -> lease.run(Attempt.unlimited()))
        .withMessageContaining("is closed");
    lease.close();
    assertThatIllegalStateException().isThrownBy(() -> lease.output("y"));
  }

  @Test
  void session_closedByAVirtualThread_isFreed() throws InterruptedException {
    OnnxSession session = SmallModels.open("twice", SmallModels.twice());
    Thread.ofVirtual().start(session::close).join();
    assertThatIllegalStateException().isThrownBy(session::lease);
  }

  @Test
  void session_closedByAnInterruptedThread_isFreedAndTheInterruptIsThere() {
    OnnxSession session = SmallModels.open("twice", SmallModels.twice());
    Thread.currentThread().interrupt();
    session.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThatIllegalStateException().isThrownBy(session::lease);
  }

  /** Whoever runs gets the right answer or is told that the session is closed. */
  @Test
  void session_closedFromManyThreadsDuringRuns_neverCrashes() throws Exception {
    float[] values = SmallModels.values(4 * 24 * 24, 5);
    for (int round = 0; round < ROUNDS; round++) {
      OnnxSession session = SmallModels.open("net", SmallModels.convolutions(4, 4));
      float[] expected = run(session, values);
      int callers = 6;
      CountDownLatch first = new CountDownLatch(callers);
      List<Future<Integer>> calls = new ArrayList<>();
      try (ExecutorService platform = Executors.newFixedThreadPool(callers);
          ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < callers; i++) {
          calls.add(
              (i % 2 == 0 ? platform : virtual)
                  .submit(() -> runUntilClosed(session, values, expected, first)));
        }
        first.await();
        List<Future<?>> closings = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          closings.add(virtual.submit(session::close));
        }
        for (Future<?> closing : closings) {
          closing.get();
        }
        for (Future<Integer> call : calls) {
          assertThat(call.get()).isPositive();
        }
      }
    }
  }

  private static float[] run(OnnxSession session, float[] values) throws InterruptedException {
    try (SessionLease lease = session.lease()) {
      lease.input("x", 1, 4, 24, 24).floats().put(values);
      lease.run(Attempt.unlimited());
      return SmallModels.floats(lease.output("y"));
    }
  }

  private static int runUntilClosed(
      OnnxSession session, float[] values, float[] expected, CountDownLatch first)
      throws InterruptedException {
    int runs = 0;
    while (true) {
      try {
        assertThat(run(session, values)).isEqualTo(expected);
        runs++;
        if (runs == 1) {
          first.countDown();
        }
      } catch (IllegalStateException e) {
        assertThat(e).hasMessageContaining("is closed");
        return runs;
      }
    }
  }
}
