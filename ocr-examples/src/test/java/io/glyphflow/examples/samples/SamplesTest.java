package io.glyphflow.examples.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The committed samples are what {@link SampleMaker} makes. {@code -Dglyphflow.samples.write=true}
 * writes them anew.
 */
class SamplesTest {

  /** Of 255; rasterizers and JPEG codecs of JDKs differ by less, any other word by more. */
  private static final double TOLERANCE = 0.5;

  private static final Path FOLDER = Path.of("..", "samples");

  private static List<Sample> made;

  @BeforeAll
  static void makeAll() throws IOException {
    made = SampleMaker.all();
    if (Boolean.getBoolean("glyphflow.samples.write")) {
      SampleMaker.write(made, FOLDER);
    }
  }

  @Test
  void committedSamples_madeAgain_areTheSame() throws IOException {
    for (Sample sample : made) {
      String truth = Files.readString(FOLDER.resolve("truth").resolve(sample.truthFile()));
      assertThat(truth.replace("\r\n", "\n")).as(sample.truthFile()).isEqualTo(sample.truth());
      List<BufferedImage> committed = pictures(Files.readAllBytes(FOLDER.resolve(sample.file())));
      List<BufferedImage> expected = pictures(sample.bytes());
      assertThat(committed).as(sample.file()).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(difference(committed.get(i), expected.get(i)))
            .as("%s, picture %s", sample.file(), i)
            .isLessThan(TOLERANCE);
      }
    }
  }

  @Test
  void committedSamples_together_areSmall() throws IOException {
    long bytes = 0;
    for (Sample sample : made) {
      bytes += Files.size(FOLDER.resolve(sample.file()));
    }
    assertThat(bytes).isBetween(300_000L, 3_000_000L);
  }

  @Test
  void report_firstTwoPages_carryTheirTextAndTheThirdDoesNot() throws IOException {
    try (PDDocument report = Loader.loadPDF(FOLDER.resolve("report.pdf").toFile())) {
      assertThat(report.getNumberOfPages()).isEqualTo(3);
      PDFTextStripper text = new PDFTextStripper();
      text.setEndPage(2);
      assertThat(text.getText(report)).contains("What the Cellar Holds", "walnut cake");
      text.setStartPage(3);
      text.setEndPage(3);
      assertThat(text.getText(report)).isBlank();
    }
  }

  private static List<BufferedImage> pictures(byte[] bytes) throws IOException {
    if (bytes[0] != '%') {
      return List.of(ImageIO.read(new ByteArrayInputStream(bytes)));
    }
    List<BufferedImage> pages = new ArrayList<>();
    try (PDDocument document = Loader.loadPDF(bytes)) {
      PDFRenderer renderer = new PDFRenderer(document);
      for (int i = 0; i < document.getNumberOfPages(); i++) {
        pages.add(renderer.renderImageWithDPI(i, 72));
      }
    }
    return pages;
  }

  private static double difference(BufferedImage a, BufferedImage b) {
    assertThat(a.getWidth()).isEqualTo(b.getWidth());
    assertThat(a.getHeight()).isEqualTo(b.getHeight());
    long sum = 0;
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        int p = a.getRGB(x, y);
        int q = b.getRGB(x, y);
        for (int shift = 0; shift <= 16; shift += 8) {
          sum += Math.abs((p >> shift & 0xff) - (q >> shift & 0xff));
        }
      }
    }
    return sum / (3.0 * a.getWidth() * a.getHeight());
  }
}
