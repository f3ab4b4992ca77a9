package io.glyphflow.layout;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.PageInput;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Real pages, where they are at hand, and what the detector says of a page. */
final class Shared {

  private static final Path DATA =
      Path.of(System.getProperty("glyphflow.shared", "../shared"), "testdata");

  private Shared() {}

  static boolean isThere() {
    return Files.isDirectory(DATA);
  }

  static Path path(String name) {
    return DATA.resolve(name);
  }

  static BufferedImage picture(String name) throws IOException {
    BufferedImage picture = ImageIO.read(path(name).toFile());
    if (picture == null) {
      throw new IOException(name + ": no reader for this picture");
    }
    return picture;
  }

  static List<Region> detect(BufferedImage picture) {
    return detect(ModelFreeLayoutDetector.defaults(), picture);
  }

  static List<Region> detect(ModelFreeLayoutDetector detector, BufferedImage picture) {
    try (PageImage image = PageImage.from(picture, 0)) {
      PageInput page = new PageInput(new PageId("test", 1), image);
      return detector.detect(List.of(page)).getFirst().regions();
    }
  }
}
