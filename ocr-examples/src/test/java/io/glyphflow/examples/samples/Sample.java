package io.glyphflow.examples.samples;

import io.glyphflow.testkit.page.ComposedPage;
import java.util.List;
import java.util.stream.Collectors;

/** One file of the samples folder as it was just made, with its truth. */
final class Sample {

  private final String file;
  private final byte[] bytes;
  private final List<ComposedPage> pages;

  Sample(String file, byte[] bytes, List<ComposedPage> pages) {
    this.file = file;
    this.bytes = bytes.clone();
    this.pages = List.copyOf(pages);
  }

  String file() {
    return file;
  }

  String truthFile() {
    return file.substring(0, file.indexOf('.')) + ".txt";
  }

  byte[] bytes() {
    return bytes.clone();
  }

  /** Regions in reading order, a blank line between them; pages end with a line feed. */
  String truth() {
    return pages.stream().map(ComposedPage::text).collect(Collectors.joining("\n\f\n", "", "\n"));
  }
}
