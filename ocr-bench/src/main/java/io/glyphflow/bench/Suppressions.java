package io.glyphflow.bench;

import io.glyphflow.layout.postprocess.BoxKernels;
import io.glyphflow.testkit.reference.ReferenceSuppression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Non-maximum suppression of a page's boxes, each arm from boxes in the form that it likes best.
 * Not thread-safe.
 */
public final class Suppressions implements AutoCloseable {

  private static final double SAME = 0.6;
  private static final double OTHER = 0.98;

  /**
   * Ways to do it. Rivals know one threshold and edges without a pixel of their own; two of our
   * arms do as they do.
   */
  public enum Arm {
    OURS,
    PLAIN_LOOP,
    /** A matrix by broadcasting, and a greedy loop over it. */
    ND4J,
    OURS_ONE_CLASS,
    PLAIN_LOOP_ONE_CLASS,
    OPENCV_ONE_CLASS,
    ONNX_RUNTIME_ONE_CLASS;

    boolean isOneClass() {
      return compareTo(OURS_ONE_CLASS) >= 0;
    }
  }

  private final PageBoxes page;
  private final int[] oneClass;
  private final BoxKernels kernels = new BoxKernels();
  private final @Nullable Nd4jBoxes nd4j;
  private final OpenCvSuppression openCv;
  private final OnnxSuppression onnx;
  private final Integer[] byRank;

  Suppressions(PageBoxes page) {
    this.page = page;
    this.oneClass = new int[page.count];
    this.nd4j = Rivals.hasNd4j() ? new Nd4jBoxes(page.boxes, page.count) : null;
    this.openCv = new OpenCvSuppression(page.boxes, page.confidences, page.count, (float) SAME);
    this.onnx = new OnnxSuppression(page.floats(), page.confidences, page.count, (float) SAME);
    this.byRank = new Integer[page.count];
    for (int i = 0; i < page.count; i++) {
      byRank[i] = i;
    }
    Arrays.sort(byRank, Comparator.comparingDouble(i -> -page.confidences[i]));
  }

  /** The arms that run on this platform. */
  static List<Arm> arms() {
    return Arrays.stream(Arm.values()).filter(arm -> arm != Arm.ND4J || Rivals.hasNd4j()).toList();
  }

  /** Checks that all arms keep the same boxes. */
  void requireAlike() throws InterruptedException {
    List<Arm> twoThresholds = new ArrayList<>(arms());
    twoThresholds.removeIf(Arm::isOneClass);
    Arms.requireAlike(twoThresholds, this::kept);
    List<Arm> one = new ArrayList<>(arms());
    one.removeIf(arm -> !arm.isOneClass());
    Arms.requireAlike(one, this::kept);
  }

  private List<Integer> kept(Arm arm) throws InterruptedException {
    int size = run(arm);
    int[] kept =
        switch (arm) {
          case OURS, OURS_ONE_CLASS -> kernels.kept(size);
          case PLAIN_LOOP -> plain(page.classes, OTHER, 1);
          case PLAIN_LOOP_ONE_CLASS -> plain(oneClass, SAME, 0);
          case ND4J -> matrix();
          case OPENCV_ONE_CLASS -> openCv.run();
          case ONNX_RUNTIME_ONE_CLASS -> onnx.run();
        };
    return Arrays.stream(kept).sorted().boxed().toList();
  }

  /** Runs one arm; returns how many boxes stay. */
  int run(Arm arm) throws InterruptedException {
    return switch (arm) {
      case OURS ->
          kernels.suppress(page.boxes, page.classes, page.confidences, page.count, SAME, OTHER, 1);
      case OURS_ONE_CLASS ->
          kernels.suppress(page.boxes, oneClass, page.confidences, page.count, SAME, SAME, 0);
      case PLAIN_LOOP -> plain(page.classes, OTHER, 1).length;
      case PLAIN_LOOP_ONE_CLASS -> plain(oneClass, SAME, 0).length;
      case ND4J -> matrix().length;
      case OPENCV_ONE_CLASS -> openCv.run().length;
      case ONNX_RUNTIME_ONE_CLASS -> onnx.run().length;
    };
  }

  private int[] plain(int[] classes, double other, double margin) {
    return ReferenceSuppression.keep(
        page.boxes, classes, page.confidences, page.count, SAME, other, margin);
  }

  /** Greedy over a matrix; the order by confidence is made beforehand. */
  private int[] matrix() {
    float[] iou = nd4j().iou(1);
    int count = page.count;
    boolean[] isDropped = new boolean[count];
    int[] kept = new int[count];
    int size = 0;
    for (int p = 0; p < count; p++) {
      int i = byRank[p];
      if (isDropped[i]) {
        continue;
      }
      kept[size++] = i;
      for (int j = 0; j < count; j++) {
        double limit = page.classes[i] == page.classes[j] ? SAME : OTHER;
        isDropped[j] |= iou[i * count + j] >= limit;
      }
    }
    return Arrays.copyOf(kept, size);
  }

  private Nd4jBoxes nd4j() {
    return Objects.requireNonNull(nd4j, "ND4J does not run here");
  }

  @Override
  public void close() {
    openCv.close();
    onnx.close();
  }
}
