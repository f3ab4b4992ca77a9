package io.glyphflow.core.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import org.jspecify.annotations.Nullable;

/** Decodes with {@code javax.imageio}, to the heap. */
final class JdkDecoder {

  private static final int CHECK_STEP = 64;

  private JdkDecoder() {}

  /** What to do with a reader that has its input. */
  private interface Reading<T> {
    T apply(ImageReader reader) throws IOException;
  }

  /** A picture, pixels as stored. */
  static PageImage decode(ByteBuffer encoded, int frame, double dpi) {
    BufferedImage picture = read(encoded, reader -> reader.read(frame));
    return PageImage.from(picture, dpi);
  }

  /** The channels of a JPEG as stored, no color converted. */
  static Raster channels(ByteBuffer encoded) {
    return read(encoded, reader -> reader.readRaster(0, null));
  }

  /**
   * Decodes all of a JPEG to see whether all of it is there, and keeps next to nothing.
   *
   * @throws ImageException if pixels are missing
   */
  static void requireWhole(ByteBuffer encoded) {
    Raster unused =
        read(
            encoded,
            reader -> {
              ImageReadParam few = reader.getDefaultReadParam();
              few.setSourceSubsampling(CHECK_STEP, CHECK_STEP, 0, 0);
              return reader.readRaster(0, few);
            });
  }

  private static <T> T read(ByteBuffer encoded, Reading<T> reading) {
    try (BufferStream stream = new BufferStream(encoded)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw ImageException.unreadable(
            "a kind of image that the JDK does not read; save it as TIFF or PNG");
      }
      ImageReader reader = readers.next();
      try {
        Truncation truncation = new Truncation();
        reader.addIIOReadWarningListener(truncation);
        reader.setInput(stream, false, true);
        T answer = reading.apply(reader);
        truncation.require();
        return answer;
      } finally {
        reader.dispose();
      }
    } catch (ImageException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // decoders throw anything on broken files
      throw failed(e);
    }
  }

  private static ImageException failed(Exception cause) {
    String what = "";
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof OutOfMemoryError) {
        return new ImageException(
            ImageException.Reason.LIMIT,
            "the heap is too small to decode it; enlarge -Xmx or shrink the image",
            cause);
      }
      String message = t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage();
      what = what.isEmpty() || what.contains(message) ? message : what + ", " + message;
    }
    return new ImageException(
        ImageException.Reason.UNREADABLE,
        "cannot be decoded (" + what + "); check the file or save it anew",
        cause);
  }

  /** The decoder of JPEG fills what is missing with gray, and only warns. */
  private static final class Truncation implements IIOReadWarningListener {
    private @Nullable String warning;

    @Override
    public void warningOccurred(ImageReader source, String message) {
      if (message.contains("Missing EOI") || message.contains("premature end")) {
        warning = message;
      }
    }

    void require() {
      if (warning != null) {
        throw ImageException.unreadable("truncated (" + warning + "); check the file");
      }
    }
  }
}
