package io.glyphflow.core.source;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.ImageException;
import io.glyphflow.core.image.ImageFormat;
import io.glyphflow.core.image.ImageHeader;
import io.glyphflow.core.image.ImageLimits;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.PermanentOcrException;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataFormatImpl;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.plugins.tiff.TIFFTag;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The frames of a TIFF, a page each, decoded by the JDK straight from the file. The file is opened
 * again for each call on one of its pages, and is closed before that call returns; so pages share
 * nothing and may be read by any threads at once.
 */
final class TiffPages {

  /** Frames of one TIFF; keeps a file made of empty directories from filling the heap. */
  static final int MAX_FRAMES = 65_535;

  private static final double MAX_DPI = 100_000;
  private static final double MILLIMETERS_PER_INCH = 25.4;

  private TiffPages() {}

  /** The pages of one file within the range; the last may be one that throws. */
  static Iterator<PageSource> pages(Input file, PageRange range) {
    Frames frames = read(file, TiffPages::frames);
    PermanentOcrException lost = frames.lost;
    int listed = frames.count + (lost == null ? 0 : 1);
    return IntStream.rangeClosed(1, Math.min(listed, range.last()))
        .filter(n -> range.contains(n) || n > frames.count)
        .<PageSource>mapToObj(
            n -> {
              PageId id = new PageId(file.name(), n);
              return lost != null && n > frames.count
                  ? new FailedPage(id, lost)
                  : new Frame(id, file);
            })
        .iterator();
  }

  /** What to do with an open file. The reader and its stream end with the call. */
  @FunctionalInterface
  private interface Reading<T extends @Nullable Object> {
    T apply(Input file, ImageReader reader, ImageInputStream stream) throws IOException;
  }

  private static <T extends @Nullable Object> T read(Input file, Reading<T> reading) {
    try {
      file.requireImageLength();
      try (ImageInputStream stream = file.openImage()) {
        return read(file, stream, reading);
      }
    } catch (PermanentOcrException e) {
      throw e;
    } catch (ImageException e) {
      throw Troubles.of(file.name(), e);
    } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
      // decoders throw anything on broken files
      throw Troubles.unreadable(file.name(), e);
    }
  }

  private static <T extends @Nullable Object> T read(
      Input file, ImageInputStream stream, Reading<T> reading) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
    if (!readers.hasNext()) {
      throw Troubles.unreadable(
          file.name(), "is a kind of TIFF that the JDK does not read; save it anew");
    }
    ImageReader reader = readers.next();
    try {
      reader.setInput(stream, false, true);
      return reading.apply(file, reader, stream);
    } finally {
      reader.dispose();
    }
  }

  private static PermanentOcrException limit(Input file, String trouble) {
    return Troubles.limit(file.name(), trouble + "; shrink or split the image");
  }

  /**
   * How many frames a file has.
   *
   * @param lost set if there may be more after them that cannot be found
   */
  private record Frames(int count, @Nullable PermanentOcrException lost) {}

  private static Frames frames(Input file, ImageReader reader, ImageInputStream stream)
      throws IOException {
    stream.seek(0);
    boolean isLittleEndian = stream.read() == 'I';
    stream.seek(2);
    stream.setByteOrder(isLittleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    if (stream.readUnsignedShort() != 42) {
      return new Frames(Math.max(1, reader.getNumImages(true)), null); // a plug-in's BigTIFF
    }
    return chain(file, stream);
  }

  /**
   * Follows the directories of a TIFF: each is a count, 12 bytes per entry, and the offset of the
   * next. The JDK's own count never ends on a chain that is a circle, and is short without a word
   * if the chain leaves the file.
   */
  private static Frames chain(Input file, ImageInputStream stream) throws IOException {
    Set<Long> seen = new HashSet<>();
    long offset = stream.readUnsignedInt();
    while (offset != 0) {
      int frame = seen.size() + 1;
      if (!seen.add(offset)) {
        return new Frames(
            seen.size(),
            Troubles.unreadable(
                file.name(), "frame " + frame + ": the chain of frames is a circle"));
      }
      if (frame > MAX_FRAMES) {
        return new Frames(MAX_FRAMES, limit(file, "more than " + MAX_FRAMES + " frames"));
      }
      try {
        stream.seek(offset);
        int entries = stream.readUnsignedShort();
        if (entries == 0 && frame > 1) {
          return new Frames(frame - 1, null); // an empty directory holds no image: an odd end
        }
        stream.seek(offset + 2 + 12L * entries);
        offset = stream.readUnsignedInt();
      } catch (EOFException e) {
        String trouble =
            "frame " + frame + ": cut off, its directory at " + offset + " is not all there";
        return new Frames(frame - 1, Troubles.unreadable(file.name(), trouble));
      }
    }
    return new Frames(Math.max(1, seen.size()), null);
  }

  /** What one frame says of itself, within the limits. */
  private static ImageHeader header(Input file, ImageReader reader, int frame) throws IOException {
    Extras extras = extras(file, frame);
    int width = reader.getWidth(frame);
    int height = reader.getHeight(frame);
    ImageLimits limits = ImageLimits.defaults();
    limits.checkSize(width, height);
    PageImage.Format format = PageImage.Format.BGR24;
    Iterator<ImageTypeSpecifier> types = reader.getImageTypes(frame);
    if (types.hasNext()) {
      // The reader decodes to the first type; one such pixel tells the format of all.
      BufferedImage pixel = types.next().createBufferedImage(1, 1);
      format = PageImage.from(pixel, 0).format();
    }
    ImageHeader header =
        new ImageHeader(
            ImageFormat.TIFF,
            new Size(width, height),
            extras.orientation(),
            extras.dpi(),
            format.bytesPerPixel(),
            8,
            format,
            false);
    limits.check(header, file.length());
    return header;
  }

  private static @Nullable TIFFDirectory directory(ImageReader reader, int frame)
      throws IOException {
    IIOMetadata metadata = reader.getImageMetadata(frame);
    return metadata != null
            && "javax_imageio_tiff_image_1.0".equals(metadata.getNativeMetadataFormatName())
        ? TIFFDirectory.createFromMetadata(metadata)
        : null;
  }

  /** While a frame is turned there are two of it. */
  private static long decodedBytes(Input file, ImageReader reader, int frame) throws IOException {
    ImageHeader header = header(file, reader, frame);
    return header.decodedBytes() * (header.orientation() == 1 ? 1 : 2);
  }

  private static PageImage decode(
      Input file, ImageReader reader, ImageInputStream stream, int frame) throws IOException {
    ImageHeader header = header(file, reader, frame);
    JpegTruncation truncation = new JpegTruncation();
    reader.addIIOReadWarningListener(truncation);
    BufferedImage picture = reader.read(frame);
    if (truncation.warning != null) {
      throw Troubles.unreadable(
          file.name(), "truncated (" + truncation.warning + "); check the file");
    }
    TIFFDirectory directory = directory(reader, frame);
    if (directory != null) {
      requireWholeJpeg(file, directory, stream.length());
    }
    return PageImage.from(picture, header.dpi()).upright(header.orientation());
  }

  /** The decoder fills what is missing of a JPEG with gray, and only warns. */
  private static final class JpegTruncation implements IIOReadWarningListener {
    private @Nullable String warning;

    @Override
    public void warningOccurred(ImageReader source, String message) {
      if (message.contains("Missing EOI") || message.contains("premature end")) {
        warning = message;
      }
    }
  }

  /** The same for a JPEG within a TIFF, whose decoder does not even pass the warning on. */
  private static void requireWholeJpeg(Input file, TIFFDirectory directory, long length) {
    TIFFField compression = directory.getTIFFField(BaselineTIFFTagSet.TAG_COMPRESSION);
    if (compression == null
        || (compression.getAsInt(0) != BaselineTIFFTagSet.COMPRESSION_JPEG
            && compression.getAsInt(0) != BaselineTIFFTagSet.COMPRESSION_OLD_JPEG)) {
      return;
    }
    requireInside(
        file,
        directory.getTIFFField(BaselineTIFFTagSet.TAG_STRIP_OFFSETS),
        directory.getTIFFField(BaselineTIFFTagSet.TAG_STRIP_BYTE_COUNTS),
        length);
    requireInside(
        file,
        directory.getTIFFField(BaselineTIFFTagSet.TAG_TILE_OFFSETS),
        directory.getTIFFField(BaselineTIFFTagSet.TAG_TILE_BYTE_COUNTS),
        length);
  }

  private static void requireInside(
      Input file, @Nullable TIFFField offsets, @Nullable TIFFField counts, long length) {
    if (offsets == null || counts == null) {
      return;
    }
    for (int i = 0; i < Math.min(offsets.getCount(), counts.getCount()); i++) {
      long end = offsets.getAsLong(i) + counts.getAsLong(i);
      if (length >= 0 && end > length) {
        throw Troubles.unreadable(
            file.name(), "truncated: data up to " + end + " of " + length + " bytes");
      }
    }
  }

  /**
   * What a frame tells besides its pixels.
   *
   * @param dpi dots per inch to a hundredth, 0 if unknown or absurd
   * @param orientation how it is to be turned, 1 to 8
   */
  private record Extras(double dpi, int orientation) {
    static final Extras NONE = new Extras(0, 1);
  }

  /**
   * Needs a stream of its own, as the reader leaves most of it out when it decodes; and it may be
   * broken where the pixels are not.
   */
  private static Extras extras(Input file, int frame) {
    try {
      return read(
          file,
          (input, reader, stream) -> {
            reader.setInput(stream, false, false);
            IIOMetadata metadata = reader.getImageMetadata(frame);
            return metadata == null
                ? Extras.NONE
                : new Extras(dpi(metadata), orientation(directory(reader, frame)));
          });
    } catch (RuntimeException e) {
      return Extras.NONE;
    }
  }

  private static int orientation(@Nullable TIFFDirectory directory) {
    TIFFField field =
        directory == null ? null : directory.getTIFFField(BaselineTIFFTagSet.TAG_ORIENTATION);
    if (field == null || field.getType() != TIFFTag.TIFF_SHORT) {
      return 1;
    }
    int orientation = field.getAsInt(0);
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
  }

  private static double dpi(IIOMetadata metadata) {
    Node tree = metadata.getAsTree(IIOMetadataFormatImpl.standardMetadataFormatName);
    if (tree instanceof IIOMetadataNode root
        && root.getElementsByTagName("HorizontalPixelSize").item(0) instanceof Element size) {
      double millimeters = Double.parseDouble(size.getAttribute("value"));
      double dpi = Math.round(100 * MILLIMETERS_PER_INCH / millimeters) / 100.0;
      return dpi > 0 && dpi <= MAX_DPI ? dpi : 0;
    }
    return 0;
  }

  private record Frame(PageId id, Input file) implements PageSource {

    @Override
    public long decodedBytes() {
      return read(file, (input, reader, stream) -> TiffPages.decodedBytes(input, reader, index()));
    }

    @Override
    public PageImage decode() throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted before " + id + " was decoded");
      }
      return read(
          file, (input, reader, stream) -> TiffPages.decode(input, reader, stream, index()));
    }

    private int index() {
      return id.pageNumber() - 1;
    }
  }
}
