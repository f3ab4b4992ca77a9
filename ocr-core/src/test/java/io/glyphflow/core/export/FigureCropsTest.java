package io.glyphflow.core.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.Page;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.document.RegionResult;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureCropsTest {

  @TempDir private Path folder;

  private static RegionResult region(int id, RegionKind kind, BoundingBox box) {
    Region region = new Region(id, kind, "image", box, Optional.empty(), 1);
    return new RegionResult(region, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Page page(String document, RegionResult... regions) {
    return new Page(new PageId(document, 3), new Size(40, 30), 0, List.of(regions), 0);
  }

  private static PageImage image() {
    BufferedImage picture = new BufferedImage(40, 30, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < 30; y++) {
      for (int x = 0; x < 40; x++) {
        picture.setRGB(x, y, ((x * 6) << 16) | ((y * 8) << 8) | 7);
      }
    }
    return PageImage.from(picture, 0);
  }

  @Test
  void write_figures_areTheirPixels_underTheNamesThatMarkdownLinks() throws IOException {
    OutputNames names = new OutputNames();
    names.document("other/scan.pdf");
    Page page =
        page(
            "in/scan.pdf",
            region(4, RegionKind.FIGURE, BoundingBox.of(5, 6, 15, 26)),
            region(5, RegionKind.TEXT, BoundingBox.of(0, 0, 9, 9)),
            region(6, RegionKind.FIGURE, BoundingBox.of(30.5, 20.2, 99, 99)),
            region(7, RegionKind.FIGURE, BoundingBox.of(50, 50, 60, 60)));
    List<Path> files;
    try (PageImage image = image()) {
      files = new FigureCrops(folder.resolve("out"), names).write(page, image);
    }
    assertThat(files).hasSize(2);
    BufferedImage first = ImageIO.read(files.get(0).toFile());
    assertThat(first.getWidth()).isEqualTo(10);
    assertThat(first.getHeight()).isEqualTo(20);
    assertThat(first.getRGB(2, 3) & 0xFFFFFF).isEqualTo(((7 * 6) << 16) | ((9 * 8) << 8) | 7);
    BufferedImage second = ImageIO.read(files.get(1).toFile());
    assertThat(second.getWidth()).isEqualTo(10);
    assertThat(second.getHeight()).isEqualTo(10);
    String markdown = Markdown.builder().figureLink(names::figure).build().text(page);
    for (Path file : files) {
      assertThat(markdown).contains("](" + file.getFileName() + ")");
    }
  }

  @Test
  void write_polygon_isWhiteOutside() throws IOException {
    Polygon diamond =
        Polygon.of(new Point(20, 5), new Point(30, 15), new Point(20, 25), new Point(10, 15));
    Region region = Region.of(RegionKind.FIGURE, "image", diamond.bounds(), 1).withPolygon(diamond);
    RegionResult figure =
        new RegionResult(region, Optional.empty(), Optional.empty(), Optional.empty());
    try (PageImage image = image();
        PageImage grey = PageImage.allocate(new Size(40, 30), PageImage.Format.GRAY8)) {
      FigureCrops crops = new FigureCrops(folder, new OutputNames());
      BufferedImage picture =
          ImageIO.read(crops.write(page("colour", figure), image).get(0).toFile());
      assertThat(picture.getWidth()).isEqualTo(20);
      assertThat(picture.getHeight()).isEqualTo(20);
      assertThat(picture.getRGB(10, 10) & 0xFFFFFF)
          .isEqualTo(((20 * 6) << 16) | ((15 * 8) << 8) | 7);
      for (int[] corner : new int[][] {{1, 1}, {18, 1}, {1, 18}, {18, 18}}) {
        assertThat(picture.getRGB(corner[0], corner[1]) & 0xFFFFFF).isEqualTo(0xFFFFFF);
      }
      BufferedImage black = ImageIO.read(crops.write(page("grey", figure), grey).get(0).toFile());
      assertThat(black.getRGB(10, 10) & 0xFFFFFF).isZero();
      assertThat(black.getRGB(1, 1) & 0xFFFFFF).isEqualTo(0xFFFFFF);
      assertThat(image.isClosed()).isFalse();
    }
  }

  @Test
  void write_hostileDocument_staysInTheFolder() throws IOException {
    Path out = folder.resolve("out");
    RegionResult figure = region(0, RegionKind.FIGURE, BoundingBox.of(0, 0, 9, 9));
    try (PageImage image = image()) {
      List<Path> files =
          new FigureCrops(out, new OutputNames())
              .write(page("../../../tmp/x\u0000.pdf", figure), image);
      assertThat(files).hasSize(1).allMatch(file -> file.normalize().getParent().equals(out));
      assertThat(files.get(0)).exists();
    }
  }

  @Test
  void write_imageOfAnotherSize_isRefused() {
    try (PageImage image = PageImage.allocate(new Size(30, 40), PageImage.Format.GRAY8)) {
      assertThatThrownBy(() -> new FigureCrops(folder, new OutputNames()).write(page("x"), image))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("image: ")
          .hasMessageContaining("must be of the page's size");
    }
  }
}
