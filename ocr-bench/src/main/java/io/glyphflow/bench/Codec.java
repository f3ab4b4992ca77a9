package io.glyphflow.bench;

import io.glyphflow.core.image.EncodedImage;
import io.glyphflow.core.image.ImageEncoder;
import io.glyphflow.core.image.PageImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A4 at 300 dpi in color, decoded and encoded by us and by the JDK. */
public final class Codec implements AutoCloseable {

  /** What is done. */
  public enum Task {
    /** Quality 90. */
    DECODE_JPEG,
    /** Any compression. */
    DECODE_PNG,
    /** Quality 90. */
    ENCODE_JPEG,
    /** The default of each. */
    ENCODE_PNG;

    boolean isDecoding() {
      return this == DECODE_JPEG || this == DECODE_PNG;
    }

    boolean isJpeg() {
      return this == DECODE_JPEG || this == ENCODE_JPEG;
    }
  }

  /** Who does it. */
  public enum Arm {
    /** {@code javax.imageio}. */
    JDK,
    /** {@link PageImage#decode} and {@link ImageEncoder}. */
    OURS
  }

  private static final int QUALITY = 90;

  private final Task task;
  private final BufferedImage picture = ScannedPage.picture();
  private final PageImage image = ScannedPage.image();
  private final ImageEncoder encoder;
  private final EncodedImage encoded = new EncodedImage();
  private final byte[] file;
  private final ByteBuffer direct;

  Codec(Task task) {
    ImageIO.setUseCache(false);
    this.task = task;
    this.encoder = task.isJpeg() ? ImageEncoder.jpeg(QUALITY) : ImageEncoder.png();
    this.file = encoder.encode(image);
    this.direct = ByteBuffer.allocateDirect(file.length).put(file).flip();
  }

  /** Does it; the answer is the number of pixels or bytes that came out. */
  long run(Arm arm) {
    return switch (arm) {
      case JDK -> task.isDecoding() ? decodedByJdk().getWidth() : encodedByJdk().length;
      case OURS -> ours();
    };
  }

  private long ours() {
    if (task.isDecoding()) {
      try (PageImage decoded = PageImage.decode(direct)) {
        return decoded.size().width();
      }
    }
    encoder.encode(image, image.size(), encoded);
    return encoded.length();
  }

  private BufferedImage decodedByJdk() {
    try {
      return ImageIO.read(new ByteArrayInputStream(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] encodedByJdk() {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(task.isJpeg() ? "jpg" : "png").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4 << 20);
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (task.isJpeg()) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(QUALITY / 100f);
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /**
   * Decoded pictures are the same, for JPEG within 2 levels; encoded ones decode to what went in,
   * for JPEG within 6 levels on average, as edges of color are blurred.
   */
  void requireAlike() {
    if (task.isDecoding()) {
      try (PageImage decoded = PageImage.decode(direct)) {
        requireNear(decoded, PageImage.from(decodedByJdk(), 0), task.isJpeg() ? 2 : 0, 2);
      }
      return;
    }
    for (byte[] each : new byte[][] {encoder.encode(image), encodedByJdk()}) {
      try (PageImage decoded = PageImage.decode(ByteBuffer.wrap(each))) {
        requireNear(decoded, image, task.isJpeg() ? 255 : 0, 6);
      }
    }
  }

  private void requireNear(PageImage actual, PageImage expected, int most, double mean) {
    ByteBuffer a = actual.pixels();
    ByteBuffer b = expected.pixels();
    long sum = 0;
    int worst = 0;
    for (int i = 0; i < a.capacity(); i++) {
      int difference = Math.abs((a.get(i) & 0xff) - (b.get(i) & 0xff));
      worst = Math.max(worst, difference);
      sum += difference;
    }
    if (worst > most || sum > mean * a.capacity()) {
      throw new IllegalStateException(
          task + ": differs by " + worst + " levels, by " + (double) sum / a.capacity() + " mean");
    }
  }

  @Override
  public void close() {
    encoded.close();
    image.close();
  }
}
