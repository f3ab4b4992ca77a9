package io.glyphflow.onnx.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Puts lines of like width together. The width that a line is padded to depends on the line alone,
 * and only lines padded to the same width share a batch: so an answer is that of the line alone,
 * whatever else is read with it. Steps between these widths are an eighth at most from 256 columns
 * on, 32 columns below.
 */
final class LineWidths {

  private static final int SMALL_STEP = 32;

  /** Columns of the model's input that are left empty at least, as a margin. */
  private static final int MARGIN = 16;

  private LineWidths() {}

  /** The width of a picture in the model's height: {@code ceil(height * w / h)}. */
  static int natural(int height, int pictureWidth, int pictureHeight) {
    return (int) ((height * (long) pictureWidth + pictureHeight - 1) / pictureHeight);
  }

  /**
   * The width that a line is padded to.
   *
   * @param width of the line in the model's height
   * @param least of all lines
   * @param most of all lines; {@code width} is not larger
   */
  static int padded(int width, int least, int most) {
    int wanted = width + MARGIN;
    int step = Math.max(SMALL_STEP, Integer.highestOneBit(wanted) / 8);
    int rounded = (wanted + step - 1) / step * step;
    return Math.min(Math.max(rounded, least), Math.max(most, width));
  }

  /**
   * Batches of lines that are padded to the same width.
   *
   * @param padded the width of each line
   * @param batch lines of a batch at most
   * @return numbers of lines, narrow ones first
   */
  static List<int[]> batches(int[] padded, int batch) {
    List<Integer> order = new ArrayList<>(padded.length);
    for (int i = 0; i < padded.length; i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingInt(i -> padded[i]));
    List<int[]> batches = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= order.size(); i++) {
      boolean isEnd =
          i == order.size() || i - from == batch || padded[order.get(i)] != padded[order.get(from)];
      if (isEnd) {
        batches.add(order.subList(from, i).stream().mapToInt(Integer::intValue).toArray());
        from = i;
      }
    }
    return batches;
  }
}
