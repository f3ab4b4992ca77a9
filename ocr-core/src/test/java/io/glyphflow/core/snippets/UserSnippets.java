package io.glyphflow.core.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.document.Language;
import io.glyphflow.core.document.PageOutcome.Completed;
import io.glyphflow.core.document.PageOutcome.Failed;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.export.PlainText;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.pipeline.MemoryBudget;
import io.glyphflow.core.pipeline.Order;
import io.glyphflow.core.pipeline.PageStream;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.pipeline.PipelineEvent.RegionRecognized;
import io.glyphflow.core.pipeline.Run;
import io.glyphflow.core.pipeline.RunOptions;
import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.Pool;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.core.stage.Traits;
import io.glyphflow.core.stage.Translator;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The code of the README and of the Javadoc, compiled and run. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class UserSnippets {

  private static final Logger log = LoggerFactory.getLogger(UserSnippets.class);

  @TempDir private Path folder;
  private Path scan;
  private final MyModel myModel = new MyModel();
  private final LayoutDetector detector = LayoutDetector.wholePage();

  /** Stands for whatever a user has. */
  static final class MyModel {
    String read(BufferedImage image) {
      return image.getWidth() + "x" + image.getHeight();
    }
  }

  @BeforeEach
  void writeScan() throws Exception {
    scan = folder.resolve("scan.png");
    BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_GRAY);
    assertThat(ImageIO.write(image, "png", scan.toFile())).isTrue();
  }

  @Test
  void firstMinute_oneScan_isRead() {
    // @start region="first-minute"
    Recognizer recognizer =
        crops ->
            crops.stream()
                .map(crop -> RegionContent.text(myModel.read(crop.image().toBufferedImage())))
                .toList();
    try (Pipeline pipeline =
        Pipeline.builder()
            .layoutDetector(LayoutDetector.wholePage())
            .recognizer(recognizer)
            .build()) {
      DocumentResult result = pipeline.process(scan);
      log.info("{}\n{}", PlainText.of(result), result.ledger());
      // @end
      assertThat(PlainText.of(result)).isEqualTo("40x30\n");
      assertThat(result.ledger()).hasToString("accepted 1 = ok 1");
    }
  }

  @Test
  void overnight_folder_isStreamedInBoundedMemory() throws Exception {
    Files.writeString(folder.resolve("broken.png"), "no image");
    List<String> written = new ArrayList<>();
    Recognizer recognizer = this::read;
    // @start region="overnight"
    try (Pipeline pipeline =
        Pipeline.builder()
            .layoutDetector(detector)
            .recognizer(recognizer)
            .memoryBudget(MemoryBudget.ofMegabytes(512))
            .build()) {
      try (PageStream pages = pipeline.stream(DocumentSource.folder(folder), Order.COMPLETION)) {
        for (PageResult page : pages) {
          switch (page.outcome()) {
            case Completed completed -> written.add(completed.page().text());
            case Failed failed -> log.warn("{}: {}", page.id(), failed.failure());
          }
        }
        log.info("{}", pages.ledger()); // accepted 2 = ok 1 + failed 1
        // @end
        assertThat(pages.ledger()).hasToString("accepted 2 = ok 1 + failed 1");
      }
    }
    assertThat(written).containsExactly("40x30");
  }

  @Test
  void interactive_run_tellsRegionsAndCanBeCancelled() throws Exception {
    List<BoundingBox> shown = Collections.synchronizedList(new ArrayList<>());
    byte[] bytes = Files.readAllBytes(scan);
    try (Pipeline pipeline =
        Pipeline.builder().layoutDetector(detector).recognizer(this::read).build()) {
      // @start region="interactive"
      Run run =
          pipeline.start(
              DocumentSource.of(bytes),
              RunOptions.interactive().deadline(Duration.ofSeconds(5)),
              event -> {
                if (event instanceof RegionRecognized region) {
                  shown.add(region.box());
                }
              });
      // @end
      assertThat(run.await()).hasToString("accepted 1 = ok 1");
      run.cancel();
    }
    assertThat(shown).containsExactly(BoundingBox.of(0, 0, 40, 30));
  }

  private List<RegionContent> read(List<RegionCrop> crops) {
    return crops.stream()
        .map(crop -> RegionContent.text(myModel.read(crop.image().toBufferedImage())))
        .toList();
  }

  @Test
  void pools_ofInstances_readAndTranslate() {
    Translator translator = items -> items.stream().map(i -> i.translated("<" + i.text())).toList();
    // @start region="pools"
    try (Pipeline comics =
        Pipeline.builder()
            .layoutDetector(detector)
            .recognizer(Pool.of(2, () -> this::read))
            .translator(
                Pool.<Translator>of(3, () -> translator).with(Traits.waiting()), Language.ENGLISH)
            .build()) {
      PageResult page = comics.process(scan).page(1);
      // @end
      assertThat(page.page().orElseThrow().regions().get(0).translation().orElseThrow().text())
          .isEqualTo("<40x30");
    }
  }
}
