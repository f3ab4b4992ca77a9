package io.glyphflow.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.TextLayer;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.Recognizer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page is decoded once, whoever looks at it how often. */
class DecodeCountTest {

  @TempDir Path folder;

  private final Map<PageId, Integer> decodes = new ConcurrentHashMap<>();
  private final Map<PageId, Integer> announced = new ConcurrentHashMap<>();

  /** Passes everything on and counts. */
  private final class Counted implements PageSource {
    private final PageSource page;

    Counted(PageSource page) {
      this.page = page;
    }

    @Override
    public PageId id() {
      return page.id();
    }

    @Override
    public long decodedBytes() {
      announced.merge(id(), 1, Integer::sum);
      return page.decodedBytes();
    }

    @Override
    public PageImage decode() throws InterruptedException {
      decodes.merge(id(), 1, Integer::sum);
      return page.decode();
    }

    @Override
    public boolean isNative() {
      return page.isNative();
    }

    @Override
    public TextLayer textLayer() {
      return page.textLayer();
    }
  }

  @Test
  void pages_ofAllKinds_areDecodedOnce() throws Exception {
    DocumentSource files =
        DocumentSource.of(
            Pictures.write(folder, "a.png", "png", 40, 30),
            Pictures.write(folder, "b.jpg", "jpg", 40, 30),
            Pictures.file(folder, "c.tif", Pictures.tiff("LZW", 20, 30, 40)),
            Pictures.file(folder, "d.pdf", TestPdfs.ofTexts("one", "two")));
    DocumentSource counted =
        () -> {
          PageCursor cursor = files.open();
          return new PageCursor() {
            @Override
            public java.util.Optional<PageSource> next() throws InterruptedException {
              return cursor.next().map(Counted::new);
            }

            @Override
            public void close() {
              cursor.close();
            }
          };
        };
    Recognizer pixels =
        crops ->
            crops.stream().map(crop -> RegionContent.text(crop.image().size().toString())).toList();
    try (Pipeline pipeline =
        Pipeline.builder()
            .layoutDetector(LayoutDetector.wholePage())
            .recognizer(TextLayerRecognizer.orElse(pixels))
            .build()) {
      DocumentResult result = pipeline.process(counted);

      assertThat(result.ledger()).hasToString("accepted 7 = ok 7");
      assertThat(result.text()).contains("one", "two");
    }
    assertThat(decodes).hasSize(7);
    assertThat(decodes.values()).containsOnly(1);
    assertThat(announced.values()).containsOnly(1);
  }
}
