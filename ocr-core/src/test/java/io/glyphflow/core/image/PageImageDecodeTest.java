package io.glyphflow.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage.Format;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageImageDecodeTest {

  private static final int[] WHITE = {255, 255, 255};

  // --- formats ---

  @ParameterizedTest
  @CsvSource({
    "jpg, 5, BGR24, true",
    "jpg, 10, GRAY8, true",
    "png, 5, BGR24, true",
    "png, 6, BGR24, true",
    "png, 10, GRAY8, true",
    "png, 11, GRAY8, true",
    "png, 12, GRAY8, true",
    "png, 13, BGR24, true",
    "bmp, 5, BGR24, true",
    "gif, 13, BGR24, false",
    "tiff, 5, BGR24, false",
    "tiff, 10, GRAY8, false",
    "tiff, 11, GRAY8, false",
    "tiff, 12, GRAY8, false"
  })
  void decode_formatsAndTypes_areWhatTheJdkReads(
      String format, int type, Format expected, boolean isNative) throws IOException {
    byte[] bytes = Encoded.of(Encoded.picture(37, 23, type, 1), format);

    for (ByteBuffer encoded : new ByteBuffer[] {Encoded.direct(bytes), ByteBuffer.wrap(bytes)}) {
      try (PageImage image = PageImage.decode(encoded)) {
        assertThat(image.format()).isEqualTo(expected);
        assertThat(image.isNative()).isEqualTo(isNative);
        assertThat(image.ownedBytes()).isEqualTo(37L * 23 * expected.bytesPerPixel());
        assertThat(encoded.remaining()).isEqualTo(bytes.length);
        assertAlike(image, jdk(bytes), format.equals("jpg") ? 2 : type == 6 ? 1 : 0);
      }
    }
  }

  @Test
  void decode_partOfABuffer_readsThatPart() {
    byte[] png = Encoded.of(Encoded.picture(5, 4, BufferedImage.TYPE_3BYTE_BGR, 2), "png");
    ByteBuffer around = Encoded.direct(Encoded.join(new byte[7], png, new byte[9]));
    around.position(7).limit(7 + png.length);

    try (PageImage image = PageImage.decode(around)) {
      assertThat(image.size()).isEqualTo(new Size(5, 4));
      assertThat(around.position()).isEqualTo(7);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"webp", "lossless"})
  void decode_webp_isThePictureThatWasEncoded(String kind) {
    BufferedImage picture = Encoded.picture(64, 48, BufferedImage.TYPE_3BYTE_BGR, 3);
    try (PageImage image = PageImage.from(picture, 0)) {
      int quality = kind.equals("webp") ? 95 : 101;
      byte[] webp = ImageEncoder.webp(quality).encode(image);
      try (PageImage decoded = PageImage.decode(Encoded.direct(webp))) {
        assertThat(ImageHeader.read(ByteBuffer.wrap(webp)).format()).isEqualTo(ImageFormat.WEBP);
        assertAlike(decoded, image, kind.equals("webp") ? 40 : 0);
      }
    }
  }

  @Test
  void decode_sixteenBits_areScaledToEight() {
    BufferedImage gray = new BufferedImage(256, 1, BufferedImage.TYPE_USHORT_GRAY);
    for (int x = 0; x < 256; x++) {
      gray.getRaster().setSample(x, 0, 0, x * 257 + (x < 255 ? 128 : 0));
    }
    for (String format : new String[] {"png", "tiff"}) {
      try (PageImage image = PageImage.decode(Encoded.direct(Encoded.of(gray, format)))) {
        assertThat(image.format()).isEqualTo(Format.GRAY8);
        for (int x = 0; x < 256; x++) {
          assertThat(level(image, x, 0, 0)).isEqualTo(x);
        }
      }
    }
    byte[] rgb = {0x12, (byte) 0xff, 0x7f, 0, (byte) 0xff, (byte) 0xff};
    try (PageImage image = PageImage.decode(ByteBuffer.wrap(Encoded.png(1, 1, 16, 2, rgb)))) {
      assertThat(pixel(image, 0, 0)).containsExactly(255, 127, 19); // 127 * 256 / 257 = 126.5
    }
  }

  // --- transparency: over white ---

  @ParameterizedTest
  @CsvSource({"0, 255", "255, 40", "128, 147", "1, 254"})
  void decode_alpha_isLaidOverWhite(int alpha, int expected) {
    byte a = (byte) alpha;
    byte[] rgba = Encoded.png(1, 1, 8, 6, new byte[] {40, 40, 40, a});
    byte[] gray = Encoded.png(1, 1, 8, 4, new byte[] {40, a});
    byte[] palette =
        Encoded.png(
            1,
            1,
            8,
            3,
            new byte[] {1},
            Encoded.chunk("PLTE", new byte[] {0, 9, 0, 40, 40, 40}),
            Encoded.chunk("tRNS", new byte[] {(byte) 255, a}));
    byte[] wide = Encoded.png(1, 1, 16, 6, new byte[] {40, 40, 40, 40, 40, 40, a, a});

    assertThat(decodedPixel(rgba)).containsExactly(expected, expected, expected);
    assertThat(decodedPixel(gray)).containsExactly(expected);
    assertThat(decodedPixel(palette)).containsExactly(expected, expected, expected);
    assertThat(decodedPixel(wide)).containsExactly(expected, expected, expected);
  }

  @Test
  void decode_transparentColor_isWhite() {
    byte[] gray =
        Encoded.png(2, 1, 8, 0, new byte[] {7, 8}, Encoded.chunk("tRNS", new byte[] {0, 7}));
    byte[] rgb =
        Encoded.png(
            2,
            1,
            8,
            2,
            new byte[] {1, 2, 3, 4, 5, 6},
            Encoded.chunk("tRNS", new byte[] {0, 1, 0, 2, 0, 3}));

    try (PageImage image = PageImage.decode(ByteBuffer.wrap(gray));
        PageImage color = PageImage.decode(ByteBuffer.wrap(rgb))) {
      assertThat(level(image, 0, 0, 0)).isEqualTo(255);
      assertThat(level(image, 1, 0, 0)).isEqualTo(8);
      assertThat(pixel(color, 0, 0)).containsExactly(WHITE);
      assertThat(pixel(color, 1, 0)).containsExactly(6, 5, 4);
    }
  }

  @Test
  void decode_palettes_areGrayIfAllTheirColorsAre() {
    byte[] grays = {0, (byte) 200};
    BufferedImage gray =
        new BufferedImage(
            3, 1, BufferedImage.TYPE_BYTE_BINARY, new IndexColorModel(1, 2, grays, grays, grays));
    gray.getRaster().setSample(1, 0, 0, 1);
    BufferedImage color =
        new BufferedImage(
            3,
            1,
            BufferedImage.TYPE_BYTE_BINARY,
            new IndexColorModel(1, 2, grays, new byte[] {9, 9}, grays));

    try (PageImage image = PageImage.decode(ByteBuffer.wrap(Encoded.of(gray, "png")));
        PageImage other = PageImage.decode(ByteBuffer.wrap(Encoded.of(color, "png")))) {
      assertThat(image.format()).isEqualTo(Format.GRAY8);
      assertThat(level(image, 0, 0, 0)).isZero();
      assertThat(level(image, 1, 0, 0)).isEqualTo(200);
      assertThat(pixel(other, 0, 0)).containsExactly(0, 9, 0);
    }
  }

  @Test
  void decode_transparentWebp_isLaidOverWhite() {
    byte[] webp = webpOfOneColor(0x00, 10, 20, 30);
    byte[] opaque = webpOfOneColor(0xff, 10, 20, 30);

    assertThat(decodedPixel(webp)).containsExactly(WHITE);
    assertThat(decodedPixel(opaque)).containsExactly(30, 20, 10);
  }

  /**
   * A lossless WebP of one pixel: no transform, no color cache, one set of five prefix codes, each
   * with a single symbol of 8 bits, so that the pixel itself takes no bits.
   */
  private static byte[] webpOfOneColor(int alpha, int red, int green, int blue) {
    long[] bits = {0, 0};
    int at = 0;
    at = put(bits, at, 0, 14); // width - 1
    at = put(bits, at, 0, 14); // height - 1
    at = put(bits, at, 1, 1); // alpha is used
    at = put(bits, at, 0, 3); // version
    at = put(bits, at, 0, 3); // no transform, no cache, one set of codes
    for (int level : new int[] {green, red, blue, alpha}) {
      at = put(bits, at, 1, 1); // simple code
      at = put(bits, at, 0, 1); // of one symbol
      at = put(bits, at, 1, 1); // of 8 bits
      at = put(bits, at, level, 8);
    }
    put(bits, at, 0b0_0_0_1, 4); // distances: simple, one symbol of 1 bit, 0
    ByteBuffer data = ByteBuffer.allocate(17).order(ByteOrder.LITTLE_ENDIAN);
    data.put((byte) 0x2f).putLong(bits[0]).putLong(bits[1]);
    ByteBuffer riff = ByteBuffer.allocate(38).order(ByteOrder.LITTLE_ENDIAN);
    riff.put("RIFF".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).putInt(30);
    riff.put("WEBPVP8L".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).putInt(17);
    return riff.put(data.array()).put((byte) 0).array();
  }

  private static int put(long[] bits, int at, long value, int count) {
    for (int i = 0; i < count; i++) {
      bits[(at + i) / 64] |= (value >> i & 1) << (at + i) % 64;
    }
    return at + count;
  }

  // --- CMYK ---

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0, 255, 255, 255",
    "255, 0, 0, 0, 0, 255, 255",
    "0, 255, 0, 0, 255, 0, 255",
    "0, 0, 255, 0, 255, 255, 0",
    "0, 0, 0, 255, 0, 0, 0",
    "128, 64, 0, 0, 127, 191, 255",
    "128, 64, 0, 128, 63, 95, 127"
  })
  void decode_cmyk_plainOrInverted_isTheSameColor(
      int cyan, int magenta, int yellow, int black, int red, int green, int blue) {
    byte[] plain = Encoded.plainJpeg(Encoded.inks(16, 16, cyan, magenta, yellow, black));
    byte[] inverted =
        Encoded.withAdobeMarker(
            Encoded.plainJpeg(
                Encoded.inks(16, 16, 255 - cyan, 255 - magenta, 255 - yellow, 255 - black)));

    assertThat(ImageHeader.read(ByteBuffer.wrap(plain)).isCmyk()).isTrue();
    assertThat(ImageHeader.read(ByteBuffer.wrap(inverted)).hasAdobeMarker()).isTrue();
    assertNear(decodedPixel(plain), blue, green, red);
    assertNear(decodedPixel(inverted), blue, green, red);
  }

  // --- orientation ---

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void decode_orientation_isAppliedOnceInEveryFormat(int orientation) {
    BufferedImage picture = Encoded.picture(7, 5, BufferedImage.TYPE_3BYTE_BGR, 4);
    byte[] exif = Encoded.exif(orientation, 300, ByteOrder.LITTLE_ENDIAN);
    byte[] motorola = Encoded.exif(orientation, 300, ByteOrder.BIG_ENDIAN);
    byte[] jpeg = Encoded.of(picture, "jpg");
    byte[] png = Encoded.of(picture, "png");
    byte[] webp;
    try (PageImage image = PageImage.from(picture, 0)) {
      webp = ImageEncoder.webp(101).encode(image);
    }

    assertTurned(jpeg, Encoded.withExif(jpeg, exif), orientation);
    assertTurned(jpeg, Encoded.withExif(jpeg, motorola), orientation);
    assertTurned(png, Encoded.withChunk(png, Encoded.chunk("eXIf", exif)), orientation);
    assertTurned(webp, Encoded.withExifWebp(webp, 7, 5, exif), orientation);
    byte[] tiff = Encoded.of(picture, "tiff");
    assertTurned(tiff, withOrientation(tiff, orientation), orientation);
  }

  /** The JDK writes no such tag; the one for the kind of file is of no use here. */
  private static byte[] withOrientation(byte[] tiff, int orientation) {
    ByteBuffer bytes = ByteBuffer.wrap(tiff);
    bytes.order(tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int old = bytes.getInt(4);
    int count = bytes.getShort(old);
    ByteBuffer directory = ByteBuffer.allocate(2 + 12 * (count + 1) + 4).order(bytes.order());
    directory.putShort((short) (count + 1));
    boolean isIn = false;
    for (int i = 0; i < count; i++) {
      if (!isIn && (bytes.getShort(old + 2 + 12 * i) & 0xffff) > 274) {
        directory.putShort((short) 274).putShort((short) 3).putInt(1);
        directory.putShort((short) orientation).putShort((short) 0);
        isIn = true;
      }
      directory.put(tiff, old + 2 + 12 * i, 12);
    }
    byte[] all = Encoded.join(tiff, new byte[tiff.length & 1], directory.array());
    ByteBuffer.wrap(all).order(bytes.order()).putInt(4, tiff.length + (tiff.length & 1));
    return all;
  }

  private static void assertTurned(byte[] stored, byte[] tagged, int orientation) {
    try (PageImage from = PageImage.decode(ByteBuffer.wrap(stored));
        PageImage to = PageImage.decode(ByteBuffer.wrap(tagged))) {
      assertThat(ImageHeader.read(ByteBuffer.wrap(tagged)).orientation()).isEqualTo(orientation);
      assertThat(ImageHeader.read(ByteBuffer.wrap(tagged)).uprightSize()).isEqualTo(to.size());
      int right = from.size().width() - 1;
      int bottom = from.size().height() - 1;
      assertThat(to.size().area()).isEqualTo(from.size().area());
      for (int y = 0; y < to.size().height(); y++) {
        for (int x = 0; x < to.size().width(); x++) {
          int[] expected =
              switch (orientation) {
                case 1 -> pixel(from, x, y);
                case 2 -> pixel(from, right - x, y);
                case 3 -> pixel(from, right - x, bottom - y);
                case 4 -> pixel(from, x, bottom - y);
                case 5 -> pixel(from, y, x);
                case 6 -> pixel(from, y, bottom - x);
                case 7 -> pixel(from, right - y, bottom - x);
                default -> pixel(from, right - y, x);
              };
          assertThat(pixel(to, x, y)).as("%d, %d", x, y).containsExactly(expected);
        }
      }
    }
  }

  @Test
  void upright_heapOrNative_staysThereAndClosesTheStored() {
    PageImage heap = PageImage.allocate(new Size(3, 2), Format.GRAY8);
    PageImage outside = PageImage.allocateNative(new Size(3, 2), Format.GRAY8, 150);

    assertThat((Object) heap.upright(1)).isSameAs(heap);
    try (PageImage turned = heap.upright(6);
        PageImage other = outside.upright(7)) {
      assertThat(turned.isNative()).isFalse();
      assertThat(other.isNative()).isTrue();
      assertThat(other.dpi()).isEqualTo(150);
      assertThat(turned.size()).isEqualTo(new Size(2, 3));
      assertThat(heap.isClosed()).isTrue();
      assertThat(outside.isClosed()).isTrue();
    }
    assertThatThrownBy(() -> PageImage.allocate(new Size(1, 1), Format.GRAY8).upright(9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("orientation: 9, must be 1..8");
  }

  // --- frames ---

  @Test
  void decode_framesOfATiff_areReadByNumber() {
    BufferedImage first = Encoded.picture(9, 8, BufferedImage.TYPE_BYTE_BINARY, 5);
    BufferedImage second = Encoded.picture(17, 4, BufferedImage.TYPE_BYTE_BINARY, 6);
    ByteBuffer tiff = Encoded.direct(Encoded.tiff("CCITT T.6", first, second));

    try (PageImage one = PageImage.decode(tiff, 0, ImageLimits.defaults());
        PageImage two = PageImage.decode(tiff, 1, ImageLimits.defaults())) {
      assertAlike(one, PageImage.from(first, 0), 0);
      assertAlike(two, PageImage.from(second, 0), 0);
    }
    assertThat(ImageHeader.read(tiff, 1).storedSize()).isEqualTo(new Size(17, 4));
    assertUnreadable(() -> PageImage.decode(tiff, 2, ImageLimits.defaults()), "frame 2");
  }

  @Test
  void decode_secondFrameOfAPng_throws() {
    byte[] png = Encoded.of(Encoded.picture(5, 4, BufferedImage.TYPE_3BYTE_BGR, 2), "png");

    assertUnreadable(
        () -> PageImage.decode(ByteBuffer.wrap(png), 1, ImageLimits.defaults()),
        "frame 1 of a PNG");
  }

  // --- damage ---

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "bmp", "gif", "tiff"})
  void decode_cutOffAnywhere_throws(String format) {
    byte[] whole = Encoded.of(Encoded.picture(64, 64, BufferedImage.TYPE_3BYTE_BGR, 7), format);

    for (int length = 0; length < whole.length; length += Math.max(1, whole.length / 300)) {
      byte[] part = Arrays.copyOf(whole, length);
      assertUnreadable(() -> PageImage.decode(ByteBuffer.wrap(part)), "");
    }
  }

  @Test
  void decode_webpCutOff_throws() {
    BufferedImage picture = Encoded.picture(64, 48, BufferedImage.TYPE_3BYTE_BGR, 3);
    try (PageImage image = PageImage.from(picture, 0)) {
      byte[] webp = ImageEncoder.webp(90).encode(image);
      for (int length = 0; length < webp.length - 1; length += 7) {
        byte[] part = Arrays.copyOf(webp, length);
        assertUnreadable(() -> PageImage.decode(ByteBuffer.wrap(part)), "");
      }
    }
  }

  @Test
  void decode_jpegWithoutHalfItsPixelsButWithItsEnd_throws() {
    byte[] whole = Encoded.of(Encoded.picture(64, 64, BufferedImage.TYPE_3BYTE_BGR, 8), "jpg");
    byte[] half = Encoded.join(Arrays.copyOf(whole, whole.length * 2 / 3), jpegEnd());

    assertUnreadable(() -> PageImage.decode(ByteBuffer.wrap(half)), "truncated");
  }

  @Test
  void decode_grayPage_isNotTakenForTruncated() {
    BufferedImage gray = new BufferedImage(32, 32, BufferedImage.TYPE_BYTE_GRAY);
    Arrays.fill(
        ((java.awt.image.DataBufferByte) gray.getRaster().getDataBuffer()).getData(), (byte) 128);

    try (PageImage image = PageImage.decode(ByteBuffer.wrap(Encoded.of(gray, "jpg")))) {
      assertThat(level(image, 31, 31, 0)).isEqualTo(128);
    }
  }

  @Test
  void decode_bytesBehindTheEnd_areIgnored() {
    BufferedImage picture = Encoded.picture(16, 16, BufferedImage.TYPE_3BYTE_BGR, 9);
    for (String format : new String[] {"jpg", "png", "bmp", "gif", "tiff"}) {
      byte[] longer = Encoded.join(Encoded.of(picture, format), new byte[] {1, 2, 3, 4, 5});
      try (PageImage image = PageImage.decode(ByteBuffer.wrap(longer))) {
        assertThat(image.size()).isEqualTo(new Size(16, 16));
      }
    }
  }

  @Test
  void decode_damagedPng_throws() {
    byte[] png = Encoded.of(Encoded.picture(64, 64, BufferedImage.TYPE_3BYTE_BGR, 10), "png");
    png[png.length / 2] ^= 0x55;

    assertUnreadable(() -> PageImage.decode(ByteBuffer.wrap(png)), "PNG");
  }

  private static byte[] jpegEnd() {
    return new byte[] {(byte) 0xff, (byte) 0xd9};
  }

  @Test
  void decode_jpegOfTwelveBits_throws() {
    byte[] jpeg = Encoded.of(Encoded.picture(16, 16, BufferedImage.TYPE_BYTE_GRAY, 1), "jpg");
    for (int i = 0; i < jpeg.length; i++) {
      if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) 0xc0) {
        jpeg[i + 4] = 12;
        break;
      }
    }

    assertUnreadable(() -> PageImage.decode(ByteBuffer.wrap(jpeg)), "12 bits a channel");
  }

  // --- limits ---

  @Test
  void decode_beyondALimit_throwsBeforeDecoding() {
    byte[] huge = Encoded.png(60_000, 60_000, 8, 2, new byte[60_000]);
    byte[] wide = Encoded.png(70_000, 1, 1, 0, new byte[8_750]);
    ImageLimits small = ImageLimits.defaults().withMaxBytes(100);

    assertLimit(() -> PageImage.decode(ByteBuffer.wrap(huge)), "3600000000 pixels");
    assertLimit(() -> PageImage.decode(ByteBuffer.wrap(wide)), "each side must be <= 65500");
    assertLimit(() -> PageImage.decode(ByteBuffer.wrap(huge), small), "bytes, must be <= 100");
  }

  @Test
  void decode_bombOfOneColor_isRefusedForItsRatio() {
    byte[] bomb = webpOfOneColor(255, 1, 2, 3);
    // 13,000 x 13,000 from 38 bytes
    int size = 12_999;
    ByteBuffer.wrap(bomb).order(ByteOrder.LITTLE_ENDIAN).putInt(21, size | size << 14 | 1 << 28);

    assertLimit(() -> PageImage.decode(ByteBuffer.wrap(bomb)), "38 bytes claim to be 507000000");
  }

  @Test
  void decode_blankFax_isNotABomb() {
    BufferedImage blank = new BufferedImage(9_921, 7_016, BufferedImage.TYPE_BYTE_BINARY);
    byte[] fax = Encoded.of(blank, "tiff", "CCITT T.6");

    assertThat(69_605_736 / fax.length).isGreaterThan(1_000);
    try (PageImage image = PageImage.decode(ByteBuffer.wrap(fax))) {
      assertThat(image.ownedBytes()).isEqualTo(69_605_736);
    }
  }

  // --- files ---

  @Test
  void decode_realFiles_areRead() throws IOException {
    Path pages = Path.of(System.getProperty("glyphflow.shared", "../shared"), "testdata", "pages");
    if (!Files.isDirectory(pages)) {
      return;
    }
    try (PageImage text = decode(pages.resolve("rapidocr-tests/black_font_color_transparent.png"));
        PageImage photo = decode(pages.resolve("tesseract-test/phototest.tif"));
        PageImage alice = decode(pages.resolve("hocr-tools-alice/alice_1.png"));
        PageImage empty = decode(pages.resolve("rapidocr-tests/empty_black.jpg"))) {
      assertThat(photo.format()).isEqualTo(Format.GRAY8);
      assertThat(photo.size()).isEqualTo(new Size(640, 480));
      assertThat(dark(photo)).isBetween(0.02, 0.3);
      assertThat(alice.size()).isEqualTo(new Size(2488, 3507));
      assertThat(alice.format()).isEqualTo(Format.GRAY8);
      assertThat(dark(text)).as("black text on a transparent ground").isBetween(0.01, 0.4);
      assertThat(dark(empty)).isEqualTo(1);
    }
    try (var files = Files.walk(pages)) {
      for (Path file : files.filter(f -> f.toString().matches(".*\\.(png|jpg|tif)")).toList()) {
        try (PageImage image = decode(file)) {
          assertThat(image.size())
              .isEqualTo(ImageHeader.read(ByteBuffer.wrap(Files.readAllBytes(file))).uprightSize());
        }
      }
    }
  }

  private static PageImage decode(Path file) throws IOException {
    return PageImage.decode(Encoded.direct(Files.readAllBytes(file)));
  }

  private static double dark(PageImage image) {
    long count = 0;
    for (int y = 0; y < image.size().height(); y++) {
      for (int x = 0; x < image.size().width(); x++) {
        count += level(image, x, y, 0) < 128 ? 1 : 0;
      }
    }
    return (double) count / image.size().area();
  }

  // --- memory ---

  @Test
  void decode_aThousandTimes_keepsMemoryFlat() {
    // 3 MB decoded: a thousand of them left open would be 3 GB.
    ByteBuffer color =
        Encoded.direct(
            Encoded.withExif(
                Encoded.of(Encoded.picture(1000, 1000, BufferedImage.TYPE_3BYTE_BGR, 11), "jpg"),
                Encoded.exif(6, 300, ByteOrder.BIG_ENDIAN)));
    ByteBuffer alpha =
        ByteBuffer.wrap(
            Encoded.of(Encoded.picture(300, 300, BufferedImage.TYPE_4BYTE_ABGR, 12), "png"));
    decode(50, color, alpha);
    long before = Pointer.physicalBytes();
    long counted = Pointer.totalBytes();

    decode(500, color, alpha);

    assertThat(Pointer.physicalBytes() - before).isLessThan(200L << 20);
    assertThat(Pointer.totalBytes() - counted).isLessThan(1L << 20);
  }

  private static void decode(int times, ByteBuffer... pictures) {
    for (int i = 0; i < times; i++) {
      for (ByteBuffer picture : pictures) {
        PageImage.decode(picture).close();
      }
    }
  }

  // --- checks ---

  private static PageImage jdk(byte[] bytes) throws IOException {
    return PageImage.from(ImageIO.read(new ByteArrayInputStream(bytes)), 0);
  }

  static void assertAlike(PageImage actual, PageImage expected, int levels) {
    assertThat(actual.size()).isEqualTo(expected.size());
    assertThat(actual.format()).isEqualTo(expected.format());
    for (int y = 0; y < expected.size().height(); y++) {
      for (int x = 0; x < expected.size().width(); x++) {
        for (int i = 0; i < expected.format().bytesPerPixel(); i++) {
          int difference = Math.abs(level(actual, x, y, i) - level(expected, x, y, i));
          if (difference > levels) {
            assertThat(level(actual, x, y, i))
                .as("channel %d at %d, %d", i, x, y)
                .isEqualTo(level(expected, x, y, i));
          }
        }
      }
    }
  }

  private static int[] decodedPixel(byte[] encoded) {
    try (PageImage image = PageImage.decode(ByteBuffer.wrap(encoded))) {
      return pixel(image, image.size().width() / 2, image.size().height() / 2);
    }
  }

  private static void assertNear(int[] pixel, int... expected) {
    assertThat(pixel).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(pixel[i]).as("channel %d", i).isBetween(expected[i] - 3, expected[i] + 3);
    }
  }

  private static int[] pixel(PageImage image, int x, int y) {
    int[] levels = new int[image.format().bytesPerPixel()];
    Arrays.setAll(levels, i -> level(image, x, y, i));
    return levels;
  }

  static int level(PageImage image, int x, int y, int channel) {
    int at = y * image.rowStride() + x * image.format().bytesPerPixel() + channel;
    return image.pixels().get(at) & 0xff;
  }

  static void assertUnreadable(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ImageException.class,
            e -> assertThat(e.reason()).isEqualTo(ImageException.Reason.UNREADABLE))
        .hasMessageContaining(message);
  }

  private static void assertLimit(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ImageException.class,
            e -> assertThat(e.reason()).isEqualTo(ImageException.Reason.LIMIT))
        .hasMessageContaining(message);
  }
}
