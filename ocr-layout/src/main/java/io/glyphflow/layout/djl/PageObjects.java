package io.glyphflow.layout.djl;

import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.modality.cv.output.DetectedObjects;
import ai.djl.modality.cv.output.Rectangle;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.layout.LabelMap;
import io.glyphflow.layout.postprocess.Detections;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Pages for DJL, and what it found on them. Immutable, thread-safe. */
final class PageObjects {

  private final Map<String, Integer> classes = new HashMap<>();

  PageObjects(LabelMap labels) {
    for (int i = 0; i < labels.size(); i++) {
      classes.putIfAbsent(labels.label(i), i);
    }
  }

  /** By pixels, as every factory of DJL takes them, whatever library it is over. */
  static Image image(PageImage page) {
    int width = page.size().width();
    int height = page.size().height();
    int[] colors = new int[Math.multiplyExact(width, height)];
    ByteBuffer pixels = page.pixels();
    boolean isGray = page.format() == PageImage.Format.GRAY8;
    int bytes = page.format().bytesPerPixel();
    for (int y = 0; y < height; y++) {
      int from = y * page.rowStride();
      for (int x = 0; x < width; x++) {
        int at = from + bytes * x;
        int blue = pixels.get(at) & 0xff;
        int green = isGray ? blue : pixels.get(at + 1) & 0xff;
        int red = isGray ? blue : pixels.get(at + 2) & 0xff;
        colors[y * width + x] = 0xff000000 | red << 16 | green << 8 | blue;
      }
    }
    return ImageFactory.getInstance().fromPixels(colors, width, height);
  }

  /**
   * Boxes in page pixels.
   *
   * @throws PermanentOcrException with {@code LAYOUT} if a class is not among the labels
   */
  Detections detections(DetectedObjects found, Size page) {
    int count = found.getNumberOfObjects();
    float[] boxes = new float[4 * count];
    int[] numbers = new int[count];
    float[] confidences = new float[count];
    for (int i = 0; i < count; i++) {
      DetectedObjects.DetectedObject object = found.item(i);
      Rectangle box = object.getBoundingBox().getBounds();
      boxes[4 * i] = (float) (box.getX() * page.width());
      boxes[4 * i + 1] = (float) (box.getY() * page.height());
      boxes[4 * i + 2] = (float) ((box.getX() + box.getWidth()) * page.width());
      boxes[4 * i + 3] = (float) ((box.getY() + box.getHeight()) * page.height());
      numbers[i] = number(object.getClassName());
      confidences[i] = (float) object.getProbability();
    }
    return new Detections(count, boxes, numbers, confidences, null, null);
  }

  private int number(String name) {
    Integer number = classes.get(name);
    if (number == null) {
      throw new PermanentOcrException(
          FailureCategory.LAYOUT,
          "DJL predictor: class \"" + name + "\", must be one of " + classes.keySet());
    }
    return number;
  }
}
