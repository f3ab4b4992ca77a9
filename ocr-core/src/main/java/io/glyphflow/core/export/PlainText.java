package io.glyphflow.core.export;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.stage.Exporter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Plain text in UTF-8: regions in reading order with a blank line between them, a form feed between
 * pages. Lines stay as they were read, hyphens at their ends included; {@link Markdown} joins them.
 * Headers, footers and page numbers are part of it. A page that was not read is one line in square
 * brackets that says why. Thread-safe.
 */
public final class PlainText implements Exporter {

  private static final Pattern LINE_BREAKS = Pattern.compile("\\s*\\R\\s*");
  private static final PlainText INSTANCE = new PlainText();

  private PlainText() {}

  /**
   * The exporter.
   *
   * @return the one instance
   */
  public static PlainText exporter() {
    return INSTANCE;
  }

  /**
   * All pages as text.
   *
   * @param result the pages
   * @return the text
   */
  public static String of(DocumentResult result) {
    StringBuilder text = new StringBuilder();
    for (PageResult page : result.pages()) {
      if (text.length() > 0) {
        text.append("\f\n");
      }
      text.append(of(page)).append('\n');
    }
    return text.toString();
  }

  /**
   * One page as text.
   *
   * @param page the page
   * @return the text
   */
  public static String of(PageResult page) {
    return switch (page.outcome()) {
      case PageOutcome.Completed completed -> completed.page().text();
      case PageOutcome.Failed failed ->
          LINE_BREAKS.matcher("[" + page.id() + ": " + failed.failure() + "]").replaceAll(" ");
    };
  }

  @Override
  public void write(DocumentResult result, OutputStream out) throws IOException {
    out.write(of(result).getBytes(StandardCharsets.UTF_8));
  }
}
