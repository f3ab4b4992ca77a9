package io.glyphflow.bench;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.ImageEncoder;
import io.glyphflow.core.image.ImageLimits;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.image.TensorSpec;
import io.glyphflow.core.image.TensorWriter;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;

/** OPT-002: A4 in color at 300 dpi as the input of a layout detector, 800 x 800. */
public final class Preparation implements AutoCloseable {

  /** What there is of the page. */
  public enum From {
    /** Its pixels: it was decoded for other reasons too. */
    PIXELS,
    /** A JPEG of quality 90, of which nothing but the tensor is wanted. */
    BYTES
  }

  /** The ways. */
  public enum Arm {
    /** {@code javax.imageio}, {@code Graphics2D}, and a loop over the pixels. */
    JAVA_LOOPS,
    /** OpenCV, one step after the other, each with a matrix of its own. */
    OPENCV_STEPS,
    /** {@link TensorWriter}. */
    FUSED
  }

  static final int SIDE = 800;

  private final From from;
  private final BufferedImage picture = ScannedPage.picture();
  private final PageImage page = ScannedPage.image();
  private final byte[] file;
  private final ByteBuffer direct;
  private final TensorWriter writer =
      new TensorWriter(TensorSpec.builder(new Size(SIDE, SIDE)).build());
  private final FloatBuffer target =
      ByteBuffer.allocateDirect(Float.BYTES * writer.spec().values())
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer();

  Preparation(From from) {
    ImageIO.setUseCache(false);
    this.from = from;
    this.file = ImageEncoder.jpeg(90).encode(page);
    this.direct = ByteBuffer.allocateDirect(file.length).put(file).flip();
  }

  /** One page; the tensor is used again for the next. */
  FloatBuffer run(Arm arm) {
    target.clear();
    switch (arm) {
      case JAVA_LOOPS -> javaLoops();
      case OPENCV_STEPS -> openCvSteps();
      case FUSED -> {
        var unused =
            from == From.PIXELS
                ? writer.write(page, target)
                : writer.write(direct, ImageLimits.defaults(), target);
      }
    }
    return target.flip();
  }

  private void javaLoops() {
    BufferedImage small = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    var unused = graphics.drawImage(from == From.PIXELS ? picture : read(), 0, 0, SIDE, SIDE, null);
    graphics.dispose();
    int[] pixels = ((DataBufferInt) small.getRaster().getDataBuffer()).getData();
    float[] values = new float[3 * SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      values[i] = (pixels[i] >> 16 & 0xff) / 255f;
      values[i + SIDE * SIDE] = (pixels[i] >> 8 & 0xff) / 255f;
      values[i + 2 * SIDE * SIDE] = (pixels[i] & 0xff) / 255f;
    }
    target.put(values);
  }

  private BufferedImage read() {
    try {
      return ImageIO.read(new ByteArrayInputStream(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void openCvSteps() {
    try (Mat pixels = from == From.PIXELS ? matrix() : decoded();
        Mat small = new Mat();
        Mat rgb = new Mat();
        Mat numbers = new Mat();
        MatVector planes = new MatVector();
        org.bytedeco.opencv.opencv_core.Size size =
            new org.bytedeco.opencv.opencv_core.Size(SIDE, SIDE)) {
      opencv_imgproc.resize(pixels, small, size, 0, 0, opencv_imgproc.INTER_LINEAR);
      opencv_imgproc.cvtColor(small, rgb, opencv_imgproc.COLOR_BGR2RGB);
      rgb.convertTo(numbers, opencv_core.CV_32F, 1 / 255.0, 0);
      opencv_core.split(numbers, planes);
      for (int i = 0; i < 3; i++) {
        try (Mat plane = planes.get(i)) {
          target.put(plane.<FloatBuffer>createBuffer());
        }
      }
    }
  }

  private Mat matrix() {
    BytePointer pixels = new BytePointer(page.pixels());
    return new Mat(page.size().height(), page.size().width(), opencv_core.CV_8UC3, pixels);
  }

  private Mat decoded() {
    try (BytePointer bytes = new BytePointer(direct);
        Mat encoded = new Mat(1, file.length, opencv_core.CV_8UC1, bytes)) {
      return opencv_imgcodecs.imdecode(encoded, opencv_imgcodecs.IMREAD_COLOR);
    }
  }

  /**
   * From pixels, OpenCV's steps give the same numbers; the JDK picks neighbors of its own, and a
   * page that is decoded smaller is smoother: on average these differ by less than 6 levels.
   */
  void requireAlike() {
    FloatBuffer expected = copy(run(Arm.OPENCV_STEPS));
    double same = meanDifference(expected, run(Arm.FUSED));
    double near = meanDifference(expected, run(Arm.JAVA_LOOPS));
    if (same > (from == From.PIXELS ? 1e-6 : 6 / 255.0) || near > 6 / 255.0) {
      throw new IllegalStateException(
          from + ": fused differs by " + same + ", Java loops by " + near + " on average");
    }
  }

  private static FloatBuffer copy(FloatBuffer values) {
    return FloatBuffer.allocate(values.remaining()).put(values).flip();
  }

  private static double meanDifference(FloatBuffer one, FloatBuffer other) {
    double sum = 0;
    for (int i = 0; i < one.limit(); i++) {
      sum += Math.abs(one.get(i) - other.get(i));
    }
    return sum / one.limit();
  }

  @Override
  public void close() {
    writer.close();
    page.close();
  }
}
