package io.glyphflow.tesseract;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.document.TextLine;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.RegionCrop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {

  private static final Path STATUS = Path.of("/proc/self/status");

  /** Kilobytes of the process that are in memory. */
  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("RssAnon:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private static List<RegionCrop> lines(PageImage page, TesseractRecognizer recognizer)
      throws InterruptedException {
    RegionCrop whole = TestPages.whole(page, RegionKind.TEXT, "page");
    RegionContent.Text text = (RegionContent.Text) recognizer.recognize(List.of(whole)).getFirst();
    List<RegionCrop> crops = new ArrayList<>();
    for (TextLine line : text.lines()) {
      crops.add(TestPages.crop(page, Region.of(RegionKind.TEXT, "text", line.box(), 1)));
    }
    return crops;
  }

  @Test
  void recognize_hundredsOfCrops_leavesNoMemoryBehind() throws Exception {
    if (!TestPages.areThere() || !Files.exists(STATUS)) {
      return;
    }
    PageImage page = TestPages.load(TestPages.path("tesseract-test/phototest.tif"));
    try (TesseractRecognizer recognizer = new TesseractRecognizer()) {
      List<RegionCrop> crops = lines(page, recognizer);
      for (int i = 0; i < 10; i++) {
        recognizer.recognize(crops);
      }
      long before = residentKilobytes();
      for (int i = 0; i < 80; i++) {
        recognizer.recognize(crops);
      }
      // 640 crops; a crop with its border and results that stayed would be about 100 kB, and the
      // heap may grow a little by itself
      assertThat(residentKilobytes() - before).isLessThan(32_000);
    }
  }

  @Test
  void close_manyInstances_givesTheirMemoryBack() throws Exception {
    if (!Files.exists(STATUS)) {
      return;
    }
    for (int i = 0; i < 3; i++) {
      new TesseractRecognizer().close();
    }
    long before = residentKilobytes();
    for (int i = 0; i < 40; i++) {
      TesseractRecognizer recognizer = new TesseractRecognizer();
      recognizer.warmUp();
      recognizer.close();
    }
    // 40 models that stayed would be 760 MB; their files, some 8 MB each, pass through the heap
    assertThat(residentKilobytes() - before).isLessThan(400_000);
  }
}
