package io.glyphflow.core.source;

import io.glyphflow.core.document.PageId;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.common.PDStream;

/**
 * The sizes that a JBIG2 picture (ITU-T T.88) in a PDF tells of itself: its decoder takes memory
 * for them, whatever the PDF says.
 */
final class PdfJbig2 {

  private static final int PAGE_INFORMATION = 48;

  /** Segments that begin with their width and height: regions of all kinds, and the page. */
  private static final Set<Integer> SIZED =
      Set.of(4, 6, 7, 20, 22, 23, 36, 38, 39, 40, 42, 43, PAGE_INFORMATION);

  private static final long UNKNOWN = 0xFFFF_FFFFL;

  private PdfJbig2() {}

  /** Refuses a picture of JBIG2 with too many pixels; other pictures pass. */
  static void requireFewPixels(PageId id, COSStream picture) throws IOException {
    PDStream stream = new PDStream(picture);
    if (!stream.getFilters().contains(COSName.JBIG2_DECODE)) {
      return;
    }
    try (DataInputStream in =
        new DataInputStream(stream.createInputStream(List.of(COSName.JBIG2_DECODE.getName())))) {
      while (requireFewPixels(id, in)) {
        // goes on to the next segment
      }
    } catch (EOFException e) {
      // The end, or where it is cut off, of which the decoder tells.
    }
  }

  /** Reads a segment; false if there is no telling where the next begins. */
  private static boolean requireFewPixels(PageId id, DataInputStream in) throws IOException {
    long number = in.readInt() & UNKNOWN;
    int flags = in.readUnsignedByte();
    long references = in.readUnsignedByte() >> 5;
    if (references == 7) {
      references = (long) in.readUnsignedByte() << 16 | in.readUnsignedShort();
      in.skipNBytes((references + 8) / 8);
    }
    in.skipNBytes(references * (number <= 256 ? 1 : number <= 65_536 ? 2 : 4));
    in.skipNBytes((flags & 0x40) == 0 ? 1 : 4);
    long length = in.readInt() & UNKNOWN;
    long read = 0;
    if (SIZED.contains(flags & 0x3f)) {
      long width = in.readInt() & UNKNOWN;
      long height = in.readInt() & UNKNOWN;
      PdfStreams.requireFewPixels(id, width, height == UNKNOWN ? 1 : height);
      read = 8;
    }
    if (length == UNKNOWN || length < read) {
      return false;
    }
    in.skipNBytes(length - read);
    return true;
  }
}
