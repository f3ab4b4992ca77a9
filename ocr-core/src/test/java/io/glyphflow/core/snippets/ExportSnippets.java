package io.glyphflow.core.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.document.Page;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.document.RegionResult;
import io.glyphflow.core.export.AnnotatedImage;
import io.glyphflow.core.export.AtomicFile;
import io.glyphflow.core.export.FigureCrops;
import io.glyphflow.core.export.Json;
import io.glyphflow.core.export.Markdown;
import io.glyphflow.core.export.OutputNames;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.stage.LayoutDetector;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The code of the exporters' Javadoc, compiled and run. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ExportSnippets {

  @TempDir private Path folder;
  private DocumentResult result;
  private Page page;
  private PageImage image;

  @BeforeEach
  void readOnePage() throws Exception {
    Path scan = folder.resolve("scan.png");
    BufferedImage picture = new BufferedImage(400, 300, BufferedImage.TYPE_BYTE_GRAY);
    assertThat(ImageIO.write(picture, "png", scan.toFile())).isTrue();
    image = PageImage.from(picture, 150);
    try (Pipeline pipeline =
        Pipeline.builder()
            .layoutDetector(LayoutDetector.wholePage())
            .recognizer(crops -> crops.stream().map(c -> RegionContent.text("Hello")).toList())
            .build()) {
      result = pipeline.process(scan);
    }
    Region figure = Region.of(RegionKind.FIGURE, "image", BoundingBox.of(50, 60, 350, 200), 0.9);
    RegionResult region =
        new RegionResult(figure, Optional.empty(), Optional.empty(), Optional.empty());
    page = new Page(new PageId("scan.png", 1), image.size(), 150, List.of(region), 0);
  }

  @Test
  void markdown_ofAResult_isTextOrAFile() throws Exception {
    Path file = folder.resolve("scan.md");
    // @start region="markdown"
    String markdown = Markdown.of(result);
    Markdown withPages = Markdown.builder().pageSeparator("---").furniture(true).build();
    AtomicFile.write(file, withPages, result);
    // @end
    assertThat(markdown).isEqualTo("Hello\n");
    assertThat(file).hasContent("Hello\n");
  }

  @Test
  void json_ofAResult_goesIntoAStream() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = bytes) {
      // @start region="json"
      String json = Json.of(result);
      Json.write(result, out);
      // @end
      assertThat(json)
          .contains("\"text\":\"Hello\"")
          .isEqualTo(bytes.toString(StandardCharsets.UTF_8));
    }
  }

  @Test
  void annotatedImage_ofAPage_isWrittenOrShown() throws Exception {
    Path file = folder.resolve("page.png");
    // @start region="annotated-image"
    AnnotatedImage.write(page, image, file);
    try (PageImage drawn = AnnotatedImage.builder().words(true).build().draw(page, image)) {
      BufferedImage shown = drawn.toBufferedImage();
      // @end
      assertThat(shown.getWidth()).isEqualTo(400);
    }
    assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(400);
  }

  @Test
  void figureCrops_ofAPage_areWhatTheMarkdownLinks() throws Exception {
    // @start region="figure-crops"
    OutputNames names = new OutputNames();
    FigureCrops crops = new FigureCrops(folder, names);
    List<Path> files = crops.write(page, image);
    String markdown = Markdown.builder().figureLink(names::figure).build().text(page);
    // @end
    assertThat(files).containsExactly(folder.resolve("scan-p001-r0.png"));
    assertThat(markdown).isEqualTo("![image](scan-p001-r0.png)\n");
    assertThat(Files.size(files.get(0))).isPositive();
  }
}
