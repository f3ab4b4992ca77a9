package io.glyphflow.core.source;

import static io.glyphflow.core.source.Sources.assertFails;
import static io.glyphflow.core.source.Sources.drain;
import static io.glyphflow.core.source.Sources.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.PermanentOcrException;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PdfPageTest {

  private static final ReadOptions DPI_72 = ReadOptions.defaults().withDpi(72);

  @Test
  void pages_ofADocument_areNumbered() throws Exception {
    List<PageSource> pages = drain(DocumentSource.of("x", TestPdfs.ofTexts("one", "two", "three")));

    assertThat(pages).extracting(page -> page.id().toString()).containsExactly("x#1", "x#2", "x#3");
  }

  @Test
  void pages_outsideTheRange_areNotThere() throws Exception {
    ReadOptions options = ReadOptions.defaults().withPages(PageRange.parse("2,4-"));
    byte[] pdf = TestPdfs.ofTexts("1", "2", "3", "4", "5");

    assertThat(drain(DocumentSource.of(options, "x", pdf)))
        .extracting(page -> page.id().pageNumber())
        .containsExactly(2, 4, 5);
    ReadOptions beyond = options.withPages(PageRange.parse("6-"));
    assertThat(drain(DocumentSource.of(beyond, "x", pdf))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"300, 2550, 3300", "72, 612, 792", "150, 1275, 1650", "96, 816, 1056"})
  void decode_letter_hasTheSizeOfItsDpi(double dpi, int width, int height) throws Exception {
    byte[] pdf = TestPdfs.of(PDRectangle.LETTER, (d, p, content) -> {});
    PageSource page = page(ReadOptions.defaults().withDpi(dpi), pdf);

    assertThat(page.decodedBytes()).isEqualTo(3L * width * height);
    assertThat(page.isNative()).isFalse();
    try (PageImage image = page.decode()) {
      assertThat(image.size()).isEqualTo(new Size(width, height));
      assertThat(image.dpi()).isEqualTo(dpi);
      assertThat(image.format()).isEqualTo(PageImage.Format.BGR24);
      assertThat(image.ownedBytes()).isEqualTo(page.decodedBytes());
    }
  }

  /** Red at the top left of the page as its maker saw it, green at the bottom right, blue paper. */
  @ParameterizedTest
  @CsvSource({"0, 0, 0", "90, 1, 0", "180, 1, 1", "270, 0, 1", "-90, 0, 1", "450, 1, 0"})
  void decode_turnedPage_isUpright(int rotation, int redAcross, int redDown) throws Exception {
    byte[] pdf =
        TestPdfs.of(
            new PDRectangle(200, 100),
            (d, page, content) -> {
              page.setRotation(rotation);
              TestPdfs.fill(content, Color.BLUE, 0, 0, 200, 100);
              TestPdfs.fill(content, Color.RED, 0, 80, 20, 20);
              TestPdfs.fill(content, Color.GREEN, 180, 0, 20, 20);
            });

    PageSource page = page(DPI_72, pdf);
    try (PageImage image = page.decode()) {
      boolean isTurned = rotation % 180 != 0;
      assertThat(image.size()).isEqualTo(isTurned ? new Size(100, 200) : new Size(200, 100));
      assertThat(page.decodedBytes()).isEqualTo(60_000);
      BufferedImage picture = image.toBufferedImage();
      int right = image.size().width() - 10;
      int bottom = image.size().height() - 10;
      assertThat(color(picture, redAcross == 0 ? 10 : right, redDown == 0 ? 10 : bottom))
          .isEqualTo(Color.RED);
      assertThat(color(picture, redAcross == 0 ? right : 10, redDown == 0 ? bottom : 10))
          .isEqualTo(Color.GREEN);
      assertThat(color(picture, image.size().width() / 2, image.size().height() / 2))
          .isEqualTo(Color.BLUE);
    }
  }

  @Test
  void decode_cropBox_isAllThatIsDrawn() throws Exception {
    byte[] pdf =
        TestPdfs.of(
            new PDRectangle(50, 70, 400, 300),
            (d, page, content) -> {
              page.setCropBox(new PDRectangle(100, 100, 60, 40));
              TestPdfs.fill(content, Color.RED, 100, 100, 30, 40);
              TestPdfs.fill(content, Color.GREEN, 130, 100, 300, 40);
            });

    try (PageImage image = page(DPI_72, pdf).decode()) {
      assertThat(image.size()).isEqualTo(new Size(60, 40));
      BufferedImage picture = image.toBufferedImage();
      assertThat(color(picture, 0, 0)).isEqualTo(Color.RED);
      assertThat(color(picture, 59, 39)).isEqualTo(Color.GREEN);
    }
  }

  @Test
  void decode_userUnit_enlargesThePage() throws Exception {
    byte[] pdf = TestPdfs.of(new PDRectangle(60, 40), (d, page, content) -> page.setUserUnit(2.5f));

    try (PageImage image = page(DPI_72, pdf).decode()) {
      assertThat(image.size()).isEqualTo(new Size(150, 100));
    }
  }

  @Test
  void decode_pageBeyondMaxSide_hasFewerDotsPerInch() throws Exception {
    byte[] pdf = TestPdfs.of(new PDRectangle(14_400, 7_200), (d, page, content) -> {});
    PageSource page = page(ReadOptions.defaults().withMaxSide(1_000), pdf);

    assertThat(page.decodedBytes()).isEqualTo(3L * 1_000 * 500);
    try (PageImage image = page.decode()) {
      assertThat(image.size()).isEqualTo(new Size(1_000, 500));
      assertThat(image.dpi()).isCloseTo(5, within(1e-9));
    }
  }

  @Test
  void decode_hugePage_isCappedByDefault() throws Exception {
    byte[] pdf = TestPdfs.of(new PDRectangle(14_400, 14_400), (d, page, content) -> {});

    assertThat(page(pdf).decodedBytes()).isEqualTo(3L * 10_000 * 10_000);
  }

  @Test
  void decode_pageOfAMillionInches_fails() throws Exception {
    byte[] pdf = TestPdfs.withPage("/MediaBox [0 0 72000000 10]", List.of());

    assertFails(page(pdf), FailureCategory.INPUT_LIMIT, "a.pdf#1", "1000000 x 0 inches");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[0 0 0 0]",
        "[0 0 100 0]",
        "[5 5 5 5]",
        "[0 0 1e40 1e40]",
        "[-3e38 -3e38 3e38 3e38]"
      })
  void decode_pageWithoutArea_fails(String box) throws Exception {
    byte[] pdf = TestPdfs.withPage("/MediaBox " + box, List.of());

    assertThatThrownBy(page(pdf)::decodedBytes)
        .isInstanceOf(PermanentOcrException.class)
        .hasMessageContaining("a.pdf#1");
    assertThatThrownBy(page(pdf)::decode).isInstanceOf(PermanentOcrException.class);
  }

  @Test
  void decode_scannedPage_isDrawn() throws Exception {
    BufferedImage scan = new BufferedImage(100, 50, BufferedImage.TYPE_INT_RGB);
    scan.setRGB(75, 25, 0x3366cc);
    byte[] pdf =
        TestPdfs.of(
            new PDRectangle(100, 50),
            (document, p, content) ->
                content.drawImage(LosslessFactory.createFromImage(document, scan), 0, 0));

    try (PageImage image = page(DPI_72, pdf).decode()) {
      assertThat(color(image.toBufferedImage(), 75, 25)).isEqualTo(new Color(0x3366cc));
    }
  }

  @Test
  void decode_pictureWithoutDecoder_failsRatherThanBlank() throws Exception {
    byte[] jpeg2000 = {0, 0, 0, 12, 'j', 'P', ' ', ' ', 13, 10};
    PageSource page = page(TestPdfs.withPicture("JPXDecode", jpeg2000));

    assertThat(page.decodedBytes()).isPositive();
    assertThatThrownBy(page::decode)
        .isInstanceOf(PermanentOcrException.class)
        .hasMessageContainingAll("a.pdf#1", "JPEG 2000", "no decoder", "jai-imageio-jpeg2000");
  }

  @Test
  void decode_brokenPicture_fails() throws Exception {
    PageSource page = page(TestPdfs.withPicture("DCTDecode", new byte[] {1, 2, 3}));

    assertThatThrownBy(page::decode)
        .isInstanceOf(PermanentOcrException.class)
        .hasMessageContainingAll("a.pdf#1", "a picture on it");
  }

  @Test
  void decode_brokenPage_failsAlone() throws Exception {
    byte[] pdf =
        TestPdfs.raw(
            List.of(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 3 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 10 10] >>",
                "<< /Type /Font >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 10 10] >>"));
    List<PageSource> pages = drain(DocumentSource.of("x", pdf));

    assertThat(pages).hasSize(3);
    pages.get(0).decode().close();
    assertFails(pages.get(1), FailureCategory.INPUT_UNREADABLE, "x#2", "Page");
    pages.get(2).decode().close();
  }

  @Test
  void decode_interruptedBefore_isInterrupted() throws Exception {
    PageSource page = page(TestPdfs.ofTexts("x"));
    Thread.currentThread().interrupt();

    assertThatThrownBy(page::decode).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
    page.decode().close();
  }

  @Test
  void decodedBytes_interrupted_answersAndKeepsTheInterrupt() throws Exception {
    PageSource page = page(DPI_72, TestPdfs.ofTexts("x"));
    Thread.currentThread().interrupt();

    assertThat(page.decodedBytes()).isEqualTo(60_000);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void decode_documentOfPdfBox_isTheSamePicture() throws Exception {
    byte[] pdf = TestPdfs.ofTexts("The quick brown fox");
    try (PDDocument document = org.apache.pdfbox.Loader.loadPDF(pdf);
        PageImage image = page(ReadOptions.defaults().withDpi(144), pdf).decode()) {
      BufferedImage expected =
          new org.apache.pdfbox.rendering.PDFRenderer(document).renderImageWithDPI(0, 144);
      BufferedImage picture = image.toBufferedImage();
      assertThat(picture.getRGB(0, 0, 400, 200, null, 0, 400))
          .isEqualTo(expected.getRGB(0, 0, 400, 200, null, 0, 400));
    }
  }

  private static Color color(BufferedImage picture, int x, int y) {
    return new Color(picture.getRGB(x, y));
  }
}
