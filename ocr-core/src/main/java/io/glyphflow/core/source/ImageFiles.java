package io.glyphflow.core.source;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.PermanentOcrException;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
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
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Image files, one document each, decoded by the JDK. A file is opened when its turn comes and
 * again for each call on one of its pages, and is closed before that call returns; so pages share
 * nothing and may be read by any threads at once.
 *
 * <p>A file that cannot be read is one page whose calls throw; the files after it are still read.
 */
final class ImageFiles implements DocumentSource {

  /**
   * As many pixels as three bytes each, and a fourth while decoding, keep under 2 GiB with room.
   */
  static final long MAX_PIXELS = 178_956_970;

  /** The longest side that JPEG codecs take. */
  static final int MAX_SIDE = 65_500;

  static final long MAX_FILE_BYTES = 512L << 20;

  /** Frames of one TIFF; keeps a file made of empty directories from filling the heap. */
  static final int MAX_FRAMES = 65_535;

  private static final double MAX_DPI = 100_000;
  private static final double MILLIMETERS_PER_INCH = 25.4;

  private final List<Path> files;

  ImageFiles(List<Path> files) {
    this.files = List.copyOf(files);
  }

  @Override
  public PageCursor open() {
    return new Cursor(files.iterator());
  }

  /** The pages of one file, or one page that throws. The file is closed when this returns. */
  static Iterator<PageSource> pages(Path file) {
    Frames frames;
    try {
      frames = read(file, ImageFiles::frames);
    } catch (PermanentOcrException e) {
      return unreadable(file, 1, e);
    }
    Iterator<PageSource> lost =
        frames.lost == null
            ? Collections.emptyIterator()
            : unreadable(file, frames.count + 1, frames.lost);
    String document = name(file);
    return IntStream.rangeClosed(1, frames.count + (lost.hasNext() ? 1 : 0))
        .<PageSource>mapToObj(
            n -> n > frames.count ? lost.next() : new Frame(new PageId(document, n), file))
        .iterator();
  }

  /** A page of a file that throws. */
  static Iterator<PageSource> unreadable(Path file, int pageNumber, PermanentOcrException trouble) {
    return List.<PageSource>of(new UnreadablePage(new PageId(name(file), pageNumber), trouble))
        .iterator();
  }

  /** The path as given, control characters escaped, so that a name is always one line of a log. */
  static String name(Path file) {
    String name = escape(file.toString());
    return name.isBlank() ? "\"" + name + "\"" : name;
  }

  /** The exception for a file that is not what it should be. */
  static PermanentOcrException unreadable(Path file, String trouble) {
    return new PermanentOcrException(
        FailureCategory.INPUT_UNREADABLE, name(file) + ": " + escape(trouble));
  }

  /** The exception for a file that the system or a decoder refused. */
  static PermanentOcrException unreadable(Path file, Exception cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof OutOfMemoryError) {
        return new PermanentOcrException(
            FailureCategory.INPUT_LIMIT,
            name(file) + ": the heap is too small to decode it; enlarge -Xmx or shrink the image",
            cause);
      }
    }
    if (cause instanceof NoSuchFileException) {
      return new PermanentOcrException(
          FailureCategory.INPUT_UNREADABLE, name(file) + ": does not exist", cause);
    }
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String what = describe(cause) + (root.equals(cause) ? "" : ", " + describe(root));
    return new PermanentOcrException(
        FailureCategory.INPUT_UNREADABLE,
        name(file) + ": cannot be read (" + escape(what) + "); check the file or save it anew",
        cause);
  }

  private static String describe(Throwable t) {
    String message = t.getMessage();
    return message == null ? t.getClass().getSimpleName() : message;
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean breaksLine = c == '\u2028' || c == '\u2029';
      if (Character.isISOControl(c) || breaksLine) {
        escaped.append(String.format("\\u%04x", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /** What to do with an open file. The reader and its stream end with the call. */
  @FunctionalInterface
  private interface Reading<T extends @Nullable Object> {
    T apply(Path file, ImageReader reader, ImageInputStream stream) throws IOException;
  }

  private static <T extends @Nullable Object> T read(Path file, Reading<T> reading) {
    try {
      requireReadable(file, Files.readAttributes(file, BasicFileAttributes.class));
      // RandomAccessFile takes names that the locale can spell, on the default file system only.
      File plain = file.getFileSystem().equals(FileSystems.getDefault()) ? file.toFile() : null;
      if (plain != null && plain.isFile()) {
        try (ImageInputStream stream = new FileImageInputStream(plain)) {
          return read(file, stream, reading);
        }
      }
      try (InputStream bytes = Files.newInputStream(file);
          ImageInputStream stream = new MemoryCacheImageInputStream(bytes)) {
        return read(file, stream, reading);
      }
    } catch (PermanentOcrException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // decoders throw anything on broken files
      throw unreadable(file, e);
    }
  }

  private static <T extends @Nullable Object> T read(
      Path file, ImageInputStream stream, Reading<T> reading) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
    if (!readers.hasNext()) {
      throw unreadable(file, "is no image that the JDK reads; must be JPEG, PNG, BMP, GIF or TIFF");
    }
    ImageReader reader = readers.next();
    try {
      reader.setInput(stream, false, true);
      return reading.apply(file, reader, stream);
    } finally {
      reader.dispose();
    }
  }

  /** Comes before the file is opened: opening a FIFO would wait for its writer. */
  private static void requireReadable(Path file, BasicFileAttributes attributes) {
    if (attributes.isDirectory()) {
      throw unreadable(file, "is a folder; use DocumentSource.folder for its files");
    }
    if (!attributes.isRegularFile()) {
      throw unreadable(file, "is a device, pipe or socket; must be a regular file");
    }
    long bytes = attributes.size();
    if (bytes == 0) {
      throw unreadable(file, "is empty, 0 bytes; must be an image");
    }
    if (bytes > MAX_FILE_BYTES) {
      throw limit(file, bytes + " bytes, must be <= " + MAX_FILE_BYTES);
    }
  }

  private static Size requireSize(Path file, ImageReader reader, int frame) throws IOException {
    int width = reader.getWidth(frame);
    int height = reader.getHeight(frame);
    String size = width + " x " + height;
    if (width < 1 || height < 1) {
      throw unreadable(file, size + " pixels, must be at least 1 x 1");
    }
    if (width > MAX_SIDE || height > MAX_SIDE) {
      throw limit(file, size + " pixels, each side must be <= " + MAX_SIDE);
    }
    long pixels = (long) width * height;
    if (pixels > MAX_PIXELS) {
      throw limit(file, size + " = " + pixels + " pixels, must be <= " + MAX_PIXELS);
    }
    return new Size(width, height);
  }

  private static PermanentOcrException limit(Path file, String trouble) {
    return new PermanentOcrException(
        FailureCategory.INPUT_LIMIT, name(file) + ": " + trouble + "; shrink or split the image");
  }

  /**
   * How many frames a file has.
   *
   * @param lost set if there may be more after them that cannot be found
   */
  private record Frames(int count, @Nullable PermanentOcrException lost) {}

  private static Frames frames(Path file, ImageReader reader, ImageInputStream stream)
      throws IOException {
    if (!isTiff(reader)) {
      return new Frames(1, null);
    }
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
  private static Frames chain(Path file, ImageInputStream stream) throws IOException {
    Set<Long> seen = new HashSet<>();
    long offset = stream.readUnsignedInt();
    while (offset != 0) {
      int frame = seen.size() + 1;
      if (!seen.add(offset)) {
        return new Frames(
            seen.size(), unreadable(file, "frame " + frame + ": the chain of frames is a circle"));
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
        return new Frames(frame - 1, unreadable(file, trouble));
      }
    }
    return new Frames(Math.max(1, seen.size()), null);
  }

  private static long decodedBytes(Path file, ImageReader reader, int frame) throws IOException {
    long pixels = requireSize(file, reader, frame).area();
    Iterator<ImageTypeSpecifier> types = reader.getImageTypes(frame);
    if (!types.hasNext()) {
      return pixels * PageImage.Format.BGR24.bytesPerPixel();
    }
    // The reader decodes to the first type; one such pixel tells the format of all.
    BufferedImage pixel = types.next().createBufferedImage(1, 1);
    return pixels * PageImage.from(pixel, 0).format().bytesPerPixel();
  }

  private static PageImage decode(Path file, ImageReader reader, ImageInputStream stream, int frame)
      throws IOException {
    requireSize(file, reader, frame);
    JpegTruncation truncation = new JpegTruncation();
    reader.addIIOReadWarningListener(truncation);
    BufferedImage picture = reader.read(frame);
    if (truncation.warning != null) {
      throw unreadable(file, "truncated (" + truncation.warning + "); check the file");
    }
    IIOMetadata metadata = isTiff(reader) ? reader.getImageMetadata(frame) : null;
    if (metadata != null
        && "javax_imageio_tiff_image_1.0".equals(metadata.getNativeMetadataFormatName())) {
      requireWholeJpeg(file, TIFFDirectory.createFromMetadata(metadata), stream.length());
    }
    return PageImage.from(picture, dpi(file, frame));
  }

  private static boolean isTiff(ImageReader reader) {
    return Arrays.asList(reader.getOriginatingProvider().getFormatNames()).contains("tiff");
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
  private static void requireWholeJpeg(Path file, TIFFDirectory directory, long length) {
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
      Path file, @Nullable TIFFField offsets, @Nullable TIFFField counts, long length) {
    if (offsets == null || counts == null) {
      return;
    }
    for (int i = 0; i < Math.min(offsets.getCount(), counts.getCount()); i++) {
      long end = offsets.getAsLong(i) + counts.getAsLong(i);
      if (length >= 0 && end > length) {
        throw unreadable(file, "truncated: data up to " + end + " of " + length + " bytes");
      }
    }
  }

  /**
   * Dots per inch to a hundredth, 0 if unknown or absurd. Needs a stream of its own, as the reader
   * of PNG cannot go back; and what a file tells besides its pixels may be broken.
   */
  private static double dpi(Path file, int frame) {
    try {
      IIOMetadata metadata =
          read(
              file,
              (path, reader, stream) -> {
                reader.setInput(stream, false, false);
                return reader.getImageMetadata(frame);
              });
      return metadata == null ? 0 : dpi(metadata);
    } catch (RuntimeException e) {
      return 0;
    }
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

  private record Frame(PageId id, Path file) implements PageSource {

    @Override
    public long decodedBytes() {
      return read(file, (path, reader, stream) -> ImageFiles.decodedBytes(path, reader, index()));
    }

    @Override
    public PageImage decode() throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted before " + id + " was decoded");
      }
      return read(file, (path, reader, stream) -> ImageFiles.decode(path, reader, stream, index()));
    }

    private int index() {
      return id.pageNumber() - 1;
    }
  }

  private record UnreadablePage(PageId id, PermanentOcrException trouble) implements PageSource {

    @Override
    public long decodedBytes() {
      throw trouble;
    }

    @Override
    public PageImage decode() {
      throw trouble;
    }
  }

  private static final class Cursor implements PageCursor {
    private final Iterator<Path> files;
    private Iterator<PageSource> pages = Collections.emptyIterator();

    Cursor(Iterator<Path> files) {
      this.files = files;
    }

    @Override
    public Optional<PageSource> next() {
      while (!pages.hasNext() && files.hasNext()) {
        pages = pages(files.next());
      }
      return pages.hasNext() ? Optional.of(pages.next()) : Optional.empty();
    }
  }
}
