package io.glyphflow.bench;

import io.glyphflow.layout.postprocess.BoxKernels;
import io.glyphflow.testkit.reference.ReferenceContainment;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Boxes of a page that lie inside others, all classes alike. Not thread-safe. */
public final class Containments {

  private static final double SHARE = 0.8;
  private static final int[] LARGE = modes();
  private static final boolean[] NONE = new boolean[PageBoxes.CLASSES];

  /** Ways to find them. */
  public enum Arm {
    OURS,
    PLAIN_LOOP,
    /** A matrix by broadcasting, and a loop over it. */
    ND4J
  }

  private final PageBoxes page;
  private final BoxKernels kernels = new BoxKernels();
  private final @Nullable Nd4jBoxes nd4j;

  Containments(PageBoxes page) {
    this.page = page;
    this.nd4j = Rivals.hasNd4j() ? new Nd4jBoxes(page.boxes, page.count) : null;
  }

  private static int[] modes() {
    int[] modes = new int[PageBoxes.CLASSES];
    Arrays.fill(modes, ReferenceContainment.LARGE);
    return modes;
  }

  /** The arms that run on this platform. */
  static List<Arm> arms() {
    return Rivals.hasNd4j() ? List.of(Arm.values()) : List.of(Arm.OURS, Arm.PLAIN_LOOP);
  }

  /** Checks that all arms keep the same boxes. */
  void requireAlike() throws InterruptedException {
    Arms.requireAlike(
        arms(),
        arm -> {
          int size = run(arm);
          int[] kept =
              switch (arm) {
                case OURS -> kernels.kept(size);
                case PLAIN_LOOP -> plain();
                case ND4J -> matrix();
              };
          return Arrays.stream(kept).boxed().toList();
        });
  }

  /** Runs one arm; returns how many boxes stay. */
  int run(Arm arm) {
    return switch (arm) {
      case OURS -> kernels.contain(page.boxes, page.classes, page.count, SHARE);
      case PLAIN_LOOP -> plain().length;
      case ND4J -> matrix().length;
    };
  }

  private int[] plain() {
    return ReferenceContainment.keep(
        page.boxes, page.classes, page.count, LARGE, NONE, SHARE, true, false);
  }

  private int[] matrix() {
    float[] share = Objects.requireNonNull(nd4j, "ND4J does not run here").share();
    int count = page.count;
    int[] kept = new int[count];
    int size = 0;
    for (int i = 0; i < count; i++) {
      boolean isInside = false;
      for (int j = 0; j < count; j++) {
        isInside |= i != j && share[i * count + j] >= SHARE;
      }
      if (!isInside) {
        kept[size++] = i;
      }
    }
    return Arrays.copyOf(kept, size);
  }
}
