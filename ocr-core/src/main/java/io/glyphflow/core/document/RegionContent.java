package io.glyphflow.core.document;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a recognizer read in one region. Immutable, safe for any thread. Every form keeps what the
 * model said ({@link #raw()}) beside what we made of it.
 */
public sealed interface RegionContent {

  /**
   * The content as plain text: lines of text, tables with tabs between cells, LaTeX for formulas.
   *
   * @return the text, empty if there is none
   */
  String text();

  /**
   * The model's own answer, before any cleaning.
   *
   * @return the raw answer; equal to the cleaned form where nothing was cleaned
   */
  String raw();

  /**
   * How sure the recognizer is.
   *
   * @return 0..1
   */
  double confidence();

  /**
   * Text with full confidence and no line positions.
   *
   * @param text the text, lines separated by {@code \n}
   * @return the content
   */
  static RegionContent text(String text) {
    return new Text(text, List.of(), 1.0, text);
  }

  /**
   * Text with a confidence and no line positions.
   *
   * @param text the text, lines separated by {@code \n}
   * @param confidence 0..1
   * @return the content
   * @throws IllegalArgumentException if {@code confidence} is not within 0..1
   */
  static RegionContent text(String text, double confidence) {
    return new Text(text, List.of(), confidence, text);
  }

  /**
   * A table with full confidence.
   *
   * @param cells its cells in row order
   * @param raw the model's own answer
   * @return the content
   */
  static RegionContent table(List<TableCell> cells, String raw) {
    return new Table(cells, 1.0, raw);
  }

  /**
   * A formula with full confidence.
   *
   * @param latex LaTeX without delimiters
   * @return the content
   */
  static RegionContent formula(String latex) {
    return new Formula(latex, 1.0, latex);
  }

  /**
   * A figure with full confidence.
   *
   * @param description what it shows; empty if nobody looked
   * @return the content
   */
  static RegionContent figure(String description) {
    return new Figure(description, 1.0, description);
  }

  /**
   * "This one I could not read": the answer for one crop of a batch whose others are fine.
   *
   * @param failure why
   * @return the content
   */
  static RegionContent unread(Failure failure) {
    return new Unread(failure, Optional.empty());
  }

  /**
   * "This one is flawed": a failure with the part that was read, for example a truncated answer.
   *
   * @param failure why
   * @param partial what was read
   * @return the content
   * @throws IllegalArgumentException if {@code partial} is itself unread
   */
  static RegionContent unread(Failure failure, RegionContent partial) {
    return new Unread(failure, Optional.of(partial));
  }

  /**
   * Running text.
   *
   * @param text the text, lines separated by {@code \n}
   * @param lines its lines with positions; empty if the recognizer does not tell them
   * @param confidence 0..1
   * @param raw the model's own answer
   */
  record Text(String text, List<TextLine> lines, double confidence, String raw)
      implements RegionContent {
    /**
     * Checks and copies the components.
     *
     * @throws IllegalArgumentException if {@code confidence} is not within 0..1
     */
    public Text {
      Objects.requireNonNull(text, "text");
      Objects.requireNonNull(raw, "raw");
      lines = List.copyOf(lines);
      Confidence.check(confidence);
    }
  }

  /**
   * A table.
   *
   * @param cells its cells in row order; a cell that spans is listed once
   * @param confidence 0..1
   * @param raw the model's own answer, HTML or OTSL
   */
  record Table(List<TableCell> cells, double confidence, String raw) implements RegionContent {
    /**
     * Checks and copies the components.
     *
     * @throws IllegalArgumentException if {@code confidence} is not within 0..1
     */
    public Table {
      cells = List.copyOf(cells);
      Objects.requireNonNull(raw, "raw");
      Confidence.check(confidence);
    }

    @Override
    public String text() {
      StringBuilder text = new StringBuilder();
      int row = cells.isEmpty() ? 0 : cells.get(0).row();
      boolean isFirst = true;
      for (TableCell cell : cells) {
        if (!isFirst) {
          text.append(cell.row() == row ? '\t' : '\n');
        }
        text.append(cell.text());
        row = cell.row();
        isFirst = false;
      }
      return text.toString();
    }
  }

  /**
   * A displayed formula.
   *
   * @param latex LaTeX without delimiters
   * @param confidence 0..1
   * @param raw the model's own answer
   */
  record Formula(String latex, double confidence, String raw) implements RegionContent {
    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if {@code confidence} is not within 0..1
     */
    public Formula {
      Objects.requireNonNull(latex, "latex");
      Objects.requireNonNull(raw, "raw");
      Confidence.check(confidence);
    }

    @Override
    public String text() {
      return latex;
    }
  }

  /**
   * A figure.
   *
   * @param description what it shows; empty if nobody looked
   * @param confidence 0..1
   * @param raw the model's own answer
   */
  record Figure(String description, double confidence, String raw) implements RegionContent {
    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if {@code confidence} is not within 0..1
     */
    public Figure {
      Objects.requireNonNull(description, "description");
      Objects.requireNonNull(raw, "raw");
      Confidence.check(confidence);
    }

    @Override
    public String text() {
      return description;
    }
  }

  /**
   * A region that could not be read, or only in part. In results it appears as a {@link
   * RegionResult} with a failure, its partial content kept.
   *
   * @param failure why
   * @param partial what was read, never itself {@code Unread}
   */
  record Unread(Failure failure, Optional<RegionContent> partial) implements RegionContent {
    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if {@code partial} is itself unread
     */
    public Unread {
      Objects.requireNonNull(failure, "failure");
      if (partial.isPresent() && partial.get() instanceof Unread) {
        throw new IllegalArgumentException("partial: Unread, must be what was read");
      }
    }

    @Override
    public String text() {
      return partial.map(RegionContent::text).orElse("");
    }

    @Override
    public String raw() {
      return partial.map(RegionContent::raw).orElse("");
    }

    @Override
    public double confidence() {
      return 0;
    }
  }
}
