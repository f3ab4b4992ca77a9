package io.glyphflow.core.source;

import static io.glyphflow.core.source.Sources.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glyphflow.core.document.TextLine;
import io.glyphflow.core.document.Word;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.image.PageImage;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.util.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PdfTextLayerTest {

  @Test
  void lines_ofAPage_areItsWordsInOrder() throws Exception {
    byte[] pdf =
        TestPdfs.of(
            new PDRectangle(300, 200),
            (d, p, content) -> {
              TestPdfs.write(content, 20, 100, "second line");
              TestPdfs.write(content, 20, 150, "The first");
              TestPdfs.write(content, 120, 150, "goes on");
            });
    List<TextLine> lines = page(pdf).textLayer().lines();

    assertThat(lines)
        .extracting(TextLine::text)
        .containsExactly("The first goes on", "second line");
    assertThat(lines.get(0).words())
        .extracting(Word::text)
        .containsExactly("The", "first", "goes", "on");
    assertThat(lines).allMatch(line -> line.confidence() == 1);
  }

  /** Around every word there is white, and within its box all of its ink. */
  @ParameterizedTest
  @CsvSource({
    "0, 72, 1",
    "90, 72, 1",
    "180, 72, 1",
    "270, 72, 1",
    "0, 300, 1",
    "90, 200, 1",
    "0, 72, 2.5"
  })
  void boxes_ofWords_encloseTheirInk(int rotation, double dpi, float unit) throws Exception {
    byte[] pdf =
        TestPdfs.of(
            new PDRectangle(30, 40, 300, 200),
            (d, page, content) -> {
              page.setCropBox(new PDRectangle(50, 60, 250, 150));
              page.setRotation(rotation);
              page.setUserUnit(unit);
              TestPdfs.write(content, 80, 150, "Hxg    Ajp");
              TestPdfs.write(content, 100, 100, "Qlq");
            });
    PageSource page = page(ReadOptions.defaults().withDpi(dpi), pdf);

    List<Word> words =
        page.textLayer().lines().stream().flatMap(line -> line.words().stream()).toList();
    assertThat(words).extracting(Word::text).containsExactlyInAnyOrder("Hxg", "Ajp", "Qlq");
    try (PageImage image = page.decode()) {
      BufferedImage picture = image.toBufferedImage();
      int allInk = ink(picture, image.size().bounds());
      int inWords = words.stream().mapToInt(word -> ink(picture, word.box())).sum();
      assertThat(allInk).isPositive();
      assertThat(inWords).isEqualTo(allInk);
      assertThat(words).allSatisfy(word -> assertThat(ink(picture, word.box())).isPositive());
    }
    double size = 12 * unit * dpi / 72;
    assertThat(words)
        .allSatisfy(
            word -> {
              double height = rotation % 180 == 0 ? word.box().height() : word.box().width();
              assertThat(height).isBetween(0.8 * size, 1.3 * size);
            });
  }

  @Test
  void boxes_ofKnownText_areWhereItStands() throws Exception {
    PageSource page = page(ReadOptions.defaults().withDpi(144), TestPdfs.ofTexts("Hello"));
    BoundingBox box = page.textLayer().lines().get(0).box();

    assertThat(box.left()).isCloseTo(40, within(0.1));
    assertThat(box.right()).isCloseTo(40 + 2 * 12 * 2.278, within(0.5)); // widths of Helvetica
    assertThat(box.top()).isBetween(100 - 24.0, 100 - 16.0);
    assertThat(box.bottom()).isBetween(100.0, 100 + 8.0);
  }

  @Test
  void lines_ofTurnedText_areReadAlongTheirDirection() throws Exception {
    byte[] pdf =
        TestPdfs.of(
            new PDRectangle(200, 200),
            (d, p, content) -> {
              content.beginText();
              content.setFont(TestPdfs.helvetica(), 12);
              content.setTextMatrix(Matrix.getRotateInstance(Math.PI / 2, 100, 50));
              content.showText("upwards here");
              content.endText();
            });
    List<TextLine> lines = page(ReadOptions.defaults().withDpi(72), pdf).textLayer().lines();

    assertThat(lines).extracting(TextLine::text).containsExactly("upwards here");
    BoundingBox box = lines.get(0).box();
    assertThat(box.height()).isGreaterThan(3 * box.width());
    assertThat(box.bottom()).isCloseTo(150, within(0.5));
  }

  @Test
  void lines_ofInvisibleText_areThere() throws Exception {
    byte[] pdf =
        TestPdfs.of(
            new PDRectangle(200, 100),
            (d, p, content) -> {
              content.setRenderingMode(RenderingMode.NEITHER);
              TestPdfs.write(content, 20, 50, "behind the scan");
            });
    PageSource page = page(pdf);

    assertThat(page.textLayer().lines().get(0).text()).isEqualTo("behind the scan");
    try (PageImage image = page.decode()) {
      assertThat(ink(image.toBufferedImage(), image.size().bounds())).isZero();
    }
  }

  @Test
  void lines_ofAPageWithoutText_areNone() throws Exception {
    byte[] pdf = TestPdfs.of(new PDRectangle(50, 50), (d, p, content) -> {});

    assertThat(page(pdf).textLayer().lines()).isEmpty();
  }

  @Test
  void lines_ofALaterPage_areOnlyIts() throws Exception {
    byte[] pdf = TestPdfs.ofTexts("one", "two", "three");
    List<PageSource> pages = Sources.drain(DocumentSource.of("x", pdf));

    assertThat(pages.get(1).textLayer().lines()).extracting(TextLine::text).containsExactly("two");
    assertThat(pages.get(2).textLayer().lines()).extracting(TextLine::text).contains("three");
    assertThat(pages.get(0).textLayer().lines()).extracting(TextLine::text).contains("one");
  }

  @Test
  void lines_askedTwice_areReadOnce() throws Exception {
    PageSource page = page(TestPdfs.ofTexts("x"));

    assertThat(page.textLayer().lines()).isSameAs(page.textLayer().lines());
  }

  @Test
  void lines_interruptedBefore_areInterrupted() throws Exception {
    PageSource page = page(TestPdfs.ofTexts("x"));
    Thread.currentThread().interrupt();

    assertThatThrownBy(page.textLayer()::lines).isInstanceOf(InterruptedException.class);
    assertThat(page.textLayer().lines()).hasSize(1);
  }

  @Test
  void lines_ofARealPdf_areItsText() throws Exception {
    Path shared = Path.of(System.getProperty("glyphflow.shared", "../shared"), "testdata", "pages");
    Path pdf = shared.resolve("docling/ocr_test.pdf");
    if (!Files.isRegularFile(pdf)) {
      return;
    }
    PageSource page = page(pdf);
    try (PageImage image = page.decode()) {
      assertThat(image.ownedBytes()).isEqualTo(page.decodedBytes());
      assertThat(ink(image.toBufferedImage(), image.size().bounds())).isGreaterThan(1_000);
    }
    assertThat(page.textLayer().lines()).as("a scan").isEmpty();
  }

  /** Dark pixels, their centers inside. */
  private static int ink(BufferedImage picture, BoundingBox box) {
    int count = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        boolean isInside =
            x + 0.5 >= box.left() - 1
                && x + 0.5 < box.right() + 1
                && y + 0.5 >= box.top() - 1
                && y + 0.5 < box.bottom() + 1;
        if (isInside && (picture.getRGB(x, y) & 0xff) < 128) {
          count++;
        }
      }
    }
    return count;
  }
}
