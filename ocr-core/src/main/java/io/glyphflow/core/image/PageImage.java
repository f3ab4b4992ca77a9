package io.glyphflow.core.image;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Rotation;
import io.glyphflow.core.geometry.Size;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.ByteBuffer;
import java.util.Arrays;
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

  private static final int STRIP_ROWS = 64;

  /** How a pixel is stored. */
  public enum Format {
    /** One byte: luminance. */
    GRAY8(1, BufferedImage.TYPE_BYTE_GRAY),
    /** Three bytes: blue, green, red. */
    BGR24(3, BufferedImage.TYPE_3BYTE_BGR);

    private final int bytes;
    private final int bufferedType;

    Format(int bytes, int bufferedType) {
      this.bytes = bytes;
      this.bufferedType = bufferedType;
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
    Format format = isGray(picture.getColorModel()) ? Format.GRAY8 : Format.BGR24;
    Size size = new Size(picture.getWidth(), picture.getHeight());
    byteCount(size, format);
    byte[] bytes;
    if (isStoredAs(format, picture)) {
      bytes = copyRows(picture, size, format);
    } else if (format == Format.BGR24) {
      bytes = draw(picture);
    } else if (picture.getColorModel() instanceof IndexColorModel palette) {
      bytes = lookUpGray(picture.getRaster(), palette, size);
    } else {
      bytes = scaleGray(picture, size);
    }
    int stride = size.width() * format.bytes;
    return wrap(ByteBuffer.wrap(bytes), size, format, stride, dpi, PageImage::nothing);
  }

  private static boolean isGray(ColorModel colors) {
    if (!(colors instanceof IndexColorModel palette)) {
      return colors.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    }
    boolean isGray = palette.getTransparency() == Transparency.OPAQUE;
    for (int i = 0; i < palette.getMapSize() && isGray; i++) {
      int red = palette.getRed(i);
      isGray = red == palette.getGreen(i) && red == palette.getBlue(i);
    }
    return isGray;
  }

  private static boolean isStoredAs(Format format, BufferedImage picture) {
    return picture.getType() == format.bufferedType
        && picture.getRaster().getSampleModel() instanceof ComponentSampleModel model
        && model.getPixelStride() == format.bytes
        && picture.getRaster().getDataBuffer() instanceof DataBufferByte;
  }

  /**
   * The rows of the picture may be part of larger ones, with an offset and a stride of their own.
   */
  private static byte[] copyRows(BufferedImage picture, Size size, Format format) {
    WritableRaster raster = picture.getRaster();
    ComponentSampleModel model = (ComponentSampleModel) raster.getSampleModel();
    DataBufferByte data = (DataBufferByte) raster.getDataBuffer();
    int first =
        data.getOffset()
            + Arrays.stream(model.getBandOffsets()).min().orElse(0)
            - raster.getSampleModelTranslateY() * model.getScanlineStride()
            - raster.getSampleModelTranslateX() * format.bytes;
    int row = size.width() * format.bytes;
    byte[] bytes = new byte[row * size.height()];
    for (int y = 0; y < size.height(); y++) {
      System.arraycopy(data.getData(), first + y * model.getScanlineStride(), bytes, y * row, row);
    }
    return bytes;
  }

  /** Strip by strip: Java2D converts unusual pictures through a copy of 4 bytes a pixel. */
  private static byte[] draw(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    BufferedImage converted = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = converted.createGraphics();
    try {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, width, height);
      for (int y = 0; y < height; y += STRIP_ROWS) {
        int rows = Math.min(STRIP_ROWS, height - y);
        graphics.drawImage(picture.getSubimage(0, y, width, rows), 0, y, null);
      }
    } finally {
      graphics.dispose();
    }
    return ((DataBufferByte) converted.getRaster().getDataBuffer()).getData();
  }

  private static byte[] lookUpGray(Raster raster, IndexColorModel palette, Size size) {
    byte[] levels = new byte[Math.max(palette.getMapSize(), 1 << palette.getPixelSize())];
    palette.getReds(levels);
    int width = size.width();
    byte[] bytes = new byte[width * size.height()];
    int[] samples = new int[width];
    for (int y = 0; y < size.height(); y++) {
      raster.getSamples(0, y, width, 1, 0, samples);
      for (int x = 0; x < width; x++) {
        bytes[y * width + x] = levels[samples[x]];
      }
    }
    return bytes;
  }

  private static byte[] scaleGray(BufferedImage picture, Size size) {
    ColorModel colors = picture.getColorModel();
    boolean isUnsigned =
        colors.getTransferType() == DataBuffer.TYPE_BYTE
            || colors.getTransferType() == DataBuffer.TYPE_USHORT;
    Raster raster = picture.getRaster();
    int width = size.width();
    byte[] bytes = new byte[width * size.height()];
    if (isUnsigned && !colors.hasAlpha()) {
      int most = (1 << colors.getComponentSize(0)) - 1;
      int[] samples = new int[width];
      for (int y = 0; y < size.height(); y++) {
        raster.getSamples(0, y, width, 1, 0, samples);
        for (int x = 0; x < width; x++) {
          bytes[y * width + x] = (byte) ((samples[x] * 255 + most / 2) / most);
        }
      }
      return bytes;
    }
    float[] pixel = new float[colors.getNumComponents()];
    Object stored = null;
    for (int y = 0; y < size.height(); y++) {
      for (int x = 0; x < width; x++) {
        stored = raster.getDataElements(x, y, stored);
        colors.getNormalizedComponents(stored, pixel, 0); // 0..1, not multiplied by alpha
        float alpha = colors.hasAlpha() ? pixel[1] : 1;
        float level = pixel[0] * alpha + 1 - alpha;
        bytes[y * width + x] = (byte) Math.round(255 * Math.min(Math.max(level, 0), 1));
      }
    }
    return bytes;
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
    return new PageImage(
        pixels.slice(offset, length),
        part,
        format,
        rowStride,
        dpi,
        owner != null ? owner : this,
        PageImage::nothing);
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
    Size turned = turn.apply(size);
    PageImage result =
        isNative()
            ? allocateNative(turned, format, dpi)
            : wrap(
                ByteBuffer.allocate(byteCount(turned, format)),
                turned,
                format,
                turned.width() * format.bytes,
                dpi,
                PageImage::nothing);
    Turning.turn(this, turn, result.pixels);
    return result;
  }

  /**
   * A copy for Java2D and other libraries.
   *
   * @return a picture that stays valid after this image is closed
   * @throws IllegalStateException if the image is closed
   */
  public BufferedImage toBufferedImage() {
    requireOpen();
    BufferedImage picture = new BufferedImage(size.width(), size.height(), format.bufferedType);
    byte[] target = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    int row = size.width() * format.bytes;
    for (int y = 0; y < size.height(); y++) {
      pixels.get(y * rowStride, target, y * row, row);
    }
    return picture;
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
