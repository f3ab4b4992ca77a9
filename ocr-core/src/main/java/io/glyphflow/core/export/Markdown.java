package io.glyphflow.core.export;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.document.Page;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.document.RegionResult;
import io.glyphflow.core.stage.Exporter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Markdown (CommonMark with GitHub's tables and {@code $$} formulas) in UTF-8.
 *
 * <ul>
 *   <li>{@code doc_title} is {@code #}; {@code paragraph_title} is {@code ##}, and one deeper for
 *       each further part of its number ({@code 2.1} is {@code ###}).
 *   <li>The lines of a paragraph become one line; hyphens at line ends go where the word was broken
 *       and stay where it is a compound, by what the rest of the document says. A paragraph that
 *       stops in the middle of a sentence goes on in the next text region, also on the next page;
 *       figures, tables, captions and footnotes between the two follow it.
 *   <li>Lines that are there on purpose stay: an address, a poem, the items of a receipt. They are
 *       known by their boxes, where the next word would have fitted behind a line, and end in a
 *       backslash, a hard line break.
 *   <li>Lists, code ({@code code} and {@code algorithm} regions, indented as on the page), tables
 *       (HTML where cells span or hold several lines), formulas, figures as links, captions in
 *       italics.
 *   <li>Headers, footers and page numbers are left out by default.
 *   <li>What could not be read is an HTML comment that says why. A region that was read and holds
 *       nothing, an empty title for example, gives nothing.
 *   <li>Text is escaped only where a CommonMark reader would show something else: see the rules
 *       below. Control characters are left out, unpaired surrogates become U+FFFD.
 * </ul>
 *
 * <p>Escaped are: backslashes before punctuation; back quotes; stars, and underscores outside of
 * words; tildes that could strike text out; {@code <} before what could be a tag; ampersands of
 * entities; {@code ](} and {@code ]:}; dollars, if a paragraph has two; and at the beginning of a
 * block {@code #}, {@code >}, {@code -}, {@code +}, {@code 1.} and {@code 1)} where they would
 * structure it. Nothing else: decimals, section numbers, abbreviations and addresses stay as they
 * are. Immutable and thread-safe; time is linear in the text.
 *
 * {@snippet file="io/glyphflow/core/snippets/ExportSnippets.java" region="markdown"}
 */
public final class Markdown implements Exporter {

  private static final Markdown DEFAULT = builder().build();

  /** What becomes of translations. */
  public enum Translations {
    /** The text as read, no translation. */
    HIDDEN,
    /** The translation instead of the text, where there is one. */
    INSTEAD,
    /** The text, and its translation below as a quote. */
    BESIDE
  }

  private final String pageSeparator;
  private final boolean hasFurniture;
  private final boolean isJoining;
  private final boolean isInlineMath;
  private final Translations translations;
  private final @Nullable BiFunction<? super PageId, ? super Integer, String> figureLink;

  private Markdown(Builder builder) {
    this.pageSeparator = Objects.requireNonNullElse(builder.pageSeparator, "");
    this.hasFurniture = Objects.requireNonNullElse(builder.furniture, false);
    this.isJoining = Objects.requireNonNullElse(builder.joinParagraphs, true);
    this.isInlineMath = Objects.requireNonNullElse(builder.inlineMath, false);
    this.translations = Objects.requireNonNullElse(builder.translations, Translations.HIDDEN);
    this.figureLink = builder.figureLink;
  }

  /**
   * All pages as Markdown, by the defaults.
   *
   * @param result the pages
   * @return the Markdown; ends with a line break unless it is empty
   */
  public static String of(DocumentResult result) {
    return DEFAULT.text(result);
  }

  /**
   * One page as Markdown, by the defaults.
   *
   * @param page the page
   * @return the Markdown; ends with a line break unless it is empty
   */
  public static String of(Page page) {
    return DEFAULT.text(page);
  }

  /**
   * The exporter with its defaults.
   *
   * @return one that may be shared
   */
  public static Markdown exporter() {
    return DEFAULT;
  }

  /**
   * To set what is not by default.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * All pages as Markdown.
   *
   * @param result the pages
   * @return the Markdown; ends with a line break unless it is empty
   */
  public String text(DocumentResult result) {
    StringBuilder text = new StringBuilder();
    append(result.pages(), text);
    return text.toString();
  }

  /**
   * One page as Markdown.
   *
   * @param page the page
   * @return the Markdown; ends with a line break unless it is empty
   */
  public String text(Page page) {
    StringBuilder text = new StringBuilder();
    PageOutcome outcome = new PageOutcome.Completed(page, List.of());
    append(List.of(new PageResult(page.id(), outcome)), text);
    return text.toString();
  }

  @Override
  public void write(DocumentResult result, OutputStream out) throws IOException {
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    try {
      append(result.pages(), writer);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    writer.flush();
  }

  private void append(List<PageResult> pages, Appendable out) {
    LineJoiner joiner = LineJoiner.of(() -> lines(pages));
    MarkdownFlow flow = new MarkdownFlow(out, joiner, isJoining, isInlineMath);
    // Names that this call makes up are the same in every call.
    MarkdownRegions regions =
        new MarkdownRegions(
            this, figureLink == null ? new OutputNames()::figure : figureLink, flow, joiner);
    boolean isFirst = true;
    for (PageResult page : pages) {
      if (!isFirst) {
        flow.block(MarkdownFlow.Block.floating(pageSeparator));
      }
      isFirst = false;
      switch (page.outcome()) {
        case PageOutcome.Completed completed -> regions.page(completed.page());
        case PageOutcome.Failed failed -> {
          String why = "page " + page.id() + ": " + failed.failure();
          flow.block(MarkdownFlow.Block.of(MarkdownRegions.comment(why)));
        }
      }
    }
    flow.end();
  }

  private Stream<String> lines(List<PageResult> pages) {
    return pages.stream()
        .flatMap(page -> page.page().stream())
        .flatMap(page -> page.regions().stream())
        .filter(region -> hasFurniture || region.kind() != RegionKind.FURNITURE)
        .flatMap(this::texts)
        .flatMap(text -> ReadLine.of(text).stream())
        .map(ReadLine::text);
  }

  private Stream<String> texts(RegionResult region) {
    Optional<String> translated =
        translations == Translations.HIDDEN
            ? Optional.empty()
            : region.translation().map(translation -> translation.text());
    return Stream.concat(Stream.of(region.text()), translated.stream());
  }

  boolean hasFurniture() {
    return hasFurniture;
  }

  boolean isInlineMath() {
    return isInlineMath;
  }

  Translations translations() {
    return translations;
  }

  /** Sets what is not by default; each option at most once. Not thread-safe. */
  public static final class Builder {

    private @Nullable String pageSeparator;
    private @Nullable Boolean furniture;
    private @Nullable Boolean joinParagraphs;
    private @Nullable Boolean inlineMath;
    private @Nullable Translations translations;
    private @Nullable BiFunction<? super PageId, ? super Integer, String> figureLink;

    private Builder() {}

    /**
     * Markdown that stands alone between two pages. By default there is nothing between them.
     *
     * @param markdown for example {@code ---}, taken as it is
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public Builder pageSeparator(String markdown) {
      Objects.requireNonNull(markdown, "markdown");
      requireUnset("pageSeparator", pageSeparator);
      pageSeparator = markdown.strip();
      return this;
    }

    /**
     * Whether headers, footers and page numbers are written. By default they are not.
     *
     * @param written true to write them where they stand in reading order
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public Builder furniture(boolean written) {
      requireUnset("furniture", furniture);
      furniture = written;
      return this;
    }

    /**
     * Whether a paragraph that stops in the middle of a sentence goes on in the next text region,
     * on the same page or the next. By default it does.
     *
     * @param joined false to end every paragraph with its region
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public Builder joinParagraphs(boolean joined) {
      requireUnset("joinParagraphs", joinParagraphs);
      joinParagraphs = joined;
      return this;
    }

    /**
     * Whether dollars in the text enclose formulas, as vision language models write them. By
     * default they are dollars.
     *
     * @param formulas true to leave {@code $x^2$} as it is
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public Builder inlineMath(boolean formulas) {
      requireUnset("inlineMath", inlineMath);
      inlineMath = formulas;
      return this;
    }

    /**
     * What becomes of translations. By default {@link Translations#HIDDEN}.
     *
     * @param shown where they are written
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public Builder translations(Translations shown) {
      Objects.requireNonNull(shown, "shown");
      requireUnset("translations", translations);
      translations = shown;
      return this;
    }

    /**
     * Where the link of a figure points. By default {@link OutputNames#figure}, names without a
     * folder, from {@link OutputNames} of their own for each text written. To link what {@link
     * FigureCrops} wrote, give both the same names: {@code figureLink(names::figure)}.
     *
     * @param link from the page and the region's id to a path or URL, with {@code /} as separator;
     *     an empty answer leaves the picture out
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public Builder figureLink(BiFunction<? super PageId, ? super Integer, String> link) {
      Objects.requireNonNull(link, "link");
      requireUnset("figureLink", figureLink);
      figureLink = link;
      return this;
    }

    /**
     * The exporter.
     *
     * @return a new one; the builder stays usable
     */
    public Markdown build() {
      return new Markdown(this);
    }

    private static void requireUnset(String name, @Nullable Object value) {
      if (value != null) {
        throw new IllegalStateException(name + ": set already, to " + value);
      }
    }
  }
}
