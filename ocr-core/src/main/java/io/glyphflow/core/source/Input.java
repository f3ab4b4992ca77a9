package io.glyphflow.core.source;

import io.glyphflow.core.image.ImageLimits;
import io.glyphflow.core.stage.PermanentOcrException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.stream.ImageInputStream;
import org.apache.pdfbox.io.RandomAccessRead;

/**
 * The bytes of one document, which can be opened any number of times by any threads. What is opened
 * belongs to the caller, who closes it.
 */
interface Input {

  /** Encoded images are taken up to this many bytes; PDFs are not limited. */
  long MAX_IMAGE_BYTES = ImageLimits.defaults().maxBytes();

  /** The document's name: one line, not blank. */
  String name();

  /**
   * The first bytes, at most so many; fewer only if there are no more. Comes before all else, as it
   * checks what must never be opened.
   *
   * @throws PermanentOcrException if the input is not to be opened, or is empty
   */
  byte[] head(int most) throws IOException;

  /** How many bytes there are. */
  long length() throws IOException;

  /** For readers of the JDK. */
  ImageInputStream openImage() throws IOException;

  /** For the PDF parser. */
  RandomAccessRead openRandomAccess() throws IOException;

  /**
   * All bytes, for decoders that want them at once.
   *
   * @throws PermanentOcrException if there are more than {@link #MAX_IMAGE_BYTES}
   */
  ByteBuffer bytes() throws IOException;

  /** How many bytes of the heap {@link #bytes()} takes that were not taken before. */
  long copiedBytes() throws IOException;

  /** Refuses images of too many bytes. */
  default void requireImageLength() throws IOException {
    long bytes = length();
    if (bytes > MAX_IMAGE_BYTES) {
      throw Troubles.limit(
          name(), bytes + " bytes, must be <= " + MAX_IMAGE_BYTES + "; shrink or split the image");
    }
  }
}
