package io.glyphflow.core.source;

import static io.glyphflow.core.source.Sources.assertCallFails;
import static io.glyphflow.core.source.Sources.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.image.PageImage;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scans that are kept as JBIG2 in a PDF. */
class PdfJbig2Test {

  private static final ReadOptions DPI_72 = ReadOptions.defaults().withDpi(72);

  private static BufferedImage scan() {
    BufferedImage scan = new BufferedImage(96, 64, BufferedImage.TYPE_BYTE_BINARY);
    Graphics2D graphics = scan.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 96, 64);
    graphics.setColor(Color.BLACK);
    graphics.fillRect(10, 5, 31, 20);
    graphics.drawLine(0, 63, 95, 30);
    graphics.drawOval(50, 8, 40, 19);
    graphics.dispose();
    return scan;
  }

  /** A page of 96 x 64 points that shows the picture, a pixel for each point. */
  private static byte[] pdf(byte[] jbig2) {
    return TestPdfs.withPage(
        "/MediaBox [0 0 96 64] /Contents 4 0 R /Resources << /XObject << /P 5 0 R >> >>",
        List.of(
            TestPdfs.stream("", "q 96 0 0 64 0 0 cm /P Do Q".getBytes(StandardCharsets.US_ASCII)),
            TestPdfs.stream(
                "/Type /XObject /Subtype /Image /Width 96 /Height 64 /BitsPerComponent 1"
                    + " /ColorSpace /DeviceGray /Filter /JBIG2Decode",
                jbig2)));
  }

  @Test
  void decode_scan_isWhatWasScanned() throws Exception {
    BufferedImage scan = scan();
    try (PageImage image = page(DPI_72, pdf(Jbig2.encode(scan))).decode()) {
      BufferedImage drawn = image.toBufferedImage();
      assertThat(drawn.getWidth()).isEqualTo(96);
      assertThat(drawn.getHeight()).isEqualTo(64);
      for (int y = 0; y < 64; y++) {
        for (int x = 0; x < 96; x++) {
          assertThat(drawn.getRGB(x, y)).as("%d, %d", x, y).isEqualTo(scan.getRGB(x, y));
        }
      }
    }
  }

  @Test
  void decode_broken_fails() throws Exception {
    byte[] bytes = {0, 0, 0, 12, 'j', 'P', ' ', ' ', 13, 10};

    assertCallFails(page(pdf(bytes))::decode, FailureCategory.INPUT_UNREADABLE, "a.pdf#1");
  }

  @Test
  void decode_cutOff_fails() throws Exception {
    byte[] whole = Jbig2.encode(scan());
    byte[] half = java.util.Arrays.copyOf(whole, 40);

    assertCallFails(page(pdf(half))::decode, FailureCategory.INPUT_UNREADABLE, "a.pdf#1");
  }

  @Test
  void decode_largerThanThePdfSays_fails() throws Exception {
    byte[] bomb = Jbig2.emptyPage(60_000, 60_000);

    assertCallFails(page(pdf(bomb))::decode, FailureCategory.INPUT_LIMIT, "a.pdf#1");
  }
}
