package io.glyphflow.core.export;

import io.glyphflow.core.export.TextStructure.Item;
import java.util.List;

/**
 * List items as Markdown. A run of siblings whose numbers follow each other is an ordered list with
 * these numbers; all others are bullets, and a number or letter that they begin with stays as text,
 * since a reader would count anew.
 */
final class MarkdownList {

  private final List<Item> items;
  private final LineJoiner joiner;
  private final boolean isInlineMath;
  private final StringBuilder markdown = new StringBuilder();

  private MarkdownList(List<Item> items, LineJoiner joiner, boolean isInlineMath) {
    this.items = items;
    this.joiner = joiner;
    this.isInlineMath = isInlineMath;
  }

  static String of(List<Item> items, LineJoiner joiner, boolean isInlineMath) {
    MarkdownList list = new MarkdownList(items, joiner, isInlineMath);
    list.append(0, items.size(), items.get(0).level(), "");
    return list.markdown.toString();
  }

  /** Whether the outermost items are numbered. */
  static boolean isOrdered(List<Item> items) {
    return isOrdered(items, 0, items.size(), items.get(0).level());
  }

  private void append(int from, int to, int level, String indent) {
    boolean isOrdered = isOrdered(items, from, to, level);
    int i = from;
    while (i < to) {
      Item item = items.get(i);
      int end = i + 1;
      while (end < to && items.get(end).level() > level) {
        end++;
      }
      String mark = isOrdered ? item.marker().number() + "" + item.marker().sign() + " " : "- ";
      String text = text(item, isOrdered);
      if (markdown.length() > 0) {
        // Inside an item only a list that starts with 1 and with text may follow without a gap.
        boolean needsGap =
            i == from && (text.isEmpty() || (isOrdered && item.marker().number() != 1));
        markdown.append(needsGap ? "\n\n" : "\n");
      }
      markdown.append(indent).append(text.isEmpty() ? mark.stripTrailing() : mark).append(text);
      if (end > i + 1) {
        append(i + 1, end, items.get(i + 1).level(), indent + " ".repeat(mark.length()));
      }
      i = end;
    }
  }

  private String text(Item item, boolean isOrdered) {
    String text = joiner.join(item.lines());
    boolean isMarkerText =
        switch (item.marker().kind()) {
          case BULLET, DASH -> false;
          case NUMBER -> !isOrdered;
          case ENUMERATOR -> true;
        };
    String content = isMarkerText ? text : CleanText.trim(text.substring(item.marker().length()));
    return MarkdownText.block(content, isInlineMath);
  }

  private static boolean isOrdered(List<Item> items, int from, int to, int level) {
    ListMarker previous = null;
    for (int i = from; i < to; i++) {
      Item item = items.get(i);
      // Items less deep than the first of their run are its siblings.
      if (i == from || item.level() <= level) {
        ListMarker marker = item.marker();
        boolean isNext = previous == null || previous.isSeriesWith(marker);
        if (marker.kind() != ListMarker.Kind.NUMBER || !isNext) {
          return false;
        }
        previous = marker;
      }
    }
    return true;
  }
}
