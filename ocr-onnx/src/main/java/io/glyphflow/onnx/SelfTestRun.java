package io.glyphflow.onnx;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.image.TensorWriter;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.onnx.ModelManifest.Expected;
import io.glyphflow.onnx.ModelManifest.SelfTest;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs the self-test of a manifest. For one thread. */
final class SelfTestRun {

  private final ModelManifest manifest;
  private final SelfTest test;
  private final ModelSource image;

  SelfTestRun(ModelManifest manifest, SelfTest test, ModelSource image) {
    this.manifest = manifest;
    this.test = test;
    this.image = image;
  }

  void check(OnnxSession session) throws InterruptedException {
    try (SessionLease lease = session.lease()) {
      run(session, lease);
      for (Expected expected : test.expected()) {
        Expected found = summary(lease.output(expected.output()), expected);
        boolean isLike =
            found.shape().equals(expected.shape())
                && isNear(found.minimum(), expected.minimum(), expected.tolerance())
                && isNear(found.maximum(), expected.maximum(), expected.tolerance())
                && isNear(found.mean(), expected.mean(), expected.tolerance())
                && found.label().equals(expected.label());
        if (!isLike) {
          throw failure(
              "the model \""
                  + manifest.name()
                  + "\" does not pass its self-test with "
                  + image
                  + ": "
                  + text(found)
                  + ", must be "
                  + text(expected)
                  + " within "
                  + expected.tolerance()
                  + "; it is damaged, fed wrongly, or runs wrongly on "
                  + session.provider());
        }
      }
    }
  }

  /** The same test, expecting what the model answers now. */
  SelfTest measure(OnnxSession session) throws InterruptedException {
    try (SessionLease lease = session.lease()) {
      run(session, lease);
      List<Expected> measured = new ArrayList<>();
      for (Expected wanted : test.expected()) {
        measured.add(summary(lease.output(wanted.output()), wanted));
      }
      return new SelfTest(test.image(), test.width(), test.height(), test.inputs(), measured);
    }
  }

  private static boolean isNear(double found, double expected, double tolerance) {
    return Math.abs(found - expected) <= tolerance;
  }

  private static String text(Expected values) {
    return String.format(
        Locale.ROOT,
        "%s%s from %.6g to %.6g, mean %.6g%s",
        values.output(),
        values.shape(),
        values.minimum(),
        values.maximum(),
        values.mean(),
        values.label().isEmpty() ? "" : ", \"" + values.label() + "\"");
  }

  private void run(OnnxSession session, SessionLease lease) throws InterruptedException {
    ModelManifest.Input input =
        manifest.input().orElseThrow(() -> failure("a self-test needs an input"));
    ValueInfo picture =
        session.model().inputs().stream()
            .filter(it -> it.shape().size() == 4)
            .findFirst()
            .orElseThrow(() -> failure("the model has no input for a picture"));
    try (PageImage page = PageImage.decode(image.read());
        TensorWriter writer = new TensorWriter(input.spec(new Size(test.width(), test.height())))) {
      int channels = input.channels().count();
      FloatBuffer target =
          switch (input.layout()) {
            case CHW ->
                lease.input(picture.name(), 1, channels, test.height(), test.width()).floats();
            case HWC ->
                lease.input(picture.name(), 1, test.height(), test.width(), channels).floats();
          };
      var unused = writer.write(page, target);
    }
    for (Map.Entry<String, List<Double>> other : test.inputs().entrySet()) {
      FloatBuffer values = lease.input(other.getKey(), 1, other.getValue().size()).floats();
      other.getValue().forEach(value -> values.put(value.floatValue()));
    }
    lease.run(Attempt.unlimited());
  }

  private Expected summary(Tensor output, Expected like) {
    FloatBuffer values = output.floats();
    double minimum = Double.POSITIVE_INFINITY;
    double maximum = Double.NEGATIVE_INFINITY;
    double sum = 0;
    int greatest = 0;
    for (int i = 0; i < values.limit(); i++) {
      float value = values.get(i);
      if (!Float.isFinite(value)) {
        throw failure("output " + output + " has the value " + value + " at " + i);
      }
      minimum = Math.min(minimum, value);
      sum += value;
      if (value > maximum) {
        maximum = value;
        greatest = i;
      }
    }
    if (values.limit() == 0) {
      minimum = 0;
      maximum = 0;
    }
    long[] shape = output.shape();
    return new Expected(
        output.name(),
        Arrays.stream(shape).boxed().toList(),
        minimum,
        maximum,
        sum / Math.max(1, values.limit()),
        like.tolerance(),
        like.label().isEmpty() ? "" : label(shape, greatest));
  }

  private String label(long[] shape, int greatest) {
    long classes = shape.length == 0 ? 1 : Math.max(1, shape[shape.length - 1]);
    int number = (int) (greatest % classes);
    List<String> labels = manifest.labels();
    return number < labels.size() ? labels.get(number) : String.valueOf(number);
  }

  private PermanentOcrException failure(String what) {
    return new PermanentOcrException(
        FailureCategory.MODEL, "manifest \"" + manifest.name() + "\": " + what);
  }
}
