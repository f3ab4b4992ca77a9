package io.glyphflow.onnx.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glyphflow.core.internal.opencv.OpenCv;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.RotatedRect;
import org.bytedeco.opencv.opencv_core.Size2f;
import org.junit.jupiter.api.Test;

class LineShapesTest {

  @Test
  void gather_nothingMarked_findsNothing() {
    LineShapes shapes = new LineShapes();
    shapes.nextRow();
    shapes.nextRow();

    assertThat(shapes.gather(1, 10)).isZero();
  }

  @Test
  void gather_cornersThatTouch_areOneShape() {
    assertThat(boxes(1, 10, "##..", "..##", "##..", "....")).hasSize(1);
    assertThat(boxes(1, 10, "##..", "....", "..##")).hasSize(2);
    assertThat(boxes(1, 10, "#.#.#", "#.#.#", "#####")).hasSize(1);
    assertThat(boxes(1, 10, "#####", "#.#.#", "#.#.#")).hasSize(1);
  }

  @Test
  void gather_ring_hasNoShapeForItsHoleButOneForWhatIsInside() {
    List<RotatedBox> boxes = boxes(1, 10, "#######", "#.....#", "#.###.#", "#.....#", "#######");

    assertThat(boxes)
        .containsExactly(new RotatedBox(3, 2, 1, 0, 3, 2), new RotatedBox(3, 2, 1, 0, 1, 0));
  }

  @Test
  void gather_moreThanWanted_keepsTheLargestAndCountsTheRest() {
    LineShapes shapes = shapes("##..#..###", "##.....###", "..........", "##........");

    assertThat(shapes.gather(1, 2)).isEqualTo(2);
    assertThat(shapes.cut()).isEqualTo(2);
    assertThat(shapes.box(0)).isEqualTo(new RotatedBox(0.5, 0.5, 1, 0, 0.5, 0.5));
    assertThat(shapes.box(1)).isEqualTo(new RotatedBox(8, 0.5, 1, 0, 1, 0.5));
  }

  @Test
  void gather_equallyLarge_keepsTheFirst() {
    LineShapes shapes = shapes("#.#.#.#");

    assertThat(shapes.gather(1, 3)).isEqualTo(3);
    assertThat(shapes.cut()).isEqualTo(1);
    assertThat(shapes.box(2).x()).isEqualTo(4);
  }

  @Property(tries = 300)
  void gather_anyMap_equalsFloodFillAndOpenCv(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 33) int width,
      @ForAll @IntRange(min = 1, max = 33) int height,
      @ForAll @DoubleRange(min = 0.02, max = 0.98) double density,
      @ForAll @IntRange(min = 1, max = 4) int shortest) {
    Random random = new Random(seed);
    String[] rows = new String[height];
    for (int y = 0; y < height; y++) {
      StringBuilder row = new StringBuilder();
      for (int x = 0; x < width; x++) {
        row.append(random.nextDouble() < density ? '#' : '.');
      }
      rows[y] = row.toString();
    }

    double[] areas = boxes(shortest, 10_000, rows).stream().mapToDouble(RotatedBox::area).toArray();

    double[] expected = ReferenceShapes.areas(rows, shortest);
    assertThat(areas).hasSameSizeAs(expected);
    for (int i = 0; i < areas.length; i++) {
      assertThat(areas[i]).as("shape %d", i).isCloseTo(expected[i], within(1e-3 * (1 + areas[i])));
    }
  }

  private static List<RotatedBox> boxes(int shortest, int most, String... rows) {
    LineShapes shapes = shapes(rows);
    List<RotatedBox> boxes = new ArrayList<>();
    int count = shapes.gather(shortest, most);
    for (int i = 0; i < count; i++) {
      boxes.add(shapes.box(i));
    }
    return boxes;
  }

  private static LineShapes shapes(String... rows) {
    LineShapes shapes = new LineShapes();
    for (String row : rows) {
      shapes.nextRow();
      for (int x = 0; x < row.length(); x++) {
        int start = x;
        while (x < row.length() && row.charAt(x) == '#') {
          x++;
        }
        if (x > start) {
          shapes.add(start, x);
        }
      }
    }
    return shapes;
  }

  /** Flood fill, and OpenCV's rectangle around all pixels. */
  private static final class ReferenceShapes {

    static double[] areas(String[] rows, int shortest) {
      OpenCv.load();
      boolean[][] isSeen = new boolean[rows.length][rows[0].length()];
      List<Double> areas = new ArrayList<>();
      for (int y = 0; y < rows.length; y++) {
        for (int x = 0; x < rows[y].length(); x++) {
          if (rows[y].charAt(x) == '#' && !isSeen[y][x]) {
            List<int[]> pixels = fill(rows, isSeen, x, y);
            if (span(pixels, 0) >= shortest && span(pixels, 1) >= shortest) {
              areas.add(area(pixels));
            }
          }
        }
      }
      return areas.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static int span(List<int[]> pixels, int axis) {
      int[] values = pixels.stream().mapToInt(pixel -> pixel[axis]).toArray();
      return Arrays.stream(values).max().orElseThrow()
          - Arrays.stream(values).min().orElseThrow()
          + 1;
    }

    private static List<int[]> fill(String[] rows, boolean[][] isSeen, int left, int top) {
      List<int[]> pixels = new ArrayList<>();
      Deque<int[]> open = new ArrayDeque<>();
      open.add(new int[] {left, top});
      isSeen[top][left] = true;
      while (!open.isEmpty()) {
        int[] at = open.poll();
        pixels.add(at);
        for (int y = Math.max(0, at[1] - 1); y <= Math.min(rows.length - 1, at[1] + 1); y++) {
          for (int x = Math.max(0, at[0] - 1);
              x <= Math.min(rows[0].length() - 1, at[0] + 1);
              x++) {
            if (rows[y].charAt(x) == '#' && !isSeen[y][x]) {
              isSeen[y][x] = true;
              open.add(new int[] {x, y});
            }
          }
        }
      }
      return pixels;
    }

    private static double area(List<int[]> pixels) {
      int[] values = pixels.stream().flatMapToInt(Arrays::stream).toArray();
      try (IntPointer pointer = new IntPointer(values);
          Mat points = new Mat(pixels.size(), 1, opencv_core.CV_32SC2, pointer);
          RotatedRect box = opencv_imgproc.minAreaRect(points);
          Size2f size = box.size()) {
        return (double) size.width() * size.height();
      }
    }
  }
}
