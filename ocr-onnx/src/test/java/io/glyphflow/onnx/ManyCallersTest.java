package io.glyphflow.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.stage.Attempt;
import io.glyphflow.testkit.check.LeakCheck;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What holds for one caller holds for many at once. */
class ManyCallersTest {

  private static final int THREADS = 8;
  private static final int CALLS = 1000;
  private static final Path STATUS = Path.of("/proc/self/status");

  private static final Logger LOG = LoggerFactory.getLogger(ManyCallersTest.class);

  @RegisterExtension final HandleCheck handles = new HandleCheck();
  @RegisterExtension final LeakCheck threads = LeakCheck.of();

  /** Kilobytes of the process that are in memory and of no file. */
  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("RssAnon:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private static float[] call(OnnxSession session, float[] values, long... shape)
      throws InterruptedException {
    try (SessionLease lease = session.lease()) {
      lease.input("x", shape).floats().put(values);
      lease.run(Attempt.unlimited());
      return SmallModels.floats(lease.output(0));
    }
  }

  private static void inParallel(ExecutorService callers, int count, Callable<Void> body)
      throws InterruptedException, ExecutionException {
    List<Future<Void>> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      calls.add(callers.submit(body));
    }
    for (Future<Void> call : calls) {
      call.get();
    }
  }

  /** A tenth of the calls to come to rest, and then the rest, in which memory must not grow. */
  private static void soak(OnnxSession session, ExecutorService callers, long... shape)
      throws Exception {
    int count = 1;
    for (long side : shape) {
      count = Math.toIntExact(count * side);
    }
    float[] values = SmallModels.values(count, 11);
    float[] expected = call(session, values, shape);
    assertThat(expected).isNotEmpty();
    Callable<Void> some =
        () -> {
          for (int i = 0; i < CALLS / 10; i++) {
            try (SessionLease lease = session.lease()) {
              lease.input("x", shape).floats().put(values);
              lease.run(Attempt.unlimited());
              // Without a copy: garbage would make the heap grow, and hide what else does.
              assertThat(lease.output(0).floats().mismatch(FloatBuffer.wrap(expected)))
                  .isEqualTo(-1);
            }
          }
          return null;
        };
    inParallel(callers, THREADS, some);
    long before = Files.exists(STATUS) ? residentKilobytes() : 0;
    for (int i = 1; i < 10; i++) {
      inParallel(callers, THREADS, some);
    }
    long after = Files.exists(STATUS) ? residentKilobytes() : 0;
    LOG.info("{} calls: {} kB more", 9 * THREADS * (CALLS / 10), after - before);
    // 7,200 calls with 18 kB each: their inputs alone would be 130 MB if they stayed.
    assertThat(after - before).as("kilobytes more").isLessThan(48_000);
  }

  private static OnnxSession open() {
    return RealModels.areThere()
        ? RealModels.open("ppocr/ch_ppocr_mobile_v2.0_cls_infer.onnx")
        : SmallModels.open("net", SmallModels.convolutions(3, 3));
  }

  @Test
  void run_manyThreads_answersAreIdenticalAndMemoryStays() throws Exception {
    try (OnnxSession session = open();
        ExecutorService callers = Executors.newFixedThreadPool(THREADS)) {
      soak(session, callers, 1, 3, 32, 48);
    }
  }

  @Test
  void run_manyVirtualThreads_answersAreIdenticalAndMemoryStays() throws Exception {
    try (OnnxSession session = SmallModels.open("net", SmallModels.convolutions(3, 3));
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      soak(session, callers, 1, 3, 32, 48);
    }
  }

  /**
   * However many virtual threads call, no more platform threads work for them than there are
   * processors.
   */
  @Test
  void run_virtualThreads_shareFewPlatformThreads() throws Exception {
    try (OnnxSession session = SmallModels.open("net", SmallModels.convolutions(2, 3));
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      inParallel(
          callers,
          50,
          () -> {
            assertThat(call(session, new float[3 * 16 * 16], 1, 3, 16, 16)).hasSize(3 * 16 * 16);
            return null;
          });
      assertThat(
              Thread.getAllStackTraces().keySet().stream()
                  .filter(thread -> thread.getName().startsWith("glyphflow-onnx-"))
                  .count())
          .isBetween(1L, (long) Runtime.getRuntime().availableProcessors());
    }
  }

  @Test
  void run_concurrentCallersOfDifferentShapes_eachGetsItsOwnAnswer() throws Exception {
    try (OnnxSession session = SmallModels.open("net", SmallModels.convolutions(3, 3));
        ExecutorService callers = Executors.newFixedThreadPool(THREADS)) {
      List<Future<Void>> calls = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int seed = thread;
        calls.add(
            callers.submit(
                () -> {
                  long[][] shapes = {
                    {1, 3, 16, 16 + seed}, {2, 3, 8 + seed, 24}, {1, 3, 5, 7}, {3, 3, 40, 11}
                  };
                  float[][] values = new float[shapes.length][];
                  float[][] expected = new float[shapes.length][];
                  for (int i = 0; i < 150 * shapes.length; i++) {
                    int which = i % shapes.length;
                    long[] shape = shapes[which];
                    int count = (int) (shape[0] * shape[1] * shape[2] * shape[3]);
                    if (i < shapes.length) {
                      values[which] = SmallModels.values(count, seed);
                      expected[which] = call(session, values[which], shape);
                    }
                    float[] answer = call(session, values[which], shape);
                    assertThat(answer).hasSize(count).isEqualTo(expected[which]);
                  }
                  return null;
                }));
      }
      for (Future<Void> call : calls) {
        call.get();
      }
    }
  }

  @Test
  void sessions_ofOneModel_areIndependent() throws Exception {
    float[] values = SmallModels.values(3 * 16 * 16, 2);
    OnnxSession first = open();
    try (OnnxSession second = open()) {
      float[] expected = call(first, values, 1, 3, 16, 16);
      assertThat(call(second, values, 1, 3, 16, 16)).isEqualTo(expected);
      first.close();
      assertThat(call(second, values, 1, 3, 16, 16)).isEqualTo(expected);
    }
  }

  /** More callers at once than workspaces are kept: the others are freed when they come back. */
  @Test
  void leases_moreThanAreKept_areFreed() {
    try (OnnxSession session = SmallModels.open("twice", SmallModels.twice())) {
      List<SessionLease> leases = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        SessionLease lease = session.lease();
        lease.input("x", 1000).floats().put(0, 1);
        leases.add(lease);
      }
      long many = OnnxSession.liveHandles();
      leases.forEach(SessionLease::close);
      assertThat(OnnxSession.liveHandles()).isLessThan(many - 100);
    }
  }
}
