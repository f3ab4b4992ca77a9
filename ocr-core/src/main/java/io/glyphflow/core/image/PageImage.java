package io.glyphflow.core.image;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Rotation;
import io.glyphflow.core.geometry.Size;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Pixels with one owner: 8 bits a channel, origin top-left, rows {@link #rowStride()} bytes apart.
 * The image that was allocated or wrapped owns its pixels and gives them back in {@link #close()};
 * {@linkplain #view views} share them, copy nothing and are valid as long as the owner is open.
 *
 * <p>Thread-safe as long as nobody writes; closing while another thread reads is the owner's error.
 * In a pipeline the engine is the owner and closes a page after its last reader.
 */
public final class PageImage implements AutoCloseable {

  /** How a pixel is stored. */
  public enum Format {
    /** One byte: luminance. */
    GRAY8(1),
    /** Three bytes: blue, green, red. */
    BGR24(3);

    private final int bytes;

    Format(int bytes) {
      this.bytes = bytes;
    }

    /**
     * Bytes of one pixel.
     *
     * @return 1 or 3
     */
    public int bytesPerPixel() {
      return bytes;
    }
  }

  private final ByteBuffer pixels;
  private final Size size;
  private final Format format;
  private final int rowStride;
  private final double dpi;
  private final @Nullable PageImage owner;
  private final AtomicReference<@Nullable Runnable> release;

  /** Where the first pixel is, once somebody asked; 0 before. */
  private volatile long address;

  private PageImage(
      ByteBuffer pixels,
      Size size,
      Format format,
      int rowStride,
      double dpi,
      @Nullable PageImage owner,
      Runnable release) {
    this.pixels = pixels;
    this.size = size;
    this.format = format;
    this.rowStride = rowStride;
    this.dpi = dpi;
    this.owner = owner;
    this.release = new AtomicReference<>(release);
  }

  /**
   * A black image on the heap.
   *
   * @param size width and height, pixels
   * @param format how pixels are stored
   * @return the image, its own owner
   * @throws IllegalArgumentException if it would take more than 2 GiB
   */
  public static PageImage allocate(Size size, Format format) {
    ByteBuffer pixels = ByteBuffer.allocate(byteCount(size, format));
    return wrap(pixels, size, format, size.width() * format.bytes, 0, PageImage::nothing);
  }

  /**
   * A black image outside the heap, where native libraries read it without a copy.
   *
   * @param size width and height, pixels
   * @param format how pixels are stored
   * @param dpi dots per inch, 0 if unknown
   * @return the image, its own owner; its memory is given back by {@link #close()}
   * @throws IllegalArgumentException if it would take more than 2 GiB, or {@code dpi} is negative
   *     or not finite
   * @throws OutOfMemoryError if the system gives no memory
   */
  public static PageImage allocateNative(Size size, Format format, double dpi) {
    int bytes = byteCount(size, format);
    checkDpi(dpi);
    NativeMemory memory = NativeMemory.allocate(bytes);
    return wrap(memory.bytes(), size, format, size.width() * format.bytes, dpi, memory::close);
  }

  /** Outside the heap, holding anything, for whoever writes every pixel. */
  static PageImage allocateDirty(Size size, Format format, double dpi) {
    NativeMemory memory = NativeMemory.allocateDirty(byteCount(size, format));
    return wrap(memory.bytes(), size, format, size.width() * format.bytes, dpi, memory::close);
  }

  /**
   * An image over pixels that exist already; nothing is copied.
   *
   * @param pixels the rows, from position 0 of the buffer; heap or direct
   * @param size width and height, pixels
   * @param format how pixels are stored
   * @param rowStride bytes from one row to the next
   * @param dpi dots per inch, 0 if unknown
   * @param release run once, by the first {@link #close()}
   * @return the image, owner of the pixels from now on
   * @throws IllegalArgumentException if {@code rowStride} is less than a row, the buffer is too
   *     small for the rows, or {@code dpi} is negative or not finite
   */
  public static PageImage wrap(
      ByteBuffer pixels, Size size, Format format, int rowStride, double dpi, Runnable release) {
    Objects.requireNonNull(release, "release");
    long row = (long) size.width() * format.bytes;
    if (rowStride < row) {
      throw new IllegalArgumentException("rowStride: " + rowStride + ", must be >= " + row);
    }
    long needed = (long) rowStride * (size.height() - 1) + row;
    if (pixels.capacity() < needed) {
      throw new IllegalArgumentException(
          "pixels: " + pixels.capacity() + " bytes, must be >= " + needed);
    }
    checkDpi(dpi);
    return new PageImage(pixels.duplicate().clear(), size, format, rowStride, dpi, null, release);
  }

  /**
   * Decodes a picture within the {@linkplain ImageLimits#defaults() default limits}. The same as
   * {@link #decode(ByteBuffer, int, ImageLimits)} of frame 0.
   *
   * @param encoded bytes from position to limit, left as they are; direct ones are not copied
   * @return the image, its own owner
   * @throws ImageException if it cannot be read or is too large
   */
  public static PageImage decode(ByteBuffer encoded) {
    return decode(encoded, ImageLimits.defaults());
  }

  /**
   * Decodes a picture. The same as {@link #decode(ByteBuffer, int, ImageLimits)} of frame 0.
   *
   * @param encoded bytes from position to limit, left as they are; direct ones are not copied
   * @param limits checked before anything is decoded
   * @return the image, its own owner
   * @throws ImageException if it cannot be read or is too large
   */
  public static PageImage decode(ByteBuffer encoded, ImageLimits limits) {
    return decode(encoded, 0, limits);
  }

  /**
   * Decodes a JPEG, PNG, WebP or BMP to memory outside the heap, with OpenCV, or a frame of a TIFF
   * or the first of a GIF to the heap, with the JDK. The bytes tell the format. The image is
   * upright: EXIF's orientation is applied, once. Gray stays gray, all else becomes BGR;
   * transparency is laid over white, 16 bits are scaled to 8, CMYK becomes BGR (without a color
   * profile; inverted if Adobe's marker says so).
   *
   * <p>Pictures that are cut off are an error, where decoders would fill them up with gray: a JPEG
   * without its end marker, or whose pixels end before it (seen by its last block); a PNG without
   * its last chunk or with a chunk that is damaged; a WebP or BMP that is shorter than it says; a
   * TIFF whose strips end behind the file; a GIF whose first frame does not end. Bytes behind the
   * end are ignored. A JPEG damaged in its middle that still decodes to its last block is not seen.
   *
   * @param encoded bytes from position to limit, left as they are; direct ones are not copied
   * @param frame which picture of a TIFF, from 0; 0 for all other formats
   * @param limits checked before anything is decoded
   * @return the image, its own owner
   * @throws ImageException with {@link ImageException.Reason#UNREADABLE} if it is no such picture,
   *     damaged or cut off, with {@link ImageException.Reason#LIMIT} if it is too large
   * @throws IllegalArgumentException if {@code frame} is negative
   */
  public static PageImage decode(ByteBuffer encoded, int frame, ImageLimits limits) {
    return Decoding.decode(encoded, frame, limits);
  }

  /**
   * Decodes a picture as small as a size allows, for thumbnails and for detectors that look at a
   * small picture. A JPEG is decoded at 1/2, 1/4 or 1/8 of its sides, whichever is the smallest
   * that still has the size: each pixel is the mean of what falls together, in less time and a
   * fraction of the memory. Other formats, and JPEGs with inks, are decoded in full. All else is as
   * in {@link #decode(ByteBuffer, int, ImageLimits)}.
   *
   * <p>Pixels are exactly 2, 4 or 8 times as large as before, {@link #dpi()} as many times less;
   * the size is rounded up ({@link ImageHeader#reducedSize}). {@link TensorWriter#write(ByteBuffer,
   * ImageLimits, java.nio.FloatBuffer)} takes that into account.
   *
   * @param encoded bytes from position to limit, left as they are; direct ones are not copied
   * @param limits checked before anything is decoded: pixels and sides as stored, bytes as decoded
   * @param atLeast the size that is needed, upright, pixels
   * @return the image, its own owner; smaller than {@code atLeast} only if the picture is
   * @throws ImageException with {@link ImageException.Reason#UNREADABLE} if it is no such picture,
   *     damaged or cut off, with {@link ImageException.Reason#LIMIT} if it is too large
   */
  public static PageImage decodeReduced(ByteBuffer encoded, ImageLimits limits, Size atLeast) {
    return Decoding.decodeReduced(encoded, limits, atLeast);
  }

  /**
   * A copy of a picture: gray pictures stay gray, all others become BGR, transparency over white. A
   * palette of grays counts as gray. Gray levels are kept as they are stored, only scaled to 8
   * bits; Java2D would take them for linear light and brighten some of them.
   *
   * @param picture any picture
   * @param dpi dots per inch, 0 if unknown
   * @return the image, its own owner
   * @throws IllegalArgumentException if it would take more than 2 GiB, or {@code dpi} is negative
   *     or not finite
   */
  public static PageImage from(BufferedImage picture, double dpi) {
    checkDpi(dpi);
    Format format = Java2d.isGray(picture.getColorModel()) ? Format.GRAY8 : Format.BGR24;
    Size size = new Size(picture.getWidth(), picture.getHeight());
    byteCount(size, format);
    byte[] bytes = Java2d.pixels(picture, format);
    int stride = size.width() * format.bytes;
    return wrap(ByteBuffer.wrap(bytes), size, format, stride, dpi, PageImage::nothing);
  }

  private static int byteCount(Size size, Format format) {
    if (size.area() > (Integer.MAX_VALUE - 8) / format.bytes) {
      throw new IllegalArgumentException(
          "size: " + size + " in " + format + ", must take less than 2 GiB");
    }
    return (int) size.area() * format.bytes;
  }

  private static void checkDpi(double dpi) {
    if (!(dpi >= 0 && dpi < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("dpi: " + dpi + ", must be finite and >= 0");
    }
  }

  /**
   * Width and height.
   *
   * @return the size, pixels
   */
  public Size size() {
    return size;
  }

  /**
   * How pixels are stored.
   *
   * @return the format
   */
  public Format format() {
    return format;
  }

  /**
   * Distance between rows.
   *
   * @return bytes from one row to the next
   */
  public int rowStride() {
    return rowStride;
  }

  /**
   * Resolution.
   *
   * @return dots per inch, 0 if unknown
   */
  public double dpi() {
    return dpi;
  }

  /**
   * Whether this image shares the pixels of another.
   *
   * @return true for a view
   */
  public boolean isView() {
    return owner != null;
  }

  /**
   * Memory that closing this image gives back.
   *
   * @return bytes; 0 for a view
   */
  public long ownedBytes() {
    return isView() ? 0 : pixels.capacity();
  }

  /**
   * Whether the image is closed, or the owner of its pixels is.
   *
   * @return true once the pixels are gone
   */
  public boolean isClosed() {
    return owner != null ? owner.isClosed() : release.get() == null;
  }

  /**
   * The part of the image inside a box; no pixel is copied. O(1).
   *
   * @param box page pixels; its edges are rounded outwards to whole pixels and clamped to the image
   * @return a view, valid until the owner is closed
   * @throws IllegalArgumentException if the box has no pixel inside the image
   * @throws IllegalStateException if the image is closed
   */
  public PageImage view(BoundingBox box) {
    requireOpen();
    BoundingBox inside =
        box.clamp(size)
            .orElseThrow(
                () -> new IllegalArgumentException("box: " + box + ", must overlap " + size))
            .toPixels();
    int left = (int) inside.left();
    int top = (int) inside.top();
    Size part = new Size((int) inside.right() - left, (int) inside.bottom() - top);
    int offset = top * rowStride + left * format.bytes;
    int length = rowStride * (part.height() - 1) + part.width() * format.bytes;
    PageImage view =
        new PageImage(
            pixels.slice(offset, length),
            part,
            format,
            rowStride,
            dpi,
            owner != null ? owner : this,
            PageImage::nothing);
    view.address = address == 0 ? 0 : address + offset;
    return view;
  }

  /**
   * The pixels, for reading. The first byte is the first pixel of the first row.
   *
   * @return a read-only buffer over the shared pixels
   * @throws IllegalStateException if the image is closed
   */
  public ByteBuffer pixels() {
    requireOpen();
    return pixels.asReadOnlyBuffer();
  }

  /**
   * Whether the pixels live outside the Java heap.
   *
   * @return true if native libraries read them without a copy
   */
  public boolean isNative() {
    return pixels.isDirect();
  }

  /**
   * A turned copy, on the heap if this image is, outside of it if not.
   *
   * @param turn how to turn it
   * @return a new image, its own owner
   * @throws IllegalStateException if the image is closed
   */
  public PageImage rotate(Rotation turn) {
    requireOpen();
    PageImage result = blank(turn.apply(size));
    Turning.turn(this, turn, result);
    return result;
  }

  /**
   * This image as it is seen when EXIF's orientation is applied to its pixels: turned and mirrored.
   * Unless that leaves it as it is, the result is a copy, on the heap if this image is, outside of
   * it if not, and this image is closed.
   *
   * @param orientation 1 (as stored) to 8; see {@link ImageHeader#orientation()}
   * @return this image if {@code orientation} is 1, a new image, its own owner, if not
   * @throws IllegalArgumentException if {@code orientation} is not 1..8
   * @throws IllegalStateException if the image is closed
   */
  public PageImage upright(int orientation) {
    requireOpen();
    if (orientation < 1 || orientation > 8) {
      throw new IllegalArgumentException("orientation: " + orientation + ", must be 1..8");
    }
    if (orientation == 1) {
      return this;
    }
    PageImage result = blank(orientation < 5 ? size : Rotation.CLOCKWISE_90.apply(size));
    Turning.upright(this, orientation, result);
    close();
    return result;
  }

  /** Of another size, in the same kind of memory. */
  private PageImage blank(Size other) {
    if (isNative()) {
      return allocateNative(other, format, dpi);
    }
    ByteBuffer bytes = ByteBuffer.allocate(byteCount(other, format));
    return wrap(bytes, other, format, other.width() * format.bytes, dpi, PageImage::nothing);
  }

  /** Where the first pixel of a native image is, which stays there until the image is closed. */
  long address() {
    requireOpen();
    long known = address;
    if (known == 0) {
      known = Address.of(pixels);
      address = known;
    }
    return known;
  }

  /** The pixels, for writing, as long as nobody else knows the image. */
  ByteBuffer target() {
    requireOpen();
    return pixels.duplicate();
  }

  /**
   * A copy for Java2D and other libraries.
   *
   * @return a picture that stays valid after this image is closed
   * @throws IllegalStateException if the image is closed
   */
  public BufferedImage toBufferedImage() {
    requireOpen();
    return Java2d.picture(this);
  }

  /** Gives the pixels back. Closing a view, or closing twice, does nothing. */
  @Override
  public void close() {
    Runnable first = release.getAndSet(null);
    if (first != null && owner == null) {
      first.run();
    }
  }

  private static void nothing() {}

  private void requireOpen() {
    if (isClosed()) {
      throw new IllegalStateException("the page image is closed");
    }
  }

  @Override
  public String toString() {
    return size.width()
        + "x"
        + size.height()
        + " "
        + format
        + (isView() ? " view" : "")
        + (isClosed() ? " (closed)" : "");
  }
}
