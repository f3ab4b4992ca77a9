package io.glyphflow.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.image.TensorPlacement;
import io.glyphflow.core.image.TensorSpec;
import io.glyphflow.core.image.TensorWriter;
import io.glyphflow.layout.contract.Adapter;
import io.glyphflow.layout.contract.Answer;
import io.glyphflow.layout.contract.Values;
import io.glyphflow.layout.postprocess.Detections;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Boxes of the page, put into the tensor by the formulas of the families' own tools, come back. */
class LetterboxProperties {

  private static final double PIXELS = 1e-3;

  @Property(tries = 300)
  void yolov10_centeredLetterbox_comesBack(
      @ForAll @IntRange(min = 8, max = 5000) int width,
      @ForAll @IntRange(min = 8, max = 5000) int height,
      @ForAll @IntRange(min = 1, max = 50) int side32,
      @ForAll @DoubleRange(max = 1) double x,
      @ForAll @DoubleRange(max = 1) double y) {
    Size tensor = new Size(32 * side32, 32 * side32);
    Size page = new Size(width, height);
    // Ultralytics' LetterBox: the new size rounded as Python does, halves of the rest rounded so
    double gain = Math.min(tensor.width() / (double) width, tensor.height() / (double) height);
    int newWidth = (int) Math.max(1, Math.rint(width * gain));
    int newHeight = (int) Math.max(1, Math.rint(height * gain));
    long left = Math.round((tensor.width() - newWidth) / 2.0 - 0.1);
    long top = Math.round((tensor.height() - newHeight) / 2.0 - 0.1);
    BoundingBox box = box(page, x, y);
    float[] row = {
      (float) (box.left() * newWidth / width + left),
      (float) (box.top() * newHeight / height + top),
      (float) (box.right() * newWidth / width + left),
      (float) (box.bottom() * newHeight / height + top),
      1,
      0
    };
    check(DetectorContract.YOLO_V10, page, tensor, new long[] {1, 1, 6}, row, box);
  }

  @Property(tries = 300)
  void yolox_letterboxAtTheTopLeft_comesBack(
      @ForAll @IntRange(min = 8, max = 5000) int width,
      @ForAll @IntRange(min = 8, max = 5000) int height,
      @ForAll @DoubleRange(max = 1) double x,
      @ForAll @DoubleRange(max = 1) double y) {
    Size tensor = new Size(32, 32);
    Size page = new Size(width, height);
    double gain = Math.min(32.0 / width, 32.0 / height);
    double scaleX = Math.max(1, Math.rint(width * gain)) / width;
    double scaleY = Math.max(1, Math.rint(height * gain)) / height;
    BoundingBox box = box(page, x, y);
    float[] cells = new float[21 * 6];
    int cell = 20 * 6; // the one of stride 32
    cells[cell] = (float) (box.center().x() * scaleX / 32);
    cells[cell + 1] = (float) (box.center().y() * scaleY / 32);
    cells[cell + 2] = (float) Math.log(box.width() * scaleX / 32);
    cells[cell + 3] = (float) Math.log(box.height() * scaleY / 32);
    cells[cell + 4] = 1;
    cells[cell + 5] = 1;
    check(DetectorContract.YOLOX, page, tensor, new long[] {1, 21, 6}, cells, box);
  }

  @Property(tries = 300)
  void rtDetr_stretched_comesBack(
      @ForAll @IntRange(min = 8, max = 5000) int width,
      @ForAll @IntRange(min = 8, max = 5000) int height,
      @ForAll @DoubleRange(max = 1) double x,
      @ForAll @DoubleRange(max = 1) double y) {
    Size page = new Size(width, height);
    BoundingBox box = box(page, x, y);
    float[] normalized = {
      (float) (box.center().x() / width),
      (float) (box.center().y() / height),
      (float) (box.width() / width),
      (float) (box.height() / height)
    };
    check(DetectorContract.RT_DETR, page, new Size(640, 640), null, normalized, box);
  }

  private static BoundingBox box(Size page, double x, double y) {
    double width = page.width() * (0.1 + 0.5 * y);
    double height = page.height() * (0.1 + 0.5 * x);
    return BoundingBox.ofSize(
        (page.width() - width) * x, (page.height() - height) * y, width, height);
  }

  private static void check(
      DetectorContract contract,
      Size page,
      Size tensor,
      long @org.jspecify.annotations.Nullable [] shape,
      float[] values,
      BoundingBox expected) {
    Adapter adapter = contract.adapter();
    TensorPlacement placement = placement(adapter.spec(tensor), page);
    List<Values> outputs =
        shape != null
            ? List.of(new Values("output", shape, () -> FloatBuffer.wrap(values)))
            : List.of(
                new Values("logits", new long[] {1, 1, 1}, () -> FloatBuffer.wrap(new float[] {9})),
                new Values("pred_boxes", new long[] {1, 1, 4}, () -> FloatBuffer.wrap(values)));
    Detections found =
        adapter
            .decode(
                new Answer("test", outputs),
                new Adapter.Batch(List.of(placement), 1, tensor, false, 1))
            .getFirst();
    assertThat(found.count()).isEqualTo(1);
    // a float has 24 bits: of 5000 pixels 0.0003, and what went in was rounded to one as well
    double tolerance = Math.max(PIXELS, 2.5e-7 * Math.max(tensor.width(), 32) / placement.scaleX());
    assertThat((double) found.boxes()[0]).isCloseTo(expected.left(), within(tolerance));
    assertThat((double) found.boxes()[1]).isCloseTo(expected.top(), within(tolerance));
    assertThat((double) found.boxes()[2]).isCloseTo(expected.right(), within(tolerance));
    assertThat((double) found.boxes()[3]).isCloseTo(expected.bottom(), within(tolerance));
  }

  /** As the writer says it lies, which is where it really writes it. */
  private static TensorPlacement placement(TensorSpec spec, Size page) {
    FloatBuffer target =
        ByteBuffer.allocateDirect(4 * spec.values()).order(ByteOrder.nativeOrder()).asFloatBuffer();
    try (TensorWriter writer = new TensorWriter(spec);
        PageImage image = PageImage.allocate(page, PageImage.Format.GRAY8)) {
      return writer.write(image, target);
    }
  }
}
