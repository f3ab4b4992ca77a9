package io.glyphflow.examples.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes the samples, the same each time. */
final class SampleMaker {

  private SampleMaker() {}

  static List<Sample> all() throws IOException {
    return List.of(
        LetterSample.make(),
        ArticleSample.make(),
        ScanSample.make(),
        ReceiptSample.make(),
        ReportSample.make(),
        ComicSample.make());
  }

  static void write(List<Sample> samples, Path folder) throws IOException {
    Files.createDirectories(folder.resolve("truth"));
    for (Sample sample : samples) {
      Files.write(folder.resolve(sample.file()), sample.bytes());
      Files.writeString(folder.resolve("truth").resolve(sample.truthFile()), sample.truth());
    }
  }
}
