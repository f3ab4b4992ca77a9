package io.glyphflow.core.image;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.internal.opencv.OpenCv;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Writes pictures into the input of a model: resized, padded, channels in order, scaled and
 * normalized, from the page's own memory to the tensor's. The bytes between are in memory outside
 * the heap that is used again for every picture; nothing is copied to a Java array. Pictures in the
 * model's size are not resized. Not thread-safe: one for each thread.
 *
 * <p>As long as native pictures of the same size follow each other, nothing at all is allocated. An
 * A4 page at 300 dpi in color becomes a tensor of 800 x 800 in about 2 ms on one core; linear
 * interpolation reads the four pixels around each and is bound by memory, {@link
 * TensorSpec.Resampling#AREA} reads all of them and takes ten times as long.
 */
public final class TensorWriter implements AutoCloseable {

  /** Memory of a whole picture that is kept for the next one: A3 in color at 300 dpi. */
  private static final long KEPT = 64L << 20;

  private final TensorSpec spec;
  private final TensorKernel kernel;
  private final Raster picture = new Raster();
  private final Scratch copied = new Scratch();
  private final Scratch decoded = new Scratch();
  private TensorSpec sized;
  private TensorPlacement placement;
  private Size resized;
  private boolean isClosed;

  /**
   * Takes no memory yet.
   *
   * @param spec what the model wants
   */
  public TensorWriter(TensorSpec spec) {
    OpenCv.load();
    this.spec = spec;
    this.kernel = new TensorKernel(spec);
    this.sized = spec;
    this.placement = spec.placement(spec.size());
    this.resized = placement.resized();
  }

  /**
   * What the model wants.
   *
   * @return the specification
   */
  public TensorSpec spec() {
    return spec;
  }

  /**
   * Writes a picture. The position of the buffer moves behind what was written, so that pictures of
   * a batch follow each other.
   *
   * @param picture an open image; outside the heap it is read where it is, views too
   * @param target direct, in the order of bytes of this machine
   * @return where the picture lies in the tensor
   * @throws IllegalArgumentException if {@code target} is not direct, has another order of bytes,
   *     is read-only, or has no room for {@link TensorSpec#values()}
   * @throws IllegalStateException if this or the picture is closed
   */
  public TensorPlacement write(PageImage picture, FloatBuffer target) {
    return write(picture, spec.size(), target);
  }

  /**
   * Writes a picture in another size than that of the specification, for models that take any: the
   * same as {@link #write(PageImage, FloatBuffer)} of {@link TensorSpec#withSize}.
   *
   * @param picture an open image; outside the heap it is read where it is, views too
   * @param size of the model's input for this picture
   * @param target direct, in the order of bytes of this machine
   * @return where the picture lies in the tensor
   * @throws IllegalArgumentException if {@code target} is not direct, has another order of bytes,
   *     is read-only, or has no room, or the specification takes no such size
   * @throws IllegalStateException if this or the picture is closed
   */
  public TensorPlacement write(PageImage picture, Size size, FloatBuffer target) {
    requireOpen();
    resize(size);
    check(target);
    if (!picture.size().equals(placement.picture())) {
      place(picture.size());
    }
    try {
      show(picture);
      kernel.resize(this.picture, resized.width(), resized.height());
      finish(target);
      return placement;
    } finally {
      copied.shrink(KEPT);
      // OpenCV was given nothing but addresses.
      Reference.reachabilityFence(picture);
      Reference.reachabilityFence(target);
    }
  }

  private void check(FloatBuffer target) {
    if (!target.isDirect() || target.isReadOnly()) {
      throw new IllegalArgumentException("target: must be direct and writable");
    }
    if (!target.order().equals(ByteOrder.nativeOrder())) {
      throw new IllegalArgumentException(
          "target: " + target.order() + ", must be " + ByteOrder.nativeOrder());
    }
    if (target.remaining() < sized.values()) {
      throw new IllegalArgumentException(
          "target: room for " + target.remaining() + " values, must be >= " + sized.values());
    }
  }

  /**
   * Decodes a picture and writes it, where nothing but the tensor is wanted of it. A JPEG is
   * decoded at 1/2, 1/4 or 1/8 of its sides if that is enough (see {@link
   * PageImage#decodeReduced}), into memory that is used again, and turned upright when it is small;
   * no array or image lies between bytes and tensor. Other formats are decoded in full.
   *
   * @param encoded bytes from position to limit, left as they are; direct ones are not copied
   * @param limits checked before anything is decoded: pixels and sides as stored, bytes as decoded
   * @param target direct, in the order of bytes of this machine
   * @return where the picture lies in the tensor, in pixels of the picture decoded in full and
   *     upright: what {@link #write(PageImage, FloatBuffer)} would return
   * @throws ImageException with {@link ImageException.Reason#UNREADABLE} if it is no picture,
   *     damaged or cut off, with {@link ImageException.Reason#LIMIT} if it is too large
   * @throws IllegalArgumentException if {@code target} is not direct, has another order of bytes,
   *     is read-only, or has no room for {@link TensorSpec#values()}
   * @throws IllegalStateException if this is closed
   */
  public TensorPlacement write(ByteBuffer encoded, ImageLimits limits, FloatBuffer target) {
    return write(encoded, limits, spec.size(), target);
  }

  private TensorPlacement write(
      ByteBuffer encoded, ImageLimits limits, Size size, FloatBuffer target) {
    requireOpen();
    limits.checkBytes(encoded.remaining());
    ImageHeader header = ImageHeader.read(encoded);
    if (header.format() != ImageFormat.JPEG || header.isCmyk() || header.bits() != 8) {
      try (PageImage image = PageImage.decode(encoded, limits)) {
        return write(image, size, target);
      }
    }
    resize(size);
    check(target);
    place(header.uprightSize());
    int reduction = header.reduction(resized);
    limits.check(header, reduction, encoded.remaining());
    try (PageImage image = Decoding.jpeg(encoded, header, reduction, memory(header, reduction))) {
      show(image);
      boolean isAcross = header.orientation() >= 5;
      int width = isAcross ? resized.height() : resized.width();
      int height = isAcross ? resized.width() : resized.height();
      if (reduction == 1) {
        kernel.resize(picture, width, height);
      } else {
        Size stored = header.storedSize();
        kernel.resize(
            picture,
            (double) reduction * width / stored.width(),
            (double) reduction * height / stored.height(),
            width,
            height);
      }
      kernel.upright(picture, header.orientation());
      finish(target);
    } finally {
      decoded.shrink(KEPT);
      Reference.reachabilityFence(target);
    }
    return placement;
  }

  /** Of this, for the pixels of a picture as stored. */
  private PageImage memory(ImageHeader header, int reduction) {
    Size size = ImageHeader.reduced(header.storedSize(), reduction);
    int row = size.width() * header.decodedFormat().bytesPerPixel();
    ByteBuffer bytes = decoded.bytes((long) row * size.height());
    return PageImage.wrap(bytes, size, header.decodedFormat(), row, 0, () -> {});
  }

  private void resize(Size size) {
    if (!size.equals(sized.size())) {
      sized = spec.withSize(size);
      place(placement.picture());
    }
  }

  private void requireOpen() {
    if (isClosed) {
      throw new IllegalStateException("the tensor writer is closed");
    }
  }

  private void place(Size size) {
    placement = sized.placement(size);
    resized = placement.resized();
  }

  private void show(PageImage image) {
    if (image.isNative()) {
      picture.set(image);
      return;
    }
    int row = image.size().width() * image.format().bytesPerPixel();
    int height = image.size().height();
    ByteBuffer pixels = image.pixels();
    ByteBuffer copy = copied.bytes((long) row * height);
    for (int y = 0; y < height; y++) {
      copy.put(y * row, pixels, y * image.rowStride(), row);
    }
    copied.show(picture, image.size().width(), height, image.format().bytesPerPixel());
  }

  /** Where the picture lies is told by its placement; the position moves on. */
  private void finish(FloatBuffer target) {
    Size size = sized.size();
    kernel.write(
        picture,
        placement.offsetX(),
        placement.offsetY(),
        size.width(),
        size.height(),
        target,
        Address.of(target) + (long) Float.BYTES * target.position());
    var unused = target.position(target.position() + sized.values());
  }

  /** Frees the memory; closing twice does nothing. */
  @Override
  public void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    kernel.close();
    picture.close();
    copied.close();
    decoded.close();
  }
}
