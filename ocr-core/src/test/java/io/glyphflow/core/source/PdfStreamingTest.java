package io.glyphflow.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.pipeline.MemoryBudget;
import io.glyphflow.core.pipeline.Order;
import io.glyphflow.core.pipeline.PageStream;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.Recognizer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A document far larger than the memory it is read in. */
class PdfStreamingTest {

  private static final Logger LOG = LoggerFactory.getLogger(PdfStreamingTest.class);

  private static final int PAGES = 5_000;
  private static final long MIB = 1 << 20;

  @TempDir Path folder;

  @Test
  void fiveThousandPages_smallBudget_heapStaysFlatAndFilesAreClosed() throws Exception {
    Path file = Files.write(folder.resolve("long.pdf"), longPdf());
    CountingInput counting = new CountingInput(new FileInput(file));
    Recognizer fallback =
        crops -> crops.stream().map(crop -> RegionContent.text("not from the layer")).toList();
    List<Long> heap = new ArrayList<>();
    int mostOpen = 0;
    try (Pipeline pipeline =
        Pipeline.builder()
            .layoutDetector(LayoutDetector.wholePage())
            .recognizer(TextLayerRecognizer.orElse(fallback))
            .memoryBudget(MemoryBudget.ofMegabytes(4))
            .cpuThreads(2)
            .build()) {
      DocumentSource source = new Documents(ReadOptions.defaults().withDpi(72), List.of(counting));
      int pages = 0;
      try (PageStream stream = pipeline.stream(source, Order.INPUT)) {
        for (PageResult page : stream) {
          pages++;
          assertThat(page.outcome()).isInstanceOf(PageOutcome.Completed.class);
          assertThat(page.page().orElseThrow().text()).isEqualTo("page " + pages);
          if (pages % 1_000 == 0) {
            mostOpen = Math.max(mostOpen, counting.open.get());
            heap.add(usedHeap());
          }
        }
        assertThat(stream.ledger()).hasToString("accepted 5000 = ok 5000");
      }
    }
    LOG.info(
        "heap after each 1,000 pages, MiB: {}; documents opened {}, at once {}",
        heap.stream().map(bytes -> bytes / MIB).toList(),
        counting.opened,
        counting.mostOpen);
    assertThat(heap.getLast() - heap.getFirst()).isLessThan(8 * MIB);
    assertThat(counting.mostOpen.get()).isLessThanOrEqualTo(6);
    assertThat(counting.opened.get()).isBetween(PAGES * 3 / 256, PAGES / 10);
    assertThat(counting.open).hasValue(0);
  }

  private static long usedHeap() {
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
    }
    return used;
  }

  /** Pages in one flat list, which is the worst for finding them. */
  private static byte[] longPdf() {
    List<String> objects = new ArrayList<>();
    objects.add("<< /Type /Catalog /Pages 2 0 R >>");
    StringBuilder kids = new StringBuilder();
    for (int i = 0; i < PAGES; i++) {
      kids.append(4 + 2 * i).append(" 0 R ");
    }
    objects.add(
        "<< /Type /Pages /Count " + PAGES + " /MediaBox [0 0 100 50] /Kids [" + kids + "] >>");
    objects.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    for (int i = 1; i <= PAGES; i++) {
      objects.add(
          "<< /Type /Page /Parent 2 0 R /Contents "
              + (3 + 2 * i)
              + " 0 R /Resources << /Font << /F 3 0 R >> >> >>");
      String text = "BT /F 12 Tf 10 20 Td (page " + i + ") Tj ET";
      objects.add(TestPdfs.stream("", text.getBytes(StandardCharsets.US_ASCII)));
    }
    return TestPdfs.raw(objects);
  }
}
