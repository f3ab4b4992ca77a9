package io.glyphflow.testkit.contract;

import io.glyphflow.core.source.DocumentSource;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Images, a PDF and a text file, by name and by folder. */
class FileSourcesKeepTheirContractTest {

  @TempDir static Path folder;

  @Nested
  class OfFiles extends DocumentSourceContract {
    @Override
    protected DocumentSource create() {
      write();
      return DocumentSource.of(
          folder.resolve("b.pdf"),
          folder.resolve("a.png"),
          folder.resolve("c.txt"),
          folder.resolve("gone.png"));
    }
  }

  @Nested
  class OfAFolder extends DocumentSourceContract {
    @Override
    protected DocumentSource create() {
      write();
      return DocumentSource.folder(folder);
    }
  }

  @Nested
  class OfBytes extends DocumentSourceContract {
    @Override
    protected DocumentSource create() {
      return DocumentSource.of("in memory", pdf());
    }
  }

  private static void write() {
    try {
      BufferedImage picture = new BufferedImage(30, 20, BufferedImage.TYPE_3BYTE_BGR);
      ImageIO.write(picture, "png", folder.resolve("a.png").toFile());
      Files.write(folder.resolve("b.pdf"), pdf());
      Files.writeString(folder.resolve("c.txt"), "text");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Three pages, the second of which is none. */
  private static byte[] pdf() {
    String page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 20 30] >>";
    String[] objects = {
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 3 >>",
      page,
      "<< /Type /Font >>",
      page
    };
    StringBuilder pdf = new StringBuilder("%PDF-1.7\n");
    StringBuilder table = new StringBuilder("0000000000 65535 f \n");
    for (int i = 0; i < objects.length; i++) {
      table.append(String.format(Locale.ROOT, "%010d 00000 n \n", pdf.length()));
      pdf.append(i + 1).append(" 0 obj\n").append(objects[i]).append("\nendobj\n");
    }
    int at = pdf.length();
    pdf.append("xref\n0 6\n").append(table);
    pdf.append("trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n").append(at).append("\n%%EOF\n");
    return pdf.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
