package io.glyphflow.core.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.Failure;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.Page;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.document.RegionResult;
import io.glyphflow.core.document.StageName;
import io.glyphflow.core.document.TextLine;
import io.glyphflow.core.document.Word;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotatedImageTest {

  private static final int BLUE = 0x0072B2;
  private static final int RED = 0xD00000;
  private static final Size SIZE = new Size(1000, 800);

  @TempDir private Path folder;

  private static PageImage white(int type) {
    BufferedImage picture = new BufferedImage(SIZE.width(), SIZE.height(), type);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, SIZE.width(), SIZE.height());
    graphics.dispose();
    return PageImage.from(picture, 200);
  }

  private static RegionResult region(RegionKind kind, BoundingBox box) {
    return new RegionResult(
        Region.of(kind, "label", box, 0.5), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Page page(RegionResult... regions) {
    return new Page(new PageId("x", 1), SIZE, 200, List.of(regions), 0);
  }

  private static int rgb(BufferedImage picture, int x, int y) {
    return picture.getRGB(x, y) & 0xFFFFFF;
  }

  private static BufferedImage draw(AnnotatedImage annotated, Page page) {
    try (PageImage image = white(BufferedImage.TYPE_3BYTE_BGR);
        PageImage drawn = annotated.draw(page, image)) {
      return drawn.toBufferedImage();
    }
  }

  private static AnnotatedImage plain() {
    return AnnotatedImage.builder().legend(false).build();
  }

  @Test
  void draw_outlineAndTint_areWhereTheBoxIs() {
    BufferedImage picture =
        draw(plain(), page(region(RegionKind.TEXT, BoundingBox.of(200, 300, 600, 500))));
    assertThat(rgb(picture, 200, 450)).isEqualTo(BLUE);
    assertThat(rgb(picture, 600, 450)).isEqualTo(BLUE);
    assertThat(rgb(picture, 400, 300)).isEqualTo(BLUE);
    assertThat(rgb(picture, 400, 500)).isEqualTo(BLUE);
    assertThat(rgb(picture, 400, 400)).isNotIn(BLUE, 0xFFFFFF).isGreaterThan(0xD00000);
    assertThat(rgb(picture, 400, 600)).isEqualTo(0xFFFFFF);
    assertThat(rgb(picture, 800, 400)).isEqualTo(0xFFFFFF);
  }

  @Test
  void draw_polygon_isTheOutlineInsteadOfTheBox() {
    Polygon diamond =
        Polygon.of(
            new Point(400, 200), new Point(600, 400), new Point(400, 600), new Point(200, 400));
    Region region = Region.of(RegionKind.FIGURE, "image", diamond.bounds(), 1).withPolygon(diamond);
    BufferedImage picture =
        draw(
            plain(),
            page(new RegionResult(region, Optional.empty(), Optional.empty(), Optional.empty())));
    assertThat(rgb(picture, 500, 300)).isEqualTo(0x009E73);
    assertThat(rgb(picture, 560, 580)).isEqualTo(0xFFFFFF);
  }

  @Test
  void draw_tagWithoutRoom_isHalfTransparentInTheCorner_andLeavesNeighboursAlone() {
    BoundingBox middle = BoundingBox.of(0, 300, 1000, 500);
    Page page =
        page(
            region(RegionKind.TEXT, BoundingBox.of(0, 0, 1000, 297)),
            region(RegionKind.TEXT, middle),
            region(RegionKind.TEXT, BoundingBox.of(0, 503, 1000, 800)));
    BufferedImage paper = new BufferedImage(1000, 800, BufferedImage.TYPE_3BYTE_BGR);
    try (PageImage black = PageImage.from(paper, 200);
        PageImage drawn = plain().draw(page, black)) {
      BufferedImage picture = drawn.toBufferedImage();
      int ground = 0;
      for (int y = 304; y < 312; y++) {
        for (int x = 960; x < 994; x++) {
          ground = Math.max(ground, rgb(picture, x, y) >> 16);
        }
      }
      for (int x = 4; x < 996; x++) {
        assertThat(rgb(picture, x, 290) >> 16).isLessThan(40);
      }
      assertThat(ground).isBetween(170, 220); // white over black, some of which shines through
    }
  }

  @Test
  void draw_failedRegion_isHatchedInRed() {
    Failure failure = Failure.of(FailureCategory.TIMEOUT, StageName.RECOGNIZE, "x");
    Region region = Region.of(RegionKind.TEXT, "text", BoundingBox.of(200, 300, 600, 500), 1);
    BufferedImage picture =
        draw(
            plain(),
            page(
                new RegionResult(
                    region, Optional.empty(), Optional.empty(), Optional.of(failure))));
    assertThat(rgb(picture, 200, 450)).isEqualTo(RED);
    long hatched = 0;
    for (int x = 210; x < 590; x++) {
      int c = rgb(picture, x, 400);
      hatched += (c >> 16) - (c & 255) > 80 ? 1 : 0;
    }
    assertThat(hatched).isBetween(10L, 200L);
  }

  @Test
  void draw_wordBoxes_onlyOnRequest() {
    Word word = new Word("a", BoundingBox.of(300, 350, 400, 380), 1);
    TextLine line = new TextLine("a", word.box(), 1, List.of(word));
    Region region = Region.of(RegionKind.TEXT, "text", BoundingBox.of(200, 300, 600, 500), 1);
    RegionContent text = new RegionContent.Text("a", List.of(line), 1, "a");
    Page page =
        page(new RegionResult(region, Optional.of(text), Optional.empty(), Optional.empty()));
    int without = rgb(draw(plain(), page), 350, 350);
    int with =
        rgb(draw(AnnotatedImage.builder().legend(false).words(true).build(), page), 350, 350);
    assertThat(with).isNotEqualTo(without).isLessThan(0x900000);
  }

  @Test
  void of_original_isLeftAsItWas_andTheCopyIsTheCallers() {
    try (PageImage image = white(BufferedImage.TYPE_BYTE_GRAY)) {
      ByteBuffer before =
          ByteBuffer.allocate(image.pixels().remaining()).put(image.pixels()).flip();
      PageImage drawn =
          AnnotatedImage.of(
              page(region(RegionKind.TABLE, BoundingBox.of(200, 300, 600, 500))), image);
      assertThat(image.pixels()).isEqualTo(before);
      assertThat(image.isClosed()).isFalse();
      assertThat(drawn.isNative()).isTrue();
      assertThat(drawn.format()).isEqualTo(PageImage.Format.BGR24);
      assertThat(drawn.dpi()).isEqualTo(200);
      assertThat(drawn.size().width()).isEqualTo(1000);
      assertThat(drawn.size().height()).isBetween(801, 860);
      drawn.close();
      assertThat(drawn.isClosed()).isTrue();
    }
  }

  @Test
  void of_pageWithoutRegions_isTheSamePicture() {
    try (PageImage image = white(BufferedImage.TYPE_3BYTE_BGR);
        PageImage drawn = AnnotatedImage.of(page(), image)) {
      assertThat(drawn.size()).isEqualTo(image.size());
      assertThat(drawn.pixels()).isEqualTo(image.pixels());
    }
  }

  @Test
  void draw_imageOfAnotherSize_boxesAreScaled() {
    Page page =
        new Page(
            new PageId("x", 1),
            new Size(500, 400),
            0,
            List.of(region(RegionKind.TEXT, BoundingBox.of(100, 150, 300, 250))),
            0);
    assertThat(rgb(draw(plain(), page), 600, 450)).isEqualTo(BLUE);
  }

  @Test
  void draw_hostileBoxesAndLabels_areDrawnAsFarAsTheyGo() {
    List<RegionResult> regions = new ArrayList<>();
    double[][] edges = {
      {-1e9, -1e9, 1e9, 1e9},
      {0, 0, 1, 1},
      {999, 799, 1000, 800},
      {5, 5, 4, 4},
      {2000, 2000, 3000, 3000},
      {Double.NaN, 0, 1, 1},
      {0, 0, Double.POSITIVE_INFINITY, 9},
      {0.2, 0.2, 0.4, 0.4}
    };
    for (double[] e : edges) {
      Region region =
          Region.of(
              RegionKind.TEXT,
              "\u65E5\u0000\n%s" + "x".repeat(500),
              BoundingBox.of(e[0], e[1], e[2], e[3]),
              Double.NaN);
      Failure failure = Failure.of(FailureCategory.INTERNAL, StageName.CROP, "x");
      regions.add(
          new RegionResult(region, Optional.empty(), Optional.empty(), Optional.of(failure)));
    }
    BufferedImage picture =
        draw(AnnotatedImage.builder().build(), page(regions.toArray(RegionResult[]::new)));
    assertThat(picture.getWidth()).isEqualTo(1000);
    for (Size tiny : List.of(new Size(1, 1), new Size(3, 2000), new Size(2000, 3))) {
      try (PageImage image = PageImage.allocate(tiny, PageImage.Format.GRAY8);
          PageImage drawn = AnnotatedImage.of(page(regions.toArray(RegionResult[]::new)), image)) {
        assertThat(drawn.size().width()).isEqualTo(tiny.width());
      }
    }
  }

  @Test
  void write_isAPngThatOthersRead() throws IOException {
    Path file = folder.resolve("sub/page.png");
    try (PageImage image = white(BufferedImage.TYPE_3BYTE_BGR)) {
      AnnotatedImage.write(
          page(region(RegionKind.FORMULA, BoundingBox.of(200, 300, 600, 500))), image, file);
    }
    BufferedImage picture = ImageIO.read(file.toFile());
    assertThat(picture.getWidth()).isEqualTo(1000);
    assertThat(rgb(picture, 200, 450)).isEqualTo(0xAA4499);
  }

  @Test
  void builder_optionSetTwice_isRefused() {
    assertThatThrownBy(() -> AnnotatedImage.builder().words(true).words(true))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("words: set already, to true");
  }
}
