import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Runs a trained model in ONNX Runtime on the inputs that the exporter kept, and compares the answers: {@code java -cp
 * onnxruntime.jar Parity.java MODEL FOLDER LIMIT}. Exits with 1 where an answer differs by more than the limit.
 */
class Parity {
  private static final int TIMED = 10;

  public static void main(String[] args) throws IOException, OrtException {
    Path folder = Path.of(args[1]);
    float limit = Float.parseFloat(args[2]);
    var environment = OrtEnvironment.getEnvironment();
    float worst = 0;
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      try (var session = environment.createSession(args[0], options)) {
        for (String line : Files.readAllLines(folder.resolve("cases.txt"))) {
          String[] fields = line.split(" ");
          long[] shape = shape(fields[1]);
          FloatBuffer wanted = floats(folder.resolve(fields[0] + ".out.f32"));
          try (var input = OnnxTensor.createTensor(environment, floats(folder.resolve(fields[0] + ".in.f32")), shape)) {
            var inputs = Map.of(session.getInputNames().iterator().next(), input);
            long best = Long.MAX_VALUE;
            float apart = 0;
            for (int i = 0; i < TIMED; i++) {
              long begun = System.nanoTime();
              try (var result = session.run(inputs)) {
                best = Math.min(best, System.nanoTime() - begun);
                var output = (OnnxTensor) result.get(0);
                if (!Arrays.equals(output.getInfo().getShape(), shape(fields[2]))) {
                  throw new IllegalStateException("shape " + Arrays.toString(output.getInfo().getShape()) + ", not " + fields[2]);
                }
                apart = apart(output.getFloatBuffer(), wanted);
              }
            }
            System.out.printf("%s -> %s: apart %.2e, %.2f ms%n", fields[1], fields[2], apart, best / 1e6);
            worst = Math.max(worst, apart);
          }
        }
      }
    }
    System.out.printf("%s: worst %.2e, limit %.2e%n", Path.of(args[0]).getFileName(), worst, limit);
    System.exit(worst <= limit ? 0 : 1);
  }

  private static long[] shape(String text) {
    return Arrays.stream(text.split("x")).mapToLong(Long::parseLong).toArray();
  }

  private static FloatBuffer floats(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    var buffer = ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.LITTLE_ENDIAN).put(bytes).flip();
    return buffer.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  private static float apart(FloatBuffer a, FloatBuffer b) {
    float most = 0;
    for (int i = 0; i < b.limit(); i++) {
      most = Math.max(most, Math.abs(a.get(i) - b.get(i)));
    }
    return most;
  }
}
