package io.glyphflow.core.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.image.ImageEncoder;
import io.glyphflow.core.image.PageImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;

/** Files that are made to harm: to crash, to hang, to fill the memory. */
final class HostileFiles {

  /**
   * A file that must be refused.
   *
   * @param path where it is
   * @param category why it must be refused
   */
  record Hostile(Path path, FailureCategory category) {}

  private static final FailureCategory UNREADABLE = FailureCategory.INPUT_UNREADABLE;
  private static final FailureCategory LIMIT = FailureCategory.INPUT_LIMIT;

  private final Path folder;
  private final List<Hostile> files = new ArrayList<>();

  private HostileFiles(Path folder) {
    this.folder = folder;
  }

  static List<Hostile> in(Path folder) throws Exception {
    HostileFiles all = new HostileFiles(folder);
    all.claims();
    all.bombs();
    all.truncated();
    all.noFiles();
    all.otherFormats();
    all.structures();
    all.pdfs();
    all.pdfBombs();
    return Collections.unmodifiableList(all.files);
  }

  private void add(String name, FailureCategory category, byte[] bytes) throws IOException {
    files.add(new Hostile(Pictures.file(folder, name, bytes), category));
  }

  /** Headers that claim sides which nobody has memory for. */
  private void claims() throws IOException {
    add("sides.png", LIMIT, Pictures.pngHeader(30_000, 30_000));
    add("sides-max.png", LIMIT, Pictures.pngHeader(Integer.MAX_VALUE, Integer.MAX_VALUE));
    add("sides-ratio.png", LIMIT, Pictures.pngHeader(13_000, 13_000));
    add("sides-zero.png", UNREADABLE, Pictures.pngHeader(0, 5));
    byte[] gif = Pictures.bytes("gif", small());
    little(gif).putShort(6, (short) 0xffff).putShort(8, (short) 0xffff);
    byte[] frame = gif.clone();
    for (int i = 10; i < frame.length - 9; i++) {
      if (frame[i] == ',' && little(frame).getShort(i + 5) == 160) {
        little(frame).putShort(i + 5, (short) 0xffff).putShort(i + 7, (short) 0xffff);
        break;
      }
    }
    add("sides.gif", LIMIT, frame);
    byte[] tiff = Pictures.tiff(null, 20);
    Pictures.setEntry(tiff, 0, 256, 60_000);
    Pictures.setEntry(tiff, 0, 257, 60_000);
    add("sides.tif", LIMIT, tiff);
    byte[] long256 = Pictures.tiff(null, 20);
    Pictures.setEntry(long256, 0, 257, 5_000_000);
    add("rows.tif", LIMIT, long256);
    byte[] bmp = Pictures.bytes("bmp", small());
    little(bmp).putInt(18, 30_000).putInt(22, 30_000);
    add("sides.bmp", LIMIT, bmp);
    byte[] upside = Pictures.bytes("bmp", small());
    little(upside).putInt(22, Integer.MIN_VALUE);
    files.add(new Hostile(Pictures.file(folder, "negative.bmp", upside), LIMIT));
    byte[] jpeg = Pictures.bytes("jpg", small());
    int frameAt = indexOf(jpeg, new byte[] {(byte) 0xff, (byte) 0xc0});
    ByteBuffer.wrap(jpeg)
        .putShort(frameAt + 5, (short) 65_500)
        .putShort(frameAt + 7, (short) 65_500);
    add("sides.jpg", LIMIT, jpeg);
    add("sides.webp", LIMIT, webpCanvas(16_384, 16_384));
  }

  /** Much from little. */
  private void bombs() throws IOException {
    byte[] row = new byte[12_001];
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      for (int y = 0; y < 12_000; y++) {
        out.write(row);
      }
    }
    add("zeros.png", LIMIT, png(12_000, 12_000, 0, packed.toByteArray()));
    byte[] g4 = Pictures.tiff(null, 20);
    Pictures.setEntry(g4, 0, 256, 40_000);
    Pictures.setEntry(g4, 0, 257, 4_000);
    Pictures.setEntry(g4, 0, 259, 4);
    add("fax.tif", LIMIT, g4);
  }

  private void truncated() throws Exception {
    byte[] webp;
    try (PageImage image = PageImage.from(small(), 0)) {
      webp = ImageEncoder.webp(90).encode(image);
    }
    truncated("png", Pictures.bytes("png", small()));
    truncated("jpg", Pictures.bytes("jpg", small()));
    truncated("gif", Pictures.bytes("gif", small()));
    truncated("bmp", Pictures.bytes("bmp", small()));
    truncated("tif", Pictures.tiff("LZW", 120));
    truncated("webp", webp);
    byte[] pdf = TestPdfs.ofTexts("text");
    add("truncated-20.pdf", UNREADABLE, Arrays.copyOf(pdf, pdf.length / 5));
    add("truncated-1.pdf", UNREADABLE, Arrays.copyOf(pdf, 12));
  }

  private void truncated(String format, byte[] whole) throws IOException {
    for (int percent : new int[] {1, 50, 90}) {
      int length = Math.max(9, whole.length * percent / 100);
      add("truncated-" + percent + "." + format, UNREADABLE, Arrays.copyOf(whole, length));
    }
  }

  private void noFiles() throws Exception {
    add("empty.png", UNREADABLE, new byte[0]);
    add("empty.pdf", UNREADABLE, new byte[0]);
    Path directory = Files.createDirectory(folder.resolve("folder.png"));
    files.add(new Hostile(directory, UNREADABLE));
    Path pipe = folder.resolve("pipe.png");
    if (new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0) {
      files.add(new Hostile(pipe, UNREADABLE));
    }
    Path zero = Path.of("/dev/zero");
    if (Files.exists(zero)) {
      files.add(new Hostile(zero, UNREADABLE));
    }
    Path nowhere = folder.resolve("link.png");
    files.add(new Hostile(Files.createSymbolicLink(nowhere, folder.resolve("gone")), UNREADABLE));
    Path self = folder.resolve("self.png");
    files.add(new Hostile(Files.createSymbolicLink(self, self), UNREADABLE));
    files.add(new Hostile(folder.resolve("missing.pdf"), UNREADABLE));
    Path secret = Pictures.file(folder, "secret.png", new byte[] {1, 2, 3});
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
    files.add(new Hostile(secret, UNREADABLE)); // what runs as root reads three bytes
    add("a\nb\u202e\u0007 ★.png", UNREADABLE, new byte[] {1, 2, 3});
    add(" ", UNREADABLE, new byte[] {1, 2, 3});
  }

  private void otherFormats() throws IOException {
    add("text.png", UNREADABLE, "This is text.".getBytes(US_ASCII));
    add("text.pdf", UNREADABLE, "This is text.".getBytes(US_ASCII));
    add("page.html", UNREADABLE, "<html><body>text</body></html>".getBytes(US_ASCII));
    add("archive.zip", UNREADABLE, new byte[] {'P', 'K', 3, 4, 20, 0, 0, 0, 8, 0});
    add("zeros.bin", UNREADABLE, new byte[100_000]);
    for (String magic :
        List.of(
            "\u0089PNG\r\n\u001a\n",
            "\u00ff\u00d8\u00ff\u00e0",
            "GIF89a",
            "BM",
            "II*\0",
            "MM\0*",
            "RIFF\0\0\0\0WEBP",
            "%PDF-1.7\n")) {
      byte[] noise = new byte[5_000];
      new Random(7).nextBytes(noise);
      byte[] mark = magic.getBytes(ISO_8859_1);
      System.arraycopy(mark, 0, noise, 0, mark.length);
      add("noise-" + files.size(), UNREADABLE, noise);
    }
  }

  private void structures() throws IOException {
    byte[] circle = Pictures.tiff(null, 20);
    int directory = Pictures.directories(circle).get(0);
    Pictures.order(circle).putInt(Pictures.nextField(circle, directory), directory);
    add("circle.tif", UNREADABLE, circle);
    byte[] many = {'I', 'I', 42, 0, 8, 0, 0, 0, (byte) 0xff, (byte) 0xff};
    add("entries.tif", UNREADABLE, many);
    byte[] counts = Pictures.tiff("LZW", 20);
    Pictures.setEntry(counts, 0, 279, Integer.MAX_VALUE);
    Pictures.setEntry(counts, 0, 273, Integer.MAX_VALUE);
    add("strips.tif", UNREADABLE, counts);
    add("frameless.gif", UNREADABLE, "GIF89a\1\0\1\0\0\0\0;".getBytes(ISO_8859_1));
    add("start.jpg", UNREADABLE, new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff});
    byte[] jpeg = Pictures.bytes("jpg", small());
    add(
        "exif.jpg",
        UNREADABLE,
        segment(Arrays.copyOf(jpeg, 300), 0xe1, "Exif\0\0II*\0\u00ff\u00ff"));
    add("icc.jpg", UNREADABLE, segment(Arrays.copyOf(jpeg, 300), 0xe2, "ICC_PROFILE\0\u00ff\1"));
    byte[] noEnd = Pictures.pngHeader(10, 10);
    add("pixels.png", UNREADABLE, noEnd);
    byte[] checksum = Pictures.bytes("png", small());
    checksum[60] ^= 0x55;
    add("checksum.png", UNREADABLE, checksum);
  }

  private void pdfs() throws IOException {
    add("encrypted.pdf", FailureCategory.INPUT_ENCRYPTED, TestPdfs.encrypted("secret", "text"));
    add("nothing.pdf", UNREADABLE, TestPdfs.withPage("/MediaBox [0 0 0 0]", List.of()));
    add("giant.pdf", LIMIT, TestPdfs.withPage("/MediaBox [0 0 1e9 1e9]", List.of()));
    add("large.pdf", LIMIT, TestPdfs.withPage("/MediaBox [0 0 14400 14400]", List.of()));
    add("words.pdf", UNREADABLE, TestPdfs.withPage("/MediaBox [/a /b (c) null]", List.of()));
    add(
        "xref.pdf",
        UNREADABLE,
        "%PDF-1.7\nxref\n0 9999999\nstartxref\n9\n%%EOF".getBytes(US_ASCII));
    add(
        "tree.pdf",
        UNREADABLE,
        TestPdfs.raw(
            List.of(
                "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R] /Count 3 >>")));
    add(
        "parents.pdf",
        UNREADABLE,
        TestPdfs.raw(
            List.of(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 3 0 R >>",
                "<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>")));
    add(
        "pageless.pdf",
        UNREADABLE,
        TestPdfs.raw(
            List.of("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>")));
    add("jpeg2000.pdf", UNREADABLE, TestPdfs.withPicture("JPXDecode", new byte[] {0, 0, 0, 12}));
    add("jbig2.pdf", UNREADABLE, TestPdfs.withPicture("JBIG2Decode", new byte[] {0, 0, 0, 12}));
    add("picture.pdf", UNREADABLE, TestPdfs.withPicture("DCTDecode", new byte[] {1, 2, 3}));
    add("nested.pdf", UNREADABLE, ("%PDF-1.7\n1 0 obj\n" + "[".repeat(200_000)).getBytes(US_ASCII));
  }

  private void pdfBombs() throws IOException {
    byte[] zeros = TestPdfs.deflated(new byte[100 << 20]);
    add("contents.pdf", LIMIT, TestPdfs.withContents("/Filter /FlateDecode", zeros));
    byte[] twice = TestPdfs.deflated(TestPdfs.deflated(new byte[200 << 20]));
    add(
        "contents-twice.pdf",
        LIMIT,
        TestPdfs.withContents("/Filter [/FlateDecode /FlateDecode]", twice));
    add("pixels.pdf", LIMIT, TestPdfs.withPicture("FlateDecode", zeros));
    String sides =
        new String(
            TestPdfs.withPicture("FlateDecode", TestPdfs.deflated(new byte[64])), ISO_8859_1);
    add(
        "sides.pdf",
        LIMIT,
        sides.replace("/Width 8 /Height 8", "/Width 60000 /Height 60000").getBytes(ISO_8859_1));
  }

  private static BufferedImage small() {
    return Pictures.picture(160, 120, BufferedImage.TYPE_3BYTE_BGR);
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    return new String(bytes, ISO_8859_1).indexOf(new String(part, ISO_8859_1));
  }

  private static byte[] png(int width, int height, int colorType, byte[] data) {
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, (byte) colorType, 0, 0, 0})
            .array();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes("\u0089PNG\r\n\u001a\n".getBytes(ISO_8859_1));
    png.writeBytes(Pictures.chunk("IHDR", header));
    png.writeBytes(Pictures.chunk("IDAT", data));
    png.writeBytes(Pictures.chunk("IEND", new byte[0]));
    return png.toByteArray();
  }

  private static byte[] segment(byte[] jpeg, int marker, String text) {
    byte[] data = text.getBytes(ISO_8859_1);
    byte[] segment =
        ByteBuffer.allocate(4 + data.length)
            .put((byte) 0xff)
            .put((byte) marker)
            .putShort((short) (2 + data.length))
            .put(data)
            .array();
    return Pictures.insert(jpeg, 2, segment);
  }

  /** An extended WebP: its canvas, and a lossless picture that claims as much. */
  private static byte[] webpCanvas(int width, int height) {
    ByteBuffer webp = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    webp.put("RIFF".getBytes(US_ASCII)).putInt(56).put("WEBPVP8L".getBytes(US_ASCII)).putInt(44);
    webp.put((byte) 0x2f).putInt((width - 1) | (height - 1) << 14);
    return webp.array();
  }
}
