package io.glyphflow.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import com.sun.management.ThreadMXBean;
import io.glyphflow.core.stage.Attempt;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a call costs beyond the bare call of the runtime, arms in turn, in time of the processor:
 * {@code ./build test -pl ocr-onnx -am -Dtest=SessionOverheadMeasure
 * -Dsurefire.failIfNoSpecifiedTests=false}. Not part of the build, as it asserts no time.
 */
class SessionOverheadMeasure {

  private static final Logger LOG = LoggerFactory.getLogger(SessionOverheadMeasure.class);
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private interface Call {
    void run() throws Exception;
  }

  @Test
  void call_againstBareRuntime() throws Exception {
    measure(1, 8, 4, 20_000);
    measure(6, 16, 128, 400);
    measure(12, 16, 256, 120);
  }

  private static void measure(int depth, int channels, int side, int rounds) throws Exception {
    byte[] model = SmallModels.convolutions(depth, channels).toBytes();
    long[] shape = {1, channels, side, side};
    int count = channels * side * side;
    float[] values = SmallModels.values(count, 3);
    float[] answer = new float[count];
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      FloatBuffer input = direct(count);
      FloatBuffer output = direct(count);
      try (OrtSession bare = environment.createSession(model, options);
          OnnxTensor in = OnnxTensor.createTensor(environment, input, shape);
          OnnxTensor out = OnnxTensor.createTensor(environment, output, shape);
          OnnxSession session = OnnxSession.open(ModelSource.of("net", ByteBuffer.wrap(model)))) {
        Call plain =
            () -> {
              input.put(0, values);
              bare.run(Map.of("x", in), Map.of("y", out)).close();
              output.get(0, answer);
            };
        Call ours =
            () -> {
              try (SessionLease lease = session.lease()) {
                lease.input("x", shape).floats().put(values);
                lease.run(Attempt.unlimited());
                lease.output("y").floats().get(answer);
              }
            };
        report(side, rounds, plain, ours);
      }
    }
  }

  private static FloatBuffer direct(int count) {
    return ByteBuffer.allocateDirect(4 * count).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  private static void report(int side, int rounds, Call plain, Call ours) throws Exception {
    long[][] nanos = new long[2][rounds];
    long[] bytes = new long[2];
    Call[] arms = {plain, ours};
    for (int i = 0; i < rounds / 2; i++) {
      plain.run();
      ours.run();
    }
    for (int i = 0; i < rounds; i++) {
      for (int arm = 0; arm < 2; arm++) {
        // Each goes first half of the time.
        int which = (arm + i) % 2;
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long start = THREADS.getCurrentThreadCpuTime();
        arms[which].run();
        nanos[which][i] = THREADS.getCurrentThreadCpuTime() - start;
        bytes[which] += THREADS.getCurrentThreadAllocatedBytes() - allocated;
      }
    }
    for (long[] each : nanos) {
      Arrays.sort(each);
    }
    long bare = nanos[0][rounds / 2];
    long session = nanos[1][rounds / 2];
    LOG.info(
        "A1 side {}: bare {} us, session {} us, {} us more = {} %; {} and {} B a call",
        side,
        bare / 1e3,
        session / 1e3,
        (session - bare) / 1e3,
        Math.round(1e4 * (session - bare) / bare) / 100.0,
        bytes[0] / rounds,
        bytes[1] / rounds);
    assertThat(session).isPositive();
  }

  @Test
  void halves_widenedAndNarrowed() {
    int count = 3 * 800 * 800;
    ByteBuffer floats = ByteBuffer.allocateDirect(4 * count).order(ByteOrder.nativeOrder());
    ByteBuffer narrow = ByteBuffer.allocateDirect(8 * count).order(ByteOrder.nativeOrder());
    floats.asFloatBuffer().put(SmallModels.values(count, 9));
    Numbers numbers = new Numbers();
    for (ElementType type : ElementType.values()) {
      narrow.limit(type.bytes() * count);
      long[] nanos = new long[100];
      long[] back = new long[100];
      long[] loop = new long[100];
      for (int i = 0; i < nanos.length; i++) {
        long start = System.nanoTime();
        numbers.narrow(floats, type, narrow);
        long middle = System.nanoTime();
        numbers.widen(type, narrow, floats);
        back[i] = System.nanoTime() - middle;
        nanos[i] = middle - start;
        if (type == ElementType.FLOAT16) {
          long plain = System.nanoTime();
          for (int k = 0; k < count; k++) {
            floats.putFloat(4 * k, Float.float16ToFloat(narrow.getShort(2 * k)));
          }
          loop[i] = System.nanoTime() - plain;
        }
      }
      Arrays.sort(nanos);
      Arrays.sort(back);
      Arrays.sort(loop);
      LOG.info(
          "A1 3x800x800 {}: narrow {} us, widen {} us, plain loop {} us",
          type,
          nanos[50] / 1000,
          back[50] / 1000,
          loop[50] / 1000);
    }
  }
}
