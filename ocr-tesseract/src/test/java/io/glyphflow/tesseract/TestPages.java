package io.glyphflow.tesseract;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.RegionCrop;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Real pages with known text, and drawn ones. */
final class TestPages {

  static final String PHOTOTEST =
      """
      This is a lot of 12 point text to test the
      ocr code and see if it works on all types
      of file format.
      The quick brown dog jumped over the
      lazy fox. The quick brown dog jumped
      over the lazy fox. The quick brown dog
      jumped over the lazy fox. The quick
      brown dog jumped over the lazy fox.""";

  private static final Path REAL =
      Path.of(System.getProperty("glyphflow.shared", "../shared"), "testdata", "pages");

  private TestPages() {}

  static boolean areThere() {
    return Files.isDirectory(REAL);
  }

  static Path path(String name) {
    return REAL.resolve(name);
  }

  static Path alice() {
    return path("hocr-tools-alice/alice_1.png");
  }

  static String aliceText() throws IOException {
    return Files.readString(path("hocr-tools-alice/sample.txt"));
  }

  static List<Path> all() throws IOException {
    try (Stream<Path> files = Files.walk(REAL)) {
      return files.filter(f -> f.toString().matches(".*\\.(png|jpg|tif)")).sorted().toList();
    }
  }

  static PageImage load(Path file) throws IOException {
    return outsideTheHeap(ImageIO.read(file.toFile()), 0);
  }

  static PageImage outsideTheHeap(BufferedImage picture, double dpi) {
    PageImage heap = PageImage.from(picture, dpi);
    ByteBuffer pixels = heap.pixels();
    ByteBuffer direct = ByteBuffer.allocateDirect(pixels.capacity()).put(pixels);
    return PageImage.wrap(direct, heap.size(), heap.format(), heap.rowStride(), dpi, () -> {});
  }

  static RegionCrop whole(PageImage page, RegionKind kind, String label) {
    return crop(page, Region.of(kind, label, page.size().bounds(), 1));
  }

  static RegionCrop crop(PageImage page, Region region) {
    return new RegionCrop(new PageId("test", 1), region, page.view(region.box()));
  }

  static RegionCrop skewed(PageImage page, Polygon outline) {
    BoundingBox box = outline.bounds().clamp(page.size()).orElseThrow();
    Region region = Region.of(RegionKind.TEXT, "text", box, 1).withPolygon(outline);
    return crop(page, region);
  }

  /** A gray picture drawn over white through a transform. */
  static BufferedImage redraw(
      BufferedImage picture, int width, int height, AffineTransform transform) {
    BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = drawn.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(picture, transform, null);
    graphics.dispose();
    return drawn;
  }
}
