package io.glyphflow.core.source;

import static io.glyphflow.core.source.Sources.assertCallFails;
import static io.glyphflow.core.source.Sources.assertFails;
import static io.glyphflow.core.source.Sources.drain;
import static io.glyphflow.core.source.Sources.openFiles;
import static io.glyphflow.core.source.Sources.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.image.PageImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PdfDocumentsTest {

  private static final ReadOptions DPI_72 = ReadOptions.defaults().withDpi(72);

  @TempDir Path folder;

  // --- how many documents are open ---

  @Test
  void cursor_whileItLists_hasOneDocumentOpen() throws Exception {
    CountingInput input = counting("a", "b", "c");
    try (PageCursor cursor = open(input)) {
      assertThat(input.opened).hasValue(0);
      for (int i = 0; i < 3; i++) {
        PageSource page = cursor.next().orElseThrow();
        assertThat(page.decodedBytes()).isEqualTo(60_000);
        page.decode().close();
        assertThat(page.textLayer().lines()).hasSize(1);
      }
      assertThat(input.opened).hasValue(1);
      assertThat(input.open).hasValue(1);
      assertThat(cursor.next()).isEmpty();
      assertThat(input.open).hasValue(0);
    }
  }

  @Test
  void cursor_closedEarly_closesTheDocument() throws Exception {
    CountingInput input = counting("a", "b", "c");
    PageCursor cursor = open(input);
    PageSource page = cursor.next().orElseThrow();
    assertThat(input.open).hasValue(1);
    cursor.close();

    assertThat(input.open).hasValue(0);
    page.decode().close();
    assertThat(page.textLayer().lines()).hasSize(1);
    assertThat(input.open).hasValue(0);
  }

  @Test
  void pages_ofManyThreads_neverShareADocument() throws Exception {
    String[] texts = new String[40];
    Arrays.setAll(texts, i -> "page" + i);
    CountingInput input = counting(texts);
    try (ExecutorService threads = Executors.newFixedThreadPool(4);
        PageCursor cursor = open(input)) {
      List<Future<String>> lines = new ArrayList<>();
      for (int i = 0; i < texts.length; i++) {
        PageSource page = cursor.next().orElseThrow();
        lines.add(
            threads.submit(
                () -> {
                  page.decode().close();
                  return page.textLayer().lines().get(0).text();
                }));
      }
      for (int i = 0; i < texts.length; i++) {
        assertThat(lines.get(i).get()).isEqualTo(texts[i]);
      }
      assertThat(input.mostOpen.get()).isBetween(1, 5);
      assertThat(input.open).hasValueLessThanOrEqualTo(5);
    }
    assertThat(input.open).hasValue(0);
  }

  @Test
  void document_usedOften_isOpenedAnew() throws Exception {
    CountingInput input = counting("a");
    try (PageCursor cursor = open(input)) {
      PageSource page = cursor.next().orElseThrow();
      for (int i = 0; i < 600; i++) {
        assertThat(page.decodedBytes()).isEqualTo(60_000);
      }
    }
    assertThat(input.opened).hasValue(3);
    assertThat(input.mostOpen).hasValue(1);
    assertThat(input.open).hasValue(0);
  }

  @Test
  void document_afterAFailure_isClosed() throws Exception {
    byte[] broken =
        TestPdfs.raw(
            List.of(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
                "<< /Type /Font >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 10 10] >>"));
    CountingInput input = new CountingInput(MemoryInput.of("x", broken));
    try (PageCursor cursor = open(input)) {
      PageSource bad = cursor.next().orElseThrow();
      assertThatThrownBy(bad::decode).isNotNull();
      assertThat(input.open).hasValue(0);
      cursor.next().orElseThrow().decode().close();
      assertThat(input.open).hasValue(1);
    }
    assertThat(input.open).hasValue(0);
  }

  @Test
  void file_afterTheRun_isClosed() throws Exception {
    Path file = Files.write(folder.resolve("a.pdf"), TestPdfs.ofTexts("a", "b"));
    Path real = file.toRealPath();
    List<PageSource> pages = Sources.pages(file);
    assertThat(openFiles()).doesNotContain(real);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Callable<PageImage>> tasks = List.of(pages.get(0)::decode, pages.get(1)::decode);
      for (Future<PageImage> image : threads.invokeAll(tasks)) {
        image.get().close();
      }
    }
    assertThat(pages.get(0).textLayer().lines()).hasSize(1);
    assertThat(openFiles()).doesNotContain(real);
  }

  @Test
  void file_interruptedWhileItIsRead_isClosedAndReadAgain() throws Exception {
    Path file = Files.write(folder.resolve("a.pdf"), TestPdfs.ofTexts("a", "b"));
    try (PageCursor cursor = DocumentSource.of(DPI_72, file).open()) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(cursor::next).isInstanceOf(InterruptedException.class);
      PageSource page = cursor.next().orElseThrow();
      assertThat(page.id().pageNumber()).isEqualTo(1);
      Thread.currentThread().interrupt();
      assertThat(page.decodedBytes()).isEqualTo(60_000);
      assertThat(Thread.interrupted()).isTrue();
      page.decode().close();
    }
    assertThat(openFiles()).doesNotContain(file.toRealPath());
  }

  // --- passwords ---

  @Test
  void encrypted_rightPassword_isRead() throws Exception {
    byte[] pdf = TestPdfs.encrypted("open sesame", "treasure");
    PageSource page = page(DPI_72.withPassword("open sesame"), pdf);

    assertThat(page.decodedBytes()).isEqualTo(60_000);
    page.decode().close();
    assertThat(page.textLayer().lines().get(0).text()).isEqualTo("treasure");
  }

  @Test
  void encrypted_emptyPassword_isRead() throws Exception {
    page(TestPdfs.encrypted("", "treasure")).decode().close();
  }

  @Test
  void encrypted_ownersPassword_isRead() throws Exception {
    byte[] pdf = TestPdfs.encrypted("open sesame", "treasure");

    page(DPI_72.withPassword("owner"), pdf).decode().close();
  }

  @Test
  void encrypted_noPassword_isOnePageThatSaysWhatToDo() throws Exception {
    byte[] pdf = TestPdfs.encrypted("open sesame", "a", "b");
    List<PageSource> pages = drain(DocumentSource.of("x.pdf", pdf));

    assertThat(pages).hasSize(1);
    assertFails(
        pages.get(0), FailureCategory.INPUT_ENCRYPTED, "x.pdf: is encrypted", "withPassword");
  }

  @Test
  void encrypted_wrongPassword_saysSoWithoutIt() throws Exception {
    byte[] pdf = TestPdfs.encrypted("open sesame", "a");
    PageSource page = page(DPI_72.withPassword("tops3cret"), pdf);

    assertFails(page, FailureCategory.INPUT_ENCRYPTED, "a.pdf: is encrypted", "does not open it");
    assertThatThrownBy(page::decode).message().doesNotContain("tops3cret");
  }

  // --- what is no document ---

  @Test
  void pages_none_isAFailedPage() throws Exception {
    byte[] pdf =
        TestPdfs.raw(
            List.of("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"));

    assertFails(page(pdf), FailureCategory.INPUT_UNREADABLE, "a.pdf", "without pages");
  }

  @Test
  void pages_moreThanObjects_endWithAFailedPage() throws Exception {
    byte[] pdf =
        TestPdfs.raw(
            List.of(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 10 10] >>"));
    List<PageSource> pages = drain(DocumentSource.of("x", pdf));

    assertThat(pages).hasSizeBetween(2, 5);
    pages.get(0).decode().close();
    assertFails(pages.getLast(), FailureCategory.INPUT_UNREADABLE, "2000000000 pages", "objects");
  }

  @Test
  void pages_countMissing_areFound() throws Exception {
    byte[] pdf =
        TestPdfs.raw(
            List.of(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 10 10] >>"));

    assertThat(widths(pdf)).containsExactly(10);
  }

  // --- numbers of pages that are too low ---

  /** A page of its own size. */
  private static String leaf(int parent, int width) {
    return "<< /Type /Page /Parent " + parent + " 0 R /MediaBox [0 0 " + width + " 10] >>";
  }

  private static List<Integer> widths(byte[] pdf) throws Exception {
    List<Integer> widths = new ArrayList<>();
    for (PageSource page : drain(DocumentSource.of(DPI_72, "x.pdf", pdf))) {
      assertThat(page.id().pageNumber()).isEqualTo(widths.size() + 1);
      try (PageImage image = page.decode()) {
        widths.add(image.size().width());
      }
    }
    return widths;
  }

  @Test
  void pages_moreThanTheCountSays_areAllListed() throws Exception {
    byte[] pdf =
        TestPdfs.raw(
            List.of(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 1 >>",
                leaf(2, 11),
                leaf(2, 12),
                leaf(2, 13)));

    assertThat(widths(pdf)).containsExactly(11, 12, 13);
  }

  /** The sum is right, but what is below the first node would be found only in part. */
  @Test
  void pages_moreThanAnInnerCountSays_areAllListedInOrder() throws Exception {
    byte[] pdf =
        TestPdfs.raw(
            List.of(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 3 >>",
                "<< /Type /Pages /Parent 2 0 R /Kids [5 0 R 6 0 R] /Count 1 >>",
                "<< /Type /Pages /Parent 2 0 R /Kids [7 0 R] /Count 1 >>",
                leaf(3, 11),
                leaf(3, 12),
                leaf(4, 13)));

    assertThat(widths(pdf)).containsExactly(11, 12, 13);
  }

  @Test
  void pages_manyMoreThanTheCountSays_areListedWithFewDocuments() throws Exception {
    List<String> objects = new ArrayList<>();
    objects.add("<< /Type /Catalog /Pages 2 0 R >>");
    StringBuilder kids = new StringBuilder();
    for (int i = 0; i < 700; i++) {
      kids.append(3 + i).append(" 0 R ");
    }
    objects.add("<< /Type /Pages /Kids [" + kids + "] /Count 300 >>");
    for (int i = 0; i < 700; i++) {
      objects.add(leaf(2, 10 + i));
    }
    CountingInput input = new CountingInput(MemoryInput.of("x.pdf", TestPdfs.raw(objects)));
    try (PageCursor cursor = open(input)) {
      for (int i = 0; i < 700; i++) {
        try (PageImage image = cursor.next().orElseThrow().decode()) {
          assertThat(image.size().width()).isEqualTo(10 + i);
        }
      }
      assertThat(cursor.next()).isEmpty();
    }
    assertThat(input.mostOpen).hasValueLessThanOrEqualTo(2);
    assertThat(input.opened).hasValueLessThanOrEqualTo(5);
    assertThat(input.open).hasValue(0);
  }

  /** Each node doubles what is below it, so that there are more pages than anybody could list. */
  @Test
  void pages_nodesSharedManyTimes_endWithAFailedPage() throws Exception {
    List<String> objects = new ArrayList<>();
    objects.add("<< /Type /Catalog /Pages 2 0 R >>");
    for (int i = 3; i < 103; i++) {
      objects.add("<< /Type /Pages /Kids [" + i + " 0 R " + i + " 0 R] /Count 2 >>");
    }
    objects.add(leaf(102, 10));
    List<PageSource> pages = drain(DocumentSource.of("x.pdf", TestPdfs.raw(objects)));

    assertThat(pages).hasSizeBetween(2, 110);
    assertFails(pages.getLast(), FailureCategory.INPUT_UNREADABLE, "pages", "objects");
  }

  @Test
  void pages_interruptedWhileTheyAreCounted_areListedAfterwards() throws Exception {
    Path file = Files.write(folder.resolve("a.pdf"), TestPdfs.ofTexts("a", "b"));
    for (int i = 0; i < 20; i++) {
      try (PageCursor cursor = DocumentSource.of(DPI_72, file).open()) {
        Thread listing = Thread.currentThread();
        Thread interrupter = Thread.ofPlatform().start(listing::interrupt);
        int pages = 0;
        while (pages < 3) {
          try {
            if (cursor.next().isEmpty()) {
              break;
            }
            pages++;
          } catch (InterruptedException e) {
            assertThat(pages).isLessThan(2);
          }
        }
        while (interrupter.isAlive()) {
          Thread.onSpinWait();
        }
        var unused = Thread.interrupted();
        assertThat(pages).isEqualTo(2);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%PDF-1.7\n", "%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "%PDF-garbage"})
  void broken_isOneFailedPage(String text) throws Exception {
    byte[] pdf = text.getBytes(StandardCharsets.US_ASCII);
    List<PageSource> pages = drain(DocumentSource.of("x.pdf", pdf));

    assertThat(pages).hasSize(1);
    assertFails(pages.get(0), FailureCategory.INPUT_UNREADABLE, "x.pdf");
  }

  @Test
  void tableOfObjectsBroken_isRepaired() throws Exception {
    String whole = new String(TestPdfs.ofTexts("one"), StandardCharsets.ISO_8859_1);
    String broken = whole.replaceAll("(?s)startxref.*", "startxref\n99\n%%EOF");

    page(DPI_72, broken.getBytes(StandardCharsets.ISO_8859_1)).decode().close();
  }

  @Test
  void truncatedAnywhere_isReadOrFails() throws Exception {
    byte[] whole = TestPdfs.ofTexts("one", "two");
    for (int length = 9; length < whole.length; length += 1 + whole.length / 60) {
      for (PageSource page :
          drain(DocumentSource.of(DPI_72, "x.pdf", Arrays.copyOf(whole, length)))) {
        try {
          page.decode().close();
        } catch (io.glyphflow.core.stage.PermanentOcrException e) {
          assertThat(e).hasMessageContaining("x.pdf");
        }
      }
    }
  }

  @Test
  void headerBehindOtherBytes_isAPdf() throws Exception {
    byte[] pdf = TestPdfs.ofTexts("one");
    byte[] shifted = new byte[pdf.length + 900];
    Arrays.fill(shifted, 0, 900, (byte) '\n');
    System.arraycopy(pdf, 0, shifted, 900, pdf.length);

    page(DPI_72, shifted).decode().close();
  }

  // --- bombs ---

  @Test
  void contents_unpackToMuch_fail() throws Exception {
    byte[] bomb = TestPdfs.deflated(new byte[80 << 20]);
    PageSource page = page(TestPdfs.withContents("/Filter /FlateDecode", bomb));

    assertThat(page.decodedBytes()).isPositive();
    assertCallFails(page::decode, FailureCategory.INPUT_LIMIT, "a.pdf#1", "contents", "33554432");
    assertCallFails(
        page.textLayer()::lines, FailureCategory.INPUT_LIMIT, "a.pdf#1", "contents", "33554432");
  }

  @Test
  void contents_packedTwice_areUnpackedTwice() throws Exception {
    byte[] bomb = TestPdfs.deflated(TestPdfs.deflated(new byte[80 << 20]));
    PageSource page = page(TestPdfs.withContents("/Filter [/FlateDecode /FlateDecode]", bomb));

    assertThat(bomb.length).isLessThan(2_000);
    assertCallFails(page::decode, FailureCategory.INPUT_LIMIT, "a.pdf#1", "contents");
  }

  @Test
  void contents_large_areDrawn() throws Exception {
    byte[] contents = " ".repeat(4 << 20).getBytes(StandardCharsets.US_ASCII);
    byte[] pdf = TestPdfs.withContents("/Filter /FlateDecode", TestPdfs.deflated(contents));

    page(DPI_72, pdf).decode().close();
  }

  @Test
  void forms_thatDrawEachOther_fail() throws Exception {
    List<String> objects = new ArrayList<>();
    objects.add(TestPdfs.stream("", draws(40)));
    for (int i = 5; i < 13; i++) {
      objects.add(form("/F " + (i + 1) + " 0 R", draws(40)));
    }
    objects.add(form("", "0 0 m".getBytes(StandardCharsets.US_ASCII)));
    byte[] pdf =
        TestPdfs.withPage(
            "/MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >>",
            objects);
    PageSource page = page(pdf);
    Thread drawing = Thread.currentThread();
    Thread interrupter =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (drawing.getStackTrace().length < 40) {
                    Thread.onSpinWait();
                  }
                  drawing.interrupt();
                });

    assertThatThrownBy(page::decode).isInstanceOf(InterruptedException.class);
    interrupter.join();
  }

  private static byte[] draws(int times) {
    return "/F Do ".repeat(times).getBytes(StandardCharsets.US_ASCII);
  }

  private static String form(String xobjects, byte[] contents) {
    return TestPdfs.stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << "
            + xobjects
            + " >> >>",
        contents);
  }

  private static CountingInput counting(String... texts) throws Exception {
    return new CountingInput(MemoryInput.of("x.pdf", TestPdfs.ofTexts(texts)));
  }

  private static PageCursor open(Input input) {
    return new Documents(DPI_72, List.of(input)).open();
  }
}
