package io.glyphflow.examples.samples;

import io.glyphflow.testkit.page.ComposedPage;
import java.io.IOException;
import java.util.List;

/** A comic page: a drop of ink and a sheet of paper look for a lost column. */
final class ComicSample {

  private static final double DPI = 200;

  private ComicSample() {}

  static Sample make() throws IOException {
    ComposedPage page = new ComicPage(DPI).draw();
    return new Sample("comic.png", SampleFiles.png(page.picture(), DPI), List.of(page));
  }
}
