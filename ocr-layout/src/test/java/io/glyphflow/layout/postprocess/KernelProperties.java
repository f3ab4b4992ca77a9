package io.glyphflow.layout.postprocess;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.testkit.reference.ReferenceContainment;
import io.glyphflow.testkit.reference.ReferenceSuppression;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Kernels answer as the plain loops do, whatever the boxes are. */
class KernelProperties {

  private static final int CLASSES = 5;

  /** One for all tries, so that what one call leaves behind meets the next. */
  private final Workspace space = new Workspace();

  @Provide
  Arbitrary<Integer> sizes() {
    return Arbitraries.of(0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 64, 100, 257);
  }

  @Property(tries = 600)
  void suppression_anyBoxes_equalsPlainLoop(
      @ForAll("sizes") int count, @ForAll long seed, @ForAll Boxes.Shape shape) {
    suppress(count, seed, shape);
  }

  @Property(tries = 4)
  void suppression_moreThanAMatrixHolds_equalsPlainLoop(
      @ForAll long seed, @ForAll Boxes.Shape shape) {
    suppress(Workspace.MAX_MATRIX + 3, seed, shape);
  }

  private void suppress(int count, long seed, Boxes.Shape shape) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] boxes = Boxes.of(shape, count, random);
    int[] classes = random.ints(count, 0, CLASSES).toArray();
    // Descending, with ties, as the facade hands them over.
    float[] confidences = new float[count];
    for (int i = 0; i < count; i++) {
      confidences[i] = 1 - 1e-4f * Math.floorDiv(i, 3);
    }
    double same = random.nextBoolean() ? 0.6 : random.nextDouble(0.05, 1);
    double other = random.nextBoolean() ? 0.98 : random.nextDouble(0.05, 1);
    double margin = random.nextInt(2);
    space.reserve(count);
    int size = Suppression.keep(boxes, classes, count, same, other, margin, space, space.kept);
    assertThat(Arrays.copyOf(space.kept, size))
        .isEqualTo(
            ReferenceSuppression.keep(boxes, classes, confidences, count, same, other, margin));
  }

  @Property(tries = 1500)
  void containment_anyBoxes_equalsPlainLoop(
      @ForAll("sizes") int count, @ForAll long seed, @ForAll Boxes.Shape shape) {
    contain(count, seed, shape);
  }

  @Property(tries = 4)
  void containment_moreThanAMatrixHolds_equalsPlainLoop(
      @ForAll long seed, @ForAll Boxes.Shape shape) {
    contain(Workspace.MAX_MATRIX + 3, seed, shape);
  }

  private void contain(int count, long seed, Boxes.Shape shape) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] boxes = Boxes.of(shape, count, random);
    int[] classes = random.ints(count, 0, CLASSES).toArray();
    boolean asOne = random.nextBoolean();
    int[] modes = random.ints(CLASSES, 0, 3).toArray();
    if (asOne) {
      Arrays.fill(modes, random.nextInt(3));
    }
    boolean[] preserved = new boolean[CLASSES];
    for (int c = 0; c < CLASSES; c++) {
      preserved[c] = random.nextInt(3) == 0;
    }
    int[] traits = new int[count];
    for (int i = 0; i < count; i++) {
      traits[i] = modes[classes[i]] | (preserved[classes[i]] ? Containment.PRESERVED : 0);
    }
    double share = random.nextBoolean() ? 0.8 : random.nextDouble(0.05, 1);
    boolean mended = random.nextBoolean();
    space.reserve(count);
    int size =
        Containment.keep(boxes, classes, traits, count, share, asOne, mended, space, space.kept);
    assertThat(Arrays.copyOf(space.kept, size))
        .isEqualTo(
            ReferenceContainment.keep(
                boxes, classes, count, modes, preserved, share, asOne, mended));
  }
}
