package io.glyphflow.testkit.page;

import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import java.util.List;
import java.util.Objects;

/**
 * One region of a composed page. Immutable, safe for any thread.
 *
 * @param kind what the pipeline should do with it
 * @param label its class, such as {@code text}, {@code doc_title} or {@code table}
 * @param box the smallest box around its ink, rules included, page pixels
 * @param lines its lines from top to bottom, those of a table cell by cell and row by row; empty
 *     for a figure without text
 */
public record TrueRegion(RegionKind kind, String label, BoundingBox box, List<TrueLine> lines) {

  /** Copies the lines. */
  public TrueRegion {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(box, "box");
    lines = List.copyOf(lines);
  }

  /**
   * Gives the text as it stands on the page.
   *
   * @return the lines, a line feed between them; in a table a tab between what stands side by side;
   *     empty if there are no lines
   */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      if (i > 0) {
        text.append(isBeside(lines.get(i - 1).box(), lines.get(i).box()) ? '\t' : '\n');
      }
      text.append(lines.get(i).text());
    }
    return text.toString();
  }

  private boolean isBeside(BoundingBox before, BoundingBox after) {
    return kind == RegionKind.TABLE
        && after.left() > before.right()
        && after.top() < before.bottom()
        && before.top() < after.bottom();
  }
}
