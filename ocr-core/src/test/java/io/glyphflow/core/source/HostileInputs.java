package io.glyphflow.core.source;

import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.pipeline.Order;
import io.glyphflow.core.pipeline.PageStream;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.source.HostileFiles.Hostile;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.core.stage.Recognizer;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads hostile files in a small heap, good ones between them, and prints what became of them: a
 * line for each page of the run, a line for each time to refuse, and the ledger.
 */
final class HostileInputs {

  private HostileInputs() {}

  /** Arguments: an empty folder, and the file to print to. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    try (PrintStream out =
        new PrintStream(Files.newOutputStream(Path.of(args[1])), true, StandardCharsets.UTF_8)) {
      List<Hostile> hostile = HostileFiles.in(folder);
      List<Path> good =
          List.of(
              Pictures.write(folder, "good.png", "png", 40, 30),
              Pictures.file(folder, "good.pdf", TestPdfs.ofTexts("text")));
      run(out, hostile, good);
      for (Hostile file : hostile) { // once more, with all classes loaded
        long cpuStart = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long start = System.nanoTime();
        boolean isRefused = isRefused(file.path());
        long millis = (System.nanoTime() - start) / 1_000_000;
        long cpu =
            (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuStart) / 1_000_000;
        out.println(
            String.join(
                "\t", "TIME", name(file.path()), "" + millis, isRefused ? "yes" : "no", "" + cpu));
      }
      out.println("DONE");
    }
  }

  private static void run(PrintStream out, List<Hostile> hostile, List<Path> good) {
    List<Path> files = new ArrayList<>(good);
    for (Hostile file : hostile) {
      out.println(String.join("\t", "HOSTILE", name(file.path()), file.category().name()));
      files.add(file.path());
      files.add(good.get(files.size() / 2 % 2));
    }
    Recognizer recognizer =
        crops -> crops.stream().map(crop -> RegionContent.text("read")).toList();
    try (Pipeline pipeline =
        Pipeline.builder()
            .layoutDetector(LayoutDetector.wholePage())
            .recognizer(recognizer)
            .build()) {
      DocumentSource source = DocumentSource.of(files.toArray(Path[]::new));
      try (PageStream pages = pipeline.stream(source, Order.INPUT)) {
        for (PageResult page : pages) {
          out.println(line(page));
        }
        out.println("LEDGER\t" + pages.ledger());
      }
    }
  }

  private static String line(PageResult page) {
    String category = "";
    String message = "";
    if (page.outcome() instanceof PageOutcome.Failed failed) {
      category = failed.failure().category().name();
      message = failed.failure().message();
    }
    return String.join("\t", "PAGE", page.id().document(), page.status().name(), category, message);
  }

  private static String name(Path file) {
    return new FileInput(file).name();
  }

  /** Reads all pages of a file; true if at least one of them cannot be. */
  private static boolean isRefused(Path file) throws InterruptedException {
    boolean isRefused = false;
    try (PageCursor cursor = DocumentSource.of(file).open()) {
      for (Optional<PageSource> page = cursor.next(); page.isPresent(); page = cursor.next()) {
        try {
          long budget = Runtime.getRuntime().maxMemory() / 4 * 3 / 4;
          if (page.get().decodedBytes() > budget) {
            isRefused = true; // as the pipeline does
            continue;
          }
          try (PageImage image = page.get().decode()) {
            isRefused |= image.isClosed();
          }
        } catch (PermanentOcrException e) {
          isRefused = true;
        }
      }
    }
    return isRefused;
  }
}
