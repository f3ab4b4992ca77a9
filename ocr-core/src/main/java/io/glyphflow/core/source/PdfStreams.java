package io.glyphflow.core.source;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.image.ImageLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.filter.Filter;
import org.apache.pdfbox.filter.FilterFactory;
import org.apache.pdfbox.filter.MissingImageReaderException;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.jspecify.annotations.Nullable;

/**
 * Limits for what is packed inside of a PDF. PDFBox unpacks a stream into memory whatever its size;
 * so what could become large is unpacked beforehand, with nothing kept, until it ends or is too
 * large.
 */
final class PdfStreams {

  /** Drawing operators, unpacked. A page of dense drawing has a few MB. */
  static final long MAX_CONTENT_BYTES = 32L << 20;

  /** As for image files. */
  static final long MAX_PIXELS = ImageLimits.defaults().maxPixels();

  /** Forms that draw forms that draw forms need few bytes for endless work. */
  static final long MAX_STEPS = 20_000_000;

  /** How many bytes one becomes at most, by filter; the others are decoders of pictures. */
  private static final Map<COSName, Long> GROWTH =
      Map.of(
          COSName.FLATE_DECODE, 1_032L,
          COSName.FLATE_DECODE_ABBREVIATION, 1_032L,
          COSName.LZW_DECODE, 2_048L,
          COSName.LZW_DECODE_ABBREVIATION, 2_048L,
          COSName.RUN_LENGTH_DECODE, 64L,
          COSName.RUN_LENGTH_DECODE_ABBREVIATION, 64L,
          COSName.ASCII85_DECODE, 4L,
          COSName.ASCII85_DECODE_ABBREVIATION, 4L,
          COSName.ASCII_HEX_DECODE, 1L,
          COSName.ASCII_HEX_DECODE_ABBREVIATION, 1L);

  private static final Set<COSName> FLATE =
      Set.of(COSName.FLATE_DECODE, COSName.FLATE_DECODE_ABBREVIATION);

  private static final int ZLIB_HEADER_BYTES = 2;

  private static final int BUFFER_BYTES = 64 << 10;

  private PdfStreams() {}

  /** Counts what is drawn, and ends it when the thread is interrupted. */
  static final class Watch {
    private final PageId id;
    private final Set<COSStream> forms = new HashSet<>();
    private long steps;

    Watch(PageId id) {
      this.id = id;
    }

    void step() {
      if (++steps > MAX_STEPS) {
        throw Troubles.limit(
            id.toString(), "more than " + MAX_STEPS + " drawing steps; check the file");
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new UncheckedIOException(new InterruptedIOException("interrupted"));
      }
    }

    void requireSmallForm(PDFormXObject form) throws IOException {
      COSStream stream = form.getCOSObject();
      if (forms.add(stream)) {
        requireSmall(id, "the contents of a form", stream, MAX_CONTENT_BYTES);
      }
    }
  }

  static void requireSmallContents(PageId id, PDPage page) throws IOException {
    Iterator<PDStream> streams = page.getContentStreams();
    long left = MAX_CONTENT_BYTES;
    while (streams.hasNext()) {
      left -= requireSmall(id, "the contents", streams.next().getCOSObject(), left);
    }
  }

  /** Refuses pictures that are too large, or larger than they say; with their masks. */
  static void requireSmallImage(PageId id, PDImage image) throws IOException {
    requireFewPixels(id, image.getWidth(), image.getHeight());
    if (image.getCOSObject() instanceof COSStream stream) {
      requireSmallImage(id, stream);
      for (COSName mask : List.of(COSName.SMASK, COSName.MASK)) {
        if (stream.getDictionaryObject(mask) instanceof COSStream alpha) {
          requireSmallImage(id, alpha);
        }
      }
    }
  }

  private static void requireSmallImage(PageId id, COSStream stream) throws IOException {
    int width = stream.getInt(COSName.WIDTH, COSName.W, 0);
    int height = stream.getInt(COSName.HEIGHT, COSName.H, 0);
    requireFewPixels(id, width, height);
    long bits = Math.clamp(stream.getInt(COSName.BITS_PER_COMPONENT, COSName.BPC, 8), 1, 16);
    long needed = (long) width * height * 4 * bits / 8;
    requireSmall(id, "a picture", stream, needed + needed / 8 + (1L << 20));
    PdfJbig2.requireFewPixels(id, stream);
  }

  static void requireFewPixels(PageId id, long width, long height) {
    long pixels = width * height;
    if (pixels > MAX_PIXELS || pixels < 0) {
      throw Troubles.limit(
          id.toString(),
          String.format(
              "a picture on it has %d x %d = %d pixels, must be <= %d; shrink it",
              width, height, pixels, MAX_PIXELS));
    }
  }

  static String missingDecoder(PDImage image, MissingImageReaderException e) {
    String suffix = String.valueOf(image.getSuffix());
    return switch (suffix) {
      case "jpx" ->
          "a picture on it is JPEG 2000, for which there is no decoder; add"
              + " com.github.jai-imageio:jai-imageio-jpeg2000 to the class path or save the PDF"
              + " anew";
      default ->
          "a picture on it needs a decoder that is not there ("
              + e.getMessage()
              + "); save the PDF anew";
    };
  }

  /** How many bytes a stream could become, or becomes if it could become too many. */
  private static long requireSmall(PageId id, String what, COSStream stream, long limit)
      throws IOException {
    List<COSName> filters = growing(stream);
    double most = stream.getLength();
    for (COSName filter : filters) {
      most *= GROWTH.getOrDefault(filter, 1L);
    }
    if (most <= limit) {
      return (long) most;
    }
    InputStream bytes = stream.createRawInputStream();
    for (int i = 0; i < filters.size(); i++) {
      boolean isLast = i == filters.size() - 1;
      Sink sink = new Sink(id, what, limit, isLast ? null : new ByteArrayOutputStream());
      try (InputStream packed = bytes) {
        if (FLATE.contains(filters.get(i))) {
          inflate(packed, sink);
        } else {
          Filter filter = FilterFactory.INSTANCE.getFilter(filters.get(i));
          filter.decode(packed, sink, stream, i);
        }
      }
      if (sink.kept == null) {
        return sink.count;
      }
      bytes = new ByteArrayInputStream(sink.kept.toByteArray());
    }
    bytes.close();
    return stream.getLength();
  }

  /** As PDFBox does it, header skipped and ending with the first error, but many times faster. */
  private static void inflate(InputStream packed, OutputStream sink) throws IOException {
    packed.skipNBytes(Math.min(ZLIB_HEADER_BYTES, packed.available()));
    Inflater inflater = new Inflater(true);
    try {
      byte[] in = new byte[BUFFER_BYTES];
      byte[] out = new byte[BUFFER_BYTES];
      while (!inflater.finished()) {
        int count = inflater.inflate(out);
        sink.write(out, 0, count);
        if (count == 0 && !inflater.finished()) {
          int read = inflater.needsInput() ? packed.read(in) : -1;
          if (read < 0) {
            return;
          }
          inflater.setInput(in, 0, read);
        }
      }
    } catch (DataFormatException e) {
      return; // what came before it is all that there is
    } finally {
      inflater.end();
    }
  }

  /** The filters before the first decoder of pictures, whose size its header tells. */
  private static List<COSName> growing(COSDictionary stream) {
    COSBase filters = stream.getDictionaryObject(COSName.FILTER, COSName.F);
    List<COSName> names = new ArrayList<>();
    if (filters instanceof COSName name) {
      names.add(name);
    } else if (filters instanceof COSArray array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.getObject(i) instanceof COSName name) {
          names.add(name);
        }
      }
    }
    for (int i = 0; i < names.size(); i++) {
      if (!GROWTH.containsKey(names.get(i))) {
        return names.subList(0, i);
      }
    }
    return names;
  }

  /** Counts bytes, and keeps them if they are to be unpacked again. */
  private static final class Sink extends OutputStream {
    private final PageId id;
    private final String what;
    private final long limit;
    private final @Nullable ByteArrayOutputStream kept;
    private long count;

    Sink(PageId id, String what, long limit, @Nullable ByteArrayOutputStream kept) {
      this.id = id;
      this.what = what;
      this.limit = limit;
      this.kept = kept;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      count += length;
      if (count > limit) {
        throw Troubles.limit(
            id.toString(),
            what + " on it unpacks to more than " + limit + " bytes; check the file");
      }
      if (kept != null) {
        kept.write(bytes, offset, length);
      }
    }
  }
}
