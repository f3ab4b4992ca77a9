package io.glyphflow.layout;

import io.glyphflow.core.geometry.BoundingBox;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * How much darker letters are than what is right around them: print is by far, the grain of wood
 * and the weave of cloth are not, though both become ink where light is even.
 */
final class Contrast {

  /** Letters that are looked at in a block. */
  private static final int SAMPLES = 15;

  /** Print is fainter than so much of the page's usual print only if it is clearly letters. */
  private static final double FAINT = 0.45;

  private static final int FEWEST_LETTERS = 8;

  private final Mat gray;
  private final Frame frame;
  private final double scale;

  /**
   * For one page.
   *
   * @param gray the work image before it is turned, dark on light; must stay open
   * @param frame of the same work image
   * @param scale pixels of the work image for each of the page
   */
  Contrast(Mat gray, Frame frame, double scale) {
    this.gray = gray;
    this.frame = frame;
    this.scale = scale;
  }

  /**
   * Removes blocks that are faint against the usual print and do not look like lines of letters.
   */
  void dropFaint(List<Block> blocks) {
    IdentityHashMap<Block, Double> contrasts = new IdentityHashMap<>();
    List<Double> all = new ArrayList<>();
    for (Block block : blocks) {
      double contrast = of(block);
      contrasts.put(block, contrast);
      all.addAll(Collections.nCopies(block.letters(), contrast));
    }
    if (all.isEmpty()) {
      return;
    }
    all.sort(null);
    double usual = all.get(all.size() / 2);
    blocks.removeIf(
        block -> {
          boolean isSure =
              block.letters() >= FEWEST_LETTERS
                  && block.letters() >= 5 * block.lines().size()
                  && block.regularity() >= 0.7;
          return contrasts.getOrDefault(block, usual) < FAINT * usual && !isSure;
        });
  }

  /** The contrast of the usual letter of a block: 0 for none, 1 for black on white. */
  double of(Block block) {
    List<Component> letters =
        block.lines().stream().flatMap(line -> line.letters().stream()).toList();
    int step = (letters.size() + SAMPLES - 1) / SAMPLES;
    int[] percent = new int[(letters.size() + step - 1) / step];
    for (int i = 0; i < percent.length; i++) {
      percent[i] = (int) (100 * of(letters.get(i * step).box()));
    }
    return Components.quantile(percent, 0.5) / 100.0;
  }

  private double of(Box letter) {
    BoundingBox box = frame.box(letter.grow(1, 1));
    int left = Math.clamp((int) (box.left() * scale), 0, gray.cols() - 1);
    int top = Math.clamp((int) (box.top() * scale), 0, gray.rows() - 1);
    int right = Math.clamp((int) Math.ceil(box.right() * scale), left + 1, gray.cols());
    int bottom = Math.clamp((int) Math.ceil(box.bottom() * scale), top + 1, gray.rows());
    try (Rect rect = new Rect(left, top, right - left, bottom - top);
        Mat part = new Mat(gray, rect);
        DoublePointer least = new DoublePointer(1);
        DoublePointer most = new DoublePointer(1)) {
      opencv_core.minMaxLoc(part, least, most, null, null, null);
      return 1 - least.get() / Math.max(1, most.get());
    }
  }
}
