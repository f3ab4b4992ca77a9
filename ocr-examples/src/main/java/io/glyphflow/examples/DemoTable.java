package io.glyphflow.examples;

import io.glyphflow.core.document.Page;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.PageTiming;
import io.glyphflow.core.document.StageName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the demo read, a row for each page. Not thread-safe. */
final class DemoTable {

  private static final Pattern WORD = Pattern.compile("\\S+");
  private static final Pattern PAGE_BREAK = Pattern.compile("\f");
  private static final List<StageName> STAGES =
      List.of(StageName.LOAD, StageName.ORIENT, StageName.LAYOUT, StageName.RECOGNIZE);

  private final List<List<String>> rows = new ArrayList<>();

  DemoTable() {
    rows.add(
        List.of(
            "page",
            "regions",
            "words",
            "CER %",
            "load ms",
            "orient",
            "layout",
            "recognize",
            "sum"));
  }

  /**
   * Adds the pages of a document.
   *
   * @param document what was read
   * @param truth what stands there, a form feed between pages
   */
  void add(OpenDocument document, Optional<String> truth) {
    List<String> truths =
        truth.map(text -> Arrays.asList(PAGE_BREAK.split(text, -1))).orElse(List.of());
    for (PageResult page : document.pages()) {
      int number = page.pageNumber();
      rows.add(
          row(
              page,
              number <= truths.size() ? Optional.of(truths.get(number - 1)) : Optional.empty()));
    }
  }

  private static List<String> row(PageResult result, Optional<String> truth) {
    List<String> row = new ArrayList<>();
    row.add(name(result));
    Optional<Page> page = result.page();
    String text = page.map(Page::text).orElse("");
    row.add(page.map(read -> Integer.toString(read.regions().size())).orElse("-"));
    row.add(page.isPresent() ? Long.toString(WORD.matcher(text).results().count()) : "-");
    row.add(
        truth
            .map(expected -> CharacterErrors.rate(expected, text) * 100)
            .map(percent -> String.format(Locale.ROOT, "%.2f", percent))
            .orElse("-"));
    PageTiming timing = result.timing();
    for (StageName stage : STAGES) {
      row.add(Long.toString(timing.of(stage).toMillis()));
    }
    long nanos = 0;
    for (StageName stage : StageName.values()) {
      nanos += timing.of(stage).toNanos();
    }
    row.add(Long.toString(Duration.ofNanos(nanos).toMillis()));
    return row;
  }

  private static String name(PageResult page) {
    String document = page.id().document();
    String file =
        document.substring(Math.max(document.lastIndexOf('/'), document.lastIndexOf('\\')) + 1);
    return page.pageNumber() == 1 ? file : file + " p" + page.pageNumber();
  }

  /** The first column to the left, the others, which are numbers, to the right. */
  @Override
  public String toString() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String pad = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? row.get(i) + pad : "  " + pad + row.get(i));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
