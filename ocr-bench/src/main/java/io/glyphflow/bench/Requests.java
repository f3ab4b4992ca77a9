package io.glyphflow.bench;

import io.glyphflow.core.image.EncodedImage;
import io.glyphflow.core.image.ImageEncoder;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.Cropper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;

/**
 * OPT-008 and OPT-009: crops of 812 x 422 pixels as the bodies of requests, JPEG in base 64. Most
 * crops have the size that the model wants already.
 */
public final class Requests implements AutoCloseable {

  /** The ways. */
  public enum Arm {
    /** Resized, whatever the size, encoded and printed once to measure and once to send. */
    RESIZE_AND_ENCODE_TWICE,
    /** Resized, whatever the size, encoded once. */
    RESIZE_AND_ENCODE,
    /** Resized only if the size differs, encoded once, all memory used again. */
    ENCODE_ONCE
  }

  private static final ImageEncoder JPEG = ImageEncoder.jpeg(90);

  private final PageImage page = ScannedPage.image();
  private final List<PageImage> crops;
  private final EncodedImage encoded = new EncodedImage();
  private final byte[] part = new byte[3 << 13];
  private final byte[] text = new byte[4 << 13];

  Requests(int count) {
    crops =
        ScannedPage.regions(page, count).stream()
            .map(Cropper.Request::region)
            .map(region -> page.view(region.box()))
            .toList();
  }

  /** A checksum of all bodies. */
  long run(Arm arm) {
    long sum = 0;
    for (PageImage crop : crops) {
      sum +=
          switch (arm) {
            case RESIZE_AND_ENCODE_TWICE -> {
              int measured = printed(resizedAndEncoded(crop)).length();
              String sent = printed(resizedAndEncoded(crop));
              if (measured != sent.length()) {
                throw new IllegalStateException("the second encoding differs from the first");
              }
              yield sum(sent);
            }
            case RESIZE_AND_ENCODE -> {
              String sent = printed(resizedAndEncoded(crop));
              yield sum(sent);
            }
            case ENCODE_ONCE -> encodedOnce(crop);
          };
    }
    return sum;
  }

  /** How often the fast way resized so far. */
  long resizes() {
    return encoded.resizes();
  }

  /** The same size, by way of another image: what a resize does that does not look. */
  private static byte[] resizedAndEncoded(PageImage crop) {
    try (PageImage resized = PageImage.from(crop.toBufferedImage(), 0)) {
      return JPEG.encode(resized);
    }
  }

  private static String printed(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static long sum(String body) {
    CRC32 sum = new CRC32();
    sum.update(body.getBytes(StandardCharsets.ISO_8859_1));
    return sum.getValue();
  }

  /** Part by part, from the encoder's memory into the body. */
  private long encodedOnce(PageImage crop) {
    JPEG.encode(crop, crop.size(), encoded);
    ByteBuffer bytes = encoded.bytes();
    CRC32 sum = new CRC32();
    while (bytes.hasRemaining()) {
      byte[] next = bytes.remaining() >= part.length ? part : new byte[bytes.remaining()];
      bytes.get(next);
      sum.update(text, 0, Base64.getEncoder().encode(next, text));
    }
    return sum.getValue();
  }

  @Override
  public void close() {
    encoded.close();
    page.close();
  }
}
