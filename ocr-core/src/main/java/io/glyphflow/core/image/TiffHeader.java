package io.glyphflow.core.image;

/** What the directory of a frame of a TIFF tells. */
final class TiffHeader {

  private static final int BLACK_IS_ZERO = 1;

  private TiffHeader() {}

  static ImageHeader read(TiffDirectory directory) {
    int channels = (int) Math.min(directory.value(TiffDirectory.SAMPLES_PER_PIXEL, 1), 0xffff);
    boolean isGray = directory.value(TiffDirectory.PHOTOMETRIC, 2) <= BLACK_IS_ZERO;
    return new ImageHeader(
        ImageFormat.TIFF,
        ImageHeader.size(
            directory.value(TiffDirectory.IMAGE_WIDTH, 0),
            directory.value(TiffDirectory.IMAGE_LENGTH, 0)),
        directory.orientation(),
        directory.dpi(),
        channels,
        (int) Math.min(directory.value(TiffDirectory.BITS_PER_SAMPLE, 1), 0xffff),
        isGray && channels <= 2 ? PageImage.Format.GRAY8 : PageImage.Format.BGR24,
        false);
  }
}
