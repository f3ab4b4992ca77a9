package io.glyphflow.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.PermanentOcrException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataFormatImpl;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFilesTest {

  @TempDir Path folder;

  // --- what is read ---

  @Test
  void open_noFiles_hasNoPages() throws Exception {
    assertThat(pages()).isEmpty();
  }

  @Test
  void open_noFileTouched_readsNothing() throws Exception {
    Path late = folder.resolve("late.png");
    PageCursor cursor = new ImageFiles(List.of(late)).open();
    Files.write(late, bytes("png", picture(3, 2, BufferedImage.TYPE_3BYTE_BGR)));

    assertThat(cursor.next().orElseThrow().decodedBytes()).isEqualTo(3 * 3 * 2);
    assertThat(cursor.next()).isEmpty();
    assertThat(cursor.next()).isEmpty();
  }

  @Test
  void open_twice_readsTwice() throws Exception {
    DocumentSource source = new ImageFiles(List.of(write("a.png", "png", 4, 4)));

    assertThat(drain(source)).hasSize(1);
    assertThat(drain(source)).hasSize(1);
  }

  @Test
  void files_listChangedAfterwards_keepsItsOwn() throws Exception {
    List<Path> files = new ArrayList<>(List.of(write("a.png", "png", 4, 4)));
    DocumentSource source = new ImageFiles(files);
    files.clear();

    assertThat(drain(source)).hasSize(1);
  }

  @Test
  void id_pathAsGiven_isTheDocument() throws Exception {
    Path given = folder.resolve("x").resolve("..").resolve("a.png");

    assertThat(page(given).id().document()).isEqualTo(given.toString());
    assertThat(page(given).id().pageNumber()).isEqualTo(1);
  }

  @Test
  void id_controlCharacters_areEscaped() {
    assertThat(ImageFiles.name(Path.of("a\nb\u001b[31m\u2028.png")))
        .isEqualTo("a\\u000ab\\u001b[31m\\u2028.png");
  }

  @Test
  void id_blankPath_isQuoted() throws Exception {
    assertThat(page(Path.of("")).id().document()).isEqualTo("\"\"");
  }

  @Test
  void decode_rgbPng_isBgr() throws Exception {
    BufferedImage picture = picture(7, 5, BufferedImage.TYPE_3BYTE_BGR);
    PageSource page = page(file("a.png", bytes("png", picture)));

    assertThat(page.decodedBytes()).isEqualTo(7 * 5 * 3);
    try (PageImage image = page.decode()) {
      assertThat(image.format()).isEqualTo(PageImage.Format.BGR24);
      assertThat(image.ownedBytes()).isEqualTo(7 * 5 * 3);
      assertThat(rgb(image.toBufferedImage())).isEqualTo(rgb(picture));
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_USHORT_GRAY,
        BufferedImage.TYPE_BYTE_BINARY
      })
  void decode_grayPng_isGray(int type) throws Exception {
    PageSource page = page(file("a.png", bytes("png", picture(9, 5, type))));

    assertThat(page.decodedBytes()).isEqualTo(9 * 5);
    try (PageImage image = page.decode()) {
      assertThat(image.format()).isEqualTo(PageImage.Format.GRAY8);
      assertThat(image.ownedBytes()).isEqualTo(9 * 5);
    }
  }

  @Test
  void decode_transparentPng_isOverWhite() throws Exception {
    BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_4BYTE_ABGR);
    picture.setRGB(1, 0, 0xff102030);
    PageSource page = page(file("a.png", bytes("png", picture)));

    assertThat(page.decodedBytes()).isEqualTo(2 * 3);
    try (PageImage image = page.decode()) {
      assertThat(rgb(image.toBufferedImage())).containsExactly(0xffffffff, 0xff102030);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "bmp", "gif", "png", "tiff"})
  void decode_anyFormatUnderAnyName_followsTheContent(String format) throws Exception {
    PageSource page = page(write("no-extension", format, 40, 30));

    try (PageImage image = page.decode()) {
      assertThat(image.size()).isEqualTo(new Size(40, 30));
      assertThat(image.ownedBytes()).isLessThanOrEqualTo(page.decodedBytes());
    }
  }

  @Test
  void decode_grayJpeg_isGray() throws Exception {
    PageSource page =
        page(file("a.png", bytes("jpg", picture(16, 8, BufferedImage.TYPE_BYTE_GRAY))));

    assertThat(page.decodedBytes()).isEqualTo(16 * 8);
    try (PageImage image = page.decode()) {
      assertThat(image.format()).isEqualTo(PageImage.Format.GRAY8);
    }
  }

  @ParameterizedTest
  @CsvSource({"png", "jpg", "tiff"})
  void dpi_inMetadata_isRead(String format) throws Exception {
    PageSource page = page(file("a", bytesWithDpi(format, 300)));

    try (PageImage image = page.decode()) {
      assertThat(image.dpi()).isBetween(299.0, 301.0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "gif"})
  void dpi_notInMetadata_isZero(String format) throws Exception {
    try (PageImage image = page(write("a", format, 4, 4)).decode()) {
      assertThat(image.dpi()).isZero();
    }
  }

  @Test
  void decode_pngWithBrokenTextChunk_isReadWithoutDpi() throws Exception {
    byte[] png = bytes("png", picture(4, 4, BufferedImage.TYPE_3BYTE_BGR));
    byte[] broken = insert(png, 33, chunk("zTXt", new byte[] {'a', 0, 0, 9, 9, 9}));

    try (PageImage image = page(file("a.png", broken)).decode()) {
      assertThat(image.size()).isEqualTo(new Size(4, 4));
    }
  }

  @Test
  void decode_pathOfAnotherFileSystem_isRead() throws Exception {
    Path zip = folder.resolve("pages.zip");
    try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Path inside = files.getPath("/a.tif");
      Files.write(inside, tiff(null, 3, 4));
      List<PageSource> pages = pages(inside);

      assertThat(pages).hasSize(2);
      try (PageImage image = pages.get(1).decode()) {
        assertThat(image.size().height()).isEqualTo(4);
      }
    }
  }

  // --- TIFF frames ---

  @ParameterizedTest
  @ValueSource(strings = {"", "LZW", "Deflate", "PackBits", "JPEG", "ZLib"})
  void frames_ofTiff_areNumberedPages(String compression) throws Exception {
    Path file = file("a", tiff(compression.isEmpty() ? null : compression, 20, 30, 40));
    List<PageSource> pages = pages(file);

    assertThat(pages)
        .extracting(page -> page.id().toString())
        .containsExactly(file + "#1", file + "#2", file + "#3");
    for (int i = 0; i < 3; i++) {
      assertThat(pages.get(i).decodedBytes()).isEqualTo(3L * 32 * (20 + 10 * i));
      try (PageImage image = pages.get(i).decode()) {
        assertThat(image.size()).isEqualTo(new Size(32, 20 + 10 * i));
      }
    }
  }

  @Test
  void frames_ofGif_areOnePage() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writeSequence("gif", null, bytes, 10, 10);

    assertThat(pages(file("a.gif", bytes.toByteArray()))).hasSize(1);
  }

  @Test
  void frames_oneCorrupt_failsAlone() throws Exception {
    byte[] tiff = tiff(null, 20, 30, 40);
    setEntry(tiff, 1, 273, tiff.length + 1000); // its pixels are said to be there
    List<PageSource> pages = pages(file("a.tif", tiff));

    assertThat(pages).hasSize(3);
    assertThatThrownBy(pages.get(1)::decode)
        .isInstanceOf(PermanentOcrException.class)
        .hasMessageContaining("a.tif");
    pages.get(0).decode().close();
    pages.get(2).decode().close();
  }

  @Test
  void frames_oneOverALimit_failsAlone() throws Exception {
    byte[] tiff = tiff(null, 20, 30);
    setEntry(tiff, 0, 256, 65_501);
    List<PageSource> pages = pages(file("a.tif", tiff));

    assertFails(pages.get(0), FailureCategory.INPUT_LIMIT, "a.tif", "65501", "65500");
    pages.get(1).decode().close();
  }

  @Test
  void frames_chainIsACircle_endsWithAFailedPage() throws Exception {
    byte[] tiff = tiff(null, 20, 30);
    List<Integer> directories = directories(tiff);
    order(tiff).putInt(nextField(tiff, directories.get(1)), directories.get(0));
    List<PageSource> pages = pages(file("a.tif", tiff));

    assertThat(pages).extracting(page -> page.id().pageNumber()).containsExactly(1, 2, 3);
    pages.get(0).decode().close();
    pages.get(1).decode().close();
    assertFails(pages.get(2), FailureCategory.INPUT_UNREADABLE, "a.tif", "frame 3", "circle");
  }

  @Test
  void frames_chainLeavesTheFile_endsWithAFailedPage() throws Exception {
    byte[] tiff = tiff(null, 20, 30);
    order(tiff).putInt(nextField(tiff, directories(tiff).get(0)), tiff.length + 100);
    List<PageSource> pages = pages(file("a.tif", tiff));

    assertThat(pages).hasSize(2);
    pages.get(0).decode().close();
    assertFails(pages.get(1), FailureCategory.INPUT_UNREADABLE, "a.tif", "frame 2", "cut off");
  }

  @Test
  void frames_moreThanTheLimit_endsWithAFailedPage() throws Exception {
    int frames = ImageFiles.MAX_FRAMES + 1; // empty directories but for one entry: 18 bytes each
    ByteBuffer tiff = ByteBuffer.allocate(8 + 18 * frames).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
    for (int i = 1; i <= frames; i++) {
      tiff.putShort((short) 1).position(tiff.position() + 12);
      tiff.putInt(i < frames ? tiff.position() + 4 : 0);
    }
    List<PageSource> pages = pages(file("a.tif", tiff.array()));

    assertThat(pages).hasSize(frames);
    assertFails(pages.getLast(), FailureCategory.INPUT_LIMIT, "a.tif", "65535");
  }

  @Test
  void frames_emptyDirectoryAtTheEnd_isNoPage() throws Exception {
    byte[] tiff = tiff(null, 20, 30);
    order(tiff).putShort(directories(tiff).get(1), (short) 0);

    assertThat(pages(file("a.tif", tiff))).hasSize(1);
  }

  @Test
  void frames_onlyAnEmptyDirectory_isAFailedPage() throws Exception {
    byte[] tiff = {'I', 'I', 42, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0};

    assertFails(page(file("a.tif", tiff)), FailureCategory.INPUT_UNREADABLE, "a.tif");
  }

  // --- what is not read ---

  @Test
  void missing_failsAlone() throws Exception {
    Path good = write("good.png", "png", 4, 4);
    List<PageSource> pages = pages(folder.resolve("gone.png"), good);

    assertThat(pages).hasSize(2);
    assertFails(pages.get(0), FailureCategory.INPUT_UNREADABLE, "gone.png", "does not exist");
    pages.get(1).decode().close();
  }

  @Test
  void missingSinceItsTurn_fails() throws Exception {
    Path file = write("a.png", "png", 4, 4);
    PageSource page = page(file);
    Files.delete(file);

    assertFails(page, FailureCategory.INPUT_UNREADABLE, "a.png", "does not exist");
  }

  @Test
  void directory_fails() throws Exception {
    assertFails(page(folder), FailureCategory.INPUT_UNREADABLE, folder.toString(), "folder");
  }

  @Test
  void pipe_failsWithoutBeingOpened() throws Exception {
    Path pipe = folder.resolve("pipe.png");
    if (new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0) {
      // opening it would wait for a writer without end
      assertFails(page(pipe), FailureCategory.INPUT_UNREADABLE, "pipe.png", "regular file");
    }
  }

  @Test
  void empty_fails() throws Exception {
    Path file = file("a.png", new byte[0]);

    assertFails(page(file), FailureCategory.INPUT_UNREADABLE, "a.png", "0 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "This is a text file, and quite sure of it.", "\0\0\0\0\0\0\0\0"})
  void textNamedPng_fails(String text) throws Exception {
    Path file = file("a.png", text.getBytes(StandardCharsets.UTF_8));

    assertFails(page(file), FailureCategory.INPUT_UNREADABLE, "a.png", "no image");
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "progressive jpg", "bmp", "gif", "tiff", "tiff JPEG"})
  void truncatedAnywhere_fails(String format) throws Exception {
    byte[] whole =
        switch (format) {
          case "progressive jpg" -> progressiveJpeg();
          case "tiff" -> tiff("LZW", 120);
          case "tiff JPEG" -> tiff("JPEG", 120);
          default -> bytes(format, picture(160, 120, BufferedImage.TYPE_3BYTE_BGR));
        };
    page(file("whole", whole)).decode().close();

    // The last bytes of PNG (two checksums and an empty chunk) and GIF (a mark) say nothing.
    int tail = format.equals("png") || format.equals("gif") ? 24 : 1;
    for (int length = 1; length <= whole.length - tail; length += 1 + whole.length / 150) {
      PageSource page = page(file("a." + format, Arrays.copyOf(whole, length)));
      assertThatThrownBy(page::decode)
          .as("%s of %s bytes", length, whole.length)
          .isInstanceOf(PermanentOcrException.class);
    }
    PageSource page = page(file("a", Arrays.copyOf(whole, whole.length - tail)));
    assertThatThrownBy(page::decode).isInstanceOf(PermanentOcrException.class);
  }

  @Test
  void damagedAnywhere_isReadOrFails() throws Exception {
    for (String format : List.of("png", "jpg", "bmp", "gif", "tiff")) {
      byte[] whole = bytes(format, picture(24, 16, BufferedImage.TYPE_3BYTE_BGR));
      for (int i = 0; i < Math.min(whole.length, 300); i++) {
        byte[] damaged = whole.clone();
        damaged[i] ^= (byte) (i % 2 == 0 ? 0xff : 0x01);
        for (PageSource page : pages(file("a." + format, damaged))) {
          try {
            long bytes = page.decodedBytes();
            if (bytes < 10_000_000) {
              page.decode().close();
            }
          } catch (PermanentOcrException e) {
            assertThat(e).hasMessageContaining("a." + format);
          }
        }
      }
    }
  }

  @Test
  void headerOfAHugePng_failsBeforeDecoding() throws Exception {
    Path bomb = file("bomb.png", pngHeader(60_000, 60_000));
    PageSource page = page(bomb);

    assertThat(Files.size(bomb)).isLessThan(200);
    assertFails(page, FailureCategory.INPUT_LIMIT, "bomb.png", "3600000000", "178956970");
  }

  @ParameterizedTest
  @CsvSource({
    "65500, 2732, true",
    "2732, 65500, true",
    "65501, 1, false",
    "1, 65501, false",
    "65500, 2733, false",
    "13377, 13377, true",
    "13378, 13378, false",
    "2147483647, 2147483647, false"
  })
  void decodedBytes_atALimit_isExact(int width, int height, boolean fits) throws Exception {
    PageSource page = page(file("a.png", pngHeader(width, height)));

    if (fits) {
      assertThat(page.decodedBytes()).isEqualTo(3L * width * height);
    } else {
      assertThat(catchThrowableOfType(PermanentOcrException.class, page::decodedBytes).category())
          .isEqualTo(FailureCategory.INPUT_LIMIT);
    }
  }

  @Test
  void fileBytes_overTheLimit_failsUnread() throws Exception {
    Path file = write("a.png", "png", 4, 4);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(ImageFiles.MAX_FILE_BYTES);
      page(file).decode().close();
      sparse.setLength(ImageFiles.MAX_FILE_BYTES + 1);
    }

    assertFails(page(file), FailureCategory.INPUT_LIMIT, "a.png", "536870913", "536870912");
  }

  @Test
  void outOfMemory_insideADecoder_isALimit() {
    IIOException cause =
        new IIOException("read", new IOException(new OutOfMemoryError("Java heap space")));
    PermanentOcrException e = ImageFiles.unreadable(Path.of("a.png"), cause);

    assertThat(e.category()).isEqualTo(FailureCategory.INPUT_LIMIT);
    assertThat(e).hasMessageContaining("a.png").hasCause(cause);
  }

  @Test
  void message_controlCharacters_areEscaped() throws Exception {
    PageSource page = page(folder.resolve("a\nb.png"));

    assertThatThrownBy(page::decodedBytes).hasMessageContaining("a\\u000ab.png: does not exist");
  }

  // --- threads and files ---

  @Test
  void decode_threadInterrupted_isInterrupted() throws Exception {
    PageSource page = page(write("a.png", "png", 4, 4));
    Thread.currentThread().interrupt();

    assertThatThrownBy(page::decode).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
    page.decode().close();
  }

  @Test
  void decode_manyThreads_givesEachItsPixels() throws Exception {
    List<PageSource> pages = pages(file("a.tif", tiff("LZW", 20, 30, 40, 50)));
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        PageSource page = pages.get(i % 4);
        tasks.add(
            () -> {
              try (PageImage image = page.decode()) {
                return image.size().height();
              }
            });
      }
      List<Future<Integer>> heights = threads.invokeAll(tasks);
      for (int i = 0; i < 64; i++) {
        assertThat(heights.get(i).get()).isEqualTo(20 + 10 * (i % 4));
      }
    }
  }

  @Test
  void files_afterEachCall_areClosed() throws Exception {
    Path good = file("good.tif", tiff(null, 20, 30));
    Path bad = file("bad.png", Arrays.copyOf(Files.readAllBytes(write("a", "png", 64, 64)), 60));
    for (PageSource page : pages(good, bad)) {
      for (Callable<?> call : List.<Callable<?>>of(page::decodedBytes, page::decode)) {
        try {
          call.call();
        } catch (PermanentOcrException e) {
          assertThat(e).hasMessageContaining("bad.png");
        }
        assertThat(openFiles()).doesNotContain(good.toRealPath(), bad.toRealPath());
      }
    }
  }

  // --- real pages ---

  @TestFactory
  Stream<DynamicTest> realPages_decode_orSayWhyNot() throws Exception {
    Path real = Path.of(System.getProperty("glyphflow.shared", "../shared"), "testdata", "pages");
    if (!Files.isDirectory(real)) {
      return Stream.empty();
    }
    return drain(new ImageFolder(real)).stream()
        .map(page -> DynamicTest.dynamicTest(page.id().toString(), () -> checkReal(page)));
  }

  private static void checkReal(PageSource page) throws Exception {
    if (!page.id().document().matches(".*\\.(png|jpg|tif)")) {
      assertThatThrownBy(page::decodedBytes)
          .isInstanceOf(PermanentOcrException.class)
          .hasMessageContaining(page.id().document());
      return;
    }
    long bound = page.decodedBytes();
    try (PageImage image = page.decode()) {
      assertThat(image.ownedBytes()).isEqualTo(bound);
      if (page.id().document().endsWith("eurotext.tif")) {
        assertThat(image.size()).isEqualTo(new Size(1024, 800));
        assertThat(image.format()).isEqualTo(PageImage.Format.GRAY8);
        assertThat(image.pixels().get(0)).as("paper is white").isEqualTo((byte) 255);
      }
      if (page.id().document().endsWith("en_rec.jpg")) {
        assertThat(image.dpi()).isEqualTo(72);
      }
    }
  }

  // --- helpers ---

  private static List<PageSource> pages(Path... files) throws InterruptedException {
    return drain(new ImageFiles(List.of(files)));
  }

  private static PageSource page(Path file) throws InterruptedException {
    return pages(file).get(0);
  }

  private static List<PageSource> drain(DocumentSource source) throws InterruptedException {
    List<PageSource> pages = new ArrayList<>();
    try (PageCursor cursor = source.open()) {
      for (Optional<PageSource> next = cursor.next(); next.isPresent(); next = cursor.next()) {
        pages.add(next.get());
      }
    }
    return pages;
  }

  private static void assertFails(PageSource page, FailureCategory category, String... words) {
    for (Callable<?> call : List.<Callable<?>>of(page::decodedBytes, page::decode)) {
      PermanentOcrException e = catchThrowableOfType(PermanentOcrException.class, call::call);
      assertThat(e).hasMessageContainingAll(words);
      assertThat(e.category()).isEqualTo(category);
    }
  }

  private static List<Path> openFiles() throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    List<Path> open = new ArrayList<>();
    if (Files.isDirectory(descriptors)) {
      try (Stream<Path> links = Files.list(descriptors)) {
        for (Path link : links.toList()) {
          if (Files.isSymbolicLink(link)) { // the listing itself is closed already
            open.add(Files.readSymbolicLink(link));
          }
        }
      }
    }
    return open;
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(
        folder.resolve(name),
        bytes,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  private Path write(String name, String format, int width, int height) throws IOException {
    return file(name, bytes(format, picture(width, height, BufferedImage.TYPE_3BYTE_BGR)));
  }

  private static BufferedImage picture(int width, int height, int type) {
    BufferedImage picture = new BufferedImage(width, height, type);
    Graphics2D graphics = picture.createGraphics();
    for (int i = 0; i < 20; i++) {
      graphics.setColor(new Color((i * 0x35_71_13 + 0x40_20_10) & 0xffffff));
      graphics.fillRect(i * 31 % width, i * 17 % height, width / 4 + 1, height / 4 + 1);
    }
    graphics.dispose();
    return picture;
  }

  private static int[] rgb(BufferedImage picture) {
    return picture.getRGB(
        0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
  }

  private static byte[] bytes(String format, BufferedImage picture) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(picture, format, bytes)).isTrue();
    return bytes.toByteArray();
  }

  private static byte[] tiff(String compression, int... heights) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writeSequence("tiff", compression, bytes, heights);
    return bytes.toByteArray();
  }

  private static void writeSequence(
      String format, String compression, ByteArrayOutputStream bytes, int... heights)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(stream);
      writer.prepareWriteSequence(null);
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (compression != null) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionType(compression);
      }
      for (int height : heights) {
        BufferedImage picture = picture(32, height, BufferedImage.TYPE_3BYTE_BGR);
        writer.writeToSequence(new IIOImage(picture, null, null), param);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
  }

  private static byte[] progressiveJpeg() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(stream);
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      BufferedImage picture = picture(160, 120, BufferedImage.TYPE_3BYTE_BGR);
      writer.write(null, new IIOImage(picture, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static byte[] bytesWithDpi(String format, double dpi) throws IOException {
    BufferedImage picture = picture(8, 8, BufferedImage.TYPE_3BYTE_BGR);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(stream);
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(
              ImageTypeSpecifier.createFromRenderedImage(picture), writer.getDefaultWriteParam());
      if (format.equals("jpg")) {
        String name = metadata.getNativeMetadataFormatName();
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(name);
        IIOMetadataNode jfif = (IIOMetadataNode) root.getElementsByTagName("app0JFIF").item(0);
        jfif.setAttribute("resUnits", "1");
        jfif.setAttribute("Xdensity", Integer.toString((int) dpi));
        jfif.setAttribute("Ydensity", Integer.toString((int) dpi));
        metadata.setFromTree(name, root);
      } else {
        // The writer of the JDK reads dots per millimeter here, against the definition.
        double value = format.equals("png") ? dpi / 25.4 : 25.4 / dpi;
        IIOMetadataNode root =
            new IIOMetadataNode(IIOMetadataFormatImpl.standardMetadataFormatName);
        IIOMetadataNode dimension = new IIOMetadataNode("Dimension");
        for (String side : List.of("HorizontalPixelSize", "VerticalPixelSize")) {
          IIOMetadataNode node = new IIOMetadataNode(side);
          node.setAttribute("value", Double.toString(value));
          dimension.appendChild(node);
        }
        root.appendChild(dimension);
        metadata.mergeTree(IIOMetadataFormatImpl.standardMetadataFormatName, root);
      }
      writer.write(metadata, new IIOImage(picture, null, metadata), null);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** A PNG whose header promises more than its few bytes hold. */
  private static byte[] pngHeader(int width, int height) {
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 2, 0, 0, 0})
            .array();
    byte[] ihdr = chunk("IHDR", header);
    byte[] idat = chunk("IDAT", new byte[] {0x78, (byte) 0x9c, 0x63, 0});
    byte[] iend = chunk("IEND", new byte[0]);
    return ByteBuffer.allocate(8 + ihdr.length + idat.length + iend.length)
        .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})
        .put(ihdr)
        .put(idat)
        .put(iend)
        .array();
  }

  private static byte[] chunk(String type, byte[] data) {
    CRC32 crc = new CRC32();
    crc.update(type.getBytes(StandardCharsets.US_ASCII));
    crc.update(data);
    return ByteBuffer.allocate(12 + data.length)
        .putInt(data.length)
        .put(type.getBytes(StandardCharsets.US_ASCII))
        .put(data)
        .putInt((int) crc.getValue())
        .array();
  }

  private static byte[] insert(byte[] bytes, int at, byte[] part) {
    return ByteBuffer.allocate(bytes.length + part.length)
        .put(bytes, 0, at)
        .put(part)
        .put(bytes, at, bytes.length - at)
        .array();
  }

  private static ByteBuffer order(byte[] tiff) {
    return ByteBuffer.wrap(tiff)
        .order(tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
  }

  private static int nextField(byte[] tiff, int directory) {
    return directory + 2 + 12 * order(tiff).getShort(directory);
  }

  private static List<Integer> directories(byte[] tiff) {
    List<Integer> offsets = new ArrayList<>();
    for (int at = order(tiff).getInt(4); at != 0; at = order(tiff).getInt(nextField(tiff, at))) {
      offsets.add(at);
    }
    return offsets;
  }

  private static void setEntry(byte[] tiff, int frame, int tag, int value) {
    ByteBuffer bytes = order(tiff);
    int directory = directories(tiff).get(frame);
    for (int i = 0; i < bytes.getShort(directory); i++) {
      int entry = directory + 2 + 12 * i;
      if ((bytes.getShort(entry) & 0xffff) == tag) {
        bytes.putShort(entry + 2, (short) 4).putInt(entry + 4, 1).putInt(entry + 8, value);
      }
    }
  }
}
