package io.glyphflow.core.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes blocks with a blank line between them, and holds the last paragraph back as long as the
 * next region may continue it. What floats between the two halves (figures, captions, tables,
 * footnotes, page marks) follows the whole paragraph.
 */
final class MarkdownFlow {

  private final Appendable out;
  private final LineJoiner joiner;
  private final boolean isJoining;
  private final boolean isInlineMath;
  private final List<Block> floats = new ArrayList<>();
  private @Nullable StringBuilder open;
  private boolean hasLines;
  private boolean isEmpty = true;
  private @Nullable Block last;

  /**
   * Finished Markdown.
   *
   * @param markdown not empty, no line break at its end
   * @param isFloat whether running text may go on behind it
   * @param list what kind of list it is
   * @param number the number after its last item, if it is an ordered list
   */
  record Block(String markdown, boolean isFloat, ListForm list, int number) {

    enum ListForm {
      NONE,
      BULLETS,
      ORDERED
    }

    static Block of(String markdown) {
      return new Block(markdown, false, ListForm.NONE, 0);
    }

    static Block floating(String markdown) {
      return new Block(markdown, true, ListForm.NONE, 0);
    }
  }

  MarkdownFlow(Appendable out, LineJoiner joiner, boolean isJoining, boolean isInlineMath) {
    this.out = out;
    this.joiner = joiner;
    this.isJoining = isJoining;
    this.isInlineMath = isInlineMath;
  }

  /**
   * A paragraph; the first of its region may continue the one before, unless one of them holds
   * lines that are there on purpose.
   */
  void paragraph(String text, boolean isFirstOfRegion) {
    if (text.isEmpty()) {
      return;
    }
    StringBuilder before = open;
    if (before != null && isFirstOfRegion && isJoining && !hasLines && continues(before, text)) {
      joiner.append(before, text);
      return;
    }
    flush();
    open = new StringBuilder(text);
    hasLines = text.indexOf('\n') >= 0;
  }

  void block(Block block) {
    if (block.markdown().isEmpty()) {
      return;
    }
    if (block.isFloat() && open != null) {
      floats.add(block);
      return;
    }
    flush();
    write(block);
  }

  /** Ends the paragraph: nothing that follows belongs to it. */
  void flush() {
    StringBuilder text = open;
    open = null;
    if (text != null) {
      write(Block.of(MarkdownText.block(text.toString(), isInlineMath)));
    }
    floats.forEach(this::write);
    floats.clear();
  }

  void end() {
    flush();
    if (!isEmpty) {
      append("\n");
    }
  }

  private static boolean continues(StringBuilder before, String next) {
    if (next.indexOf('\n') >= 0 || ListMarker.of(next).isPresent()) {
      return false;
    }
    char end = before.charAt(before.length() - 1);
    boolean isOpen =
        Character.isLetterOrDigit(end)
            || end == ','
            || end == '-'
            || end == '\u2010'
            || end == '\u00AD';
    return isOpen && Character.isLowerCase(next.codePointAt(0));
  }

  private void write(Block block) {
    if (!isEmpty) {
      append("\n\n");
    }
    if (last != null && isMistakenForOneList(last, block)) {
      append("<!-- -->\n\n");
    }
    append(block.markdown());
    isEmpty = false;
    last = block;
  }

  /** A reader makes one list of two that follow each other, and counts on. */
  private static boolean isMistakenForOneList(Block first, Block second) {
    return first.list() != Block.ListForm.NONE
        && first.list() == second.list()
        && first.list() == Block.ListForm.ORDERED
        && !second.markdown().startsWith(first.number() + "");
  }

  private void append(String text) {
    try {
      out.append(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
