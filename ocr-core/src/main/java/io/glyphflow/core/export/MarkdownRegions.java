package io.glyphflow.core.export;

import io.glyphflow.core.document.Failure;
import io.glyphflow.core.document.Page;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.document.RegionResult;
import io.glyphflow.core.document.Translation;
import io.glyphflow.core.export.MarkdownFlow.Block;
import io.glyphflow.core.export.MarkdownFlow.Block.ListForm;
import io.glyphflow.core.export.TextStructure.Item;
import io.glyphflow.core.export.TextStructure.ItemList;
import io.glyphflow.core.export.TextStructure.Paragraph;
import io.glyphflow.core.export.TextStructure.Part;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/** Turns the regions of a page into blocks of a flow. */
final class MarkdownRegions {

  private static final int DEEPEST_HEADING = 6;

  private final Markdown options;
  private final BiFunction<? super PageId, ? super Integer, String> figureLink;
  private final MarkdownFlow flow;
  private final LineJoiner joiner;

  MarkdownRegions(
      Markdown options,
      BiFunction<? super PageId, ? super Integer, String> figureLink,
      MarkdownFlow flow,
      LineJoiner joiner) {
    this.options = options;
    this.figureLink = figureLink;
    this.flow = flow;
    this.joiner = joiner;
  }

  void page(Page page) {
    List<RegionResult> regions = page.regions();
    for (int i = 0; i < regions.size(); i++) {
      RegionResult region = regions.get(i);
      if (region.kind() == RegionKind.FURNITURE && !options.hasFurniture()) {
        continue;
      }
      region(page, region, i + 1 < regions.size() ? regions.get(i + 1) : region);
    }
  }

  /** What a reader of the Markdown must know is missing; never ends the comment early. */
  static String comment(String text) {
    String line = CleanText.oneLine(text);
    StringBuilder safe = new StringBuilder("<!-- ");
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '-' && safe.charAt(safe.length() - 1) == '-') {
        safe.append(' ');
      }
      safe.append(c);
    }
    return safe.append(" -->").toString();
  }

  private void region(Page page, RegionResult region, RegionResult next) {
    boolean isLinked = region.kind() == RegionKind.FIGURE && figure(page, region, next);
    region
        .content()
        .filter(content -> !(isLinked && content instanceof RegionContent.Figure))
        .ifPresent(content -> content(region, content));
    region.translation().flatMap(Translation::failure).ifPresent(f -> missing(page, region, f));
    region.failure().ifPresent(failure -> missing(page, region, failure));
    boolean isUnread = region.content().isEmpty() && region.failure().isEmpty();
    if (isUnread && region.kind() != RegionKind.FIGURE) {
      flow.block(Block.of(comment(name(page, region) + " was not to be read")));
    }
  }

  private void missing(Page page, RegionResult region, Failure failure) {
    flow.block(Block.of(comment(name(page, region) + ": " + failure)));
  }

  private static String name(Page page, RegionResult region) {
    return "region " + region.id() + " (" + region.region().label() + ") of " + page.id();
  }

  private void content(RegionResult region, RegionContent content) {
    Optional<String> translated =
        region.translation().map(Translation::text).filter(text -> !text.isBlank());
    if (options.translations() == Markdown.Translations.INSTEAD && translated.isPresent()) {
      readable(region, RegionContent.text(translated.get()));
      return;
    }
    readable(region, content);
    if (options.translations() == Markdown.Translations.BESIDE && translated.isPresent()) {
      quote(translated.get());
    }
  }

  private void readable(RegionResult region, RegionContent content) {
    switch (content) {
      case RegionContent.Text text -> text(region, text);
      case RegionContent.Table table ->
          flow.block(Block.floating(MarkdownTable.of(table.cells(), options.isInlineMath())));
      case RegionContent.Formula formula -> flow.block(Block.of(formula(formula.latex())));
      case RegionContent.Figure figure -> caption(ReadLine.of(figure.description()));
      case RegionContent.Unread unread -> {
        unread.partial().ifPresent(partial -> readable(region, partial));
        String label = region.region().label();
        flow.block(
            Block.of(comment("region " + region.id() + " (" + label + "): " + unread.failure())));
      }
    }
  }

  private void text(RegionResult region, RegionContent.Text text) {
    String label = region.region().label().toLowerCase(Locale.ROOT);
    switch (label) {
      case "doc_title" -> heading(text, 1);
      case "paragraph_title" -> heading(text, 0);
      case "code", "algorithm" -> flow.block(Block.of(MarkdownCode.of(text)));
      case "figure_title" -> caption(ReadLine.of(text));
      case "footnote", "header", "footer", "number", "aside_text" -> parts(text, label, true);
      default -> parts(text, label, region.kind() == RegionKind.FURNITURE);
    }
  }

  private void heading(RegionContent.Text content, int fixedLevel) {
    String text = joiner.join(ReadLine.of(content));
    if (!text.isEmpty()) {
      int level = fixedLevel > 0 ? fixedLevel : level(text);
      String escaped = MarkdownText.heading(text, options.isInlineMath());
      flow.block(Block.of("#".repeat(level) + " " + escaped));
    }
  }

  /** 2 for "Methods", "2 Methods" and "II. Methods", 3 for "2.1 Data" and "A.1 Data", and so on. */
  private static int level(String title) {
    int end = title.indexOf(' ');
    String number = end < 0 ? "" : title.substring(0, end);
    int parts = 1;
    int length = 0;
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt(i);
      boolean isLetter = i == 0 && c >= 'A' && c <= 'Z';
      if (c == '.' && length > 0) {
        parts += i + 1 < number.length() ? 1 : 0;
        length = 0;
      } else if ((Character.isDigit(c) || isLetter) && length < 3) {
        length++;
      } else {
        return 2;
      }
    }
    return Math.min(parts + 1, DEEPEST_HEADING);
  }

  private void caption(List<ReadLine> lines) {
    String text = joiner.join(lines);
    if (!text.isEmpty()) {
      flow.block(Block.floating(MarkdownText.emphasis(text, options.isInlineMath())));
    }
  }

  private void parts(RegionContent.Text content, String label, boolean isFloat) {
    boolean isFirst = true;
    for (Part part : TextStructure.of(content, label.equals("list"))) {
      switch (part) {
        case ItemList list -> flow.block(list(list.items()));
        case Paragraph paragraph -> {
          String text = joiner.join(paragraph);
          if (isFloat) {
            flow.block(Block.floating(MarkdownText.block(text, options.isInlineMath())));
          } else {
            flow.paragraph(text, isFirst);
          }
        }
      }
      isFirst = false;
    }
  }

  private Block list(List<Item> items) {
    String markdown = MarkdownList.of(items, joiner, options.isInlineMath());
    boolean isOrdered = MarkdownList.isOrdered(items);
    int next = 0;
    for (Item item : items) {
      next = item.level() == 0 ? item.marker().number() + 1 : next;
    }
    return new Block(markdown, false, isOrdered ? ListForm.ORDERED : ListForm.BULLETS, next);
  }

  private void quote(String translated) {
    StringBuilder quote = new StringBuilder();
    for (Part part : TextStructure.of(ReadLine.of(translated), false)) {
      String text =
          switch (part) {
            case Paragraph paragraph ->
                MarkdownText.block(joiner.join(paragraph), options.isInlineMath());
            case ItemList list -> list(list.items()).markdown();
          };
      quote.append(quote.isEmpty() ? "" : "\n>\n").append("> ").append(text.replace("\n", "\n> "));
    }
    flow.block(Block.of(quote.toString()));
  }

  /** Links the picture, its description or caption as the text for those who do not see it. */
  private boolean figure(Page page, RegionResult region, RegionResult next) {
    String link = figureLink.apply(page.id(), region.id());
    if (link.isEmpty()) {
      return false;
    }
    String text = CleanText.oneLine(region.text());
    boolean isDescribed =
        region.content().filter(RegionContent.Figure.class::isInstance).isPresent()
            && !text.isEmpty();
    if (!isDescribed) {
      boolean hasCaption = next.region().label().equals("figure_title") && !next.text().isBlank();
      text = hasCaption ? joiner.join(ReadLine.of(next.text())) : region.region().label();
    }
    String alternative = MarkdownText.alternative(CleanText.oneLine(text));
    flow.block(Block.floating("![" + alternative + "](" + destination(link) + ")"));
    return true;
  }

  private static String destination(String link) {
    StringBuilder encoded = new StringBuilder(link.length());
    String clean = CleanText.wellFormed(link);
    for (int i = 0; i < clean.length(); i++) {
      char c = clean.charAt(i);
      if (c <= ' ' || c == 127 || "<>()\\\"`[]*~&".indexOf(c) >= 0) {
        encoded.append('%').append("0123456789ABCDEF".charAt(c >> 4));
        encoded.append("0123456789ABCDEF".charAt(c & 15));
      } else {
        encoded.append(c);
      }
    }
    return encoded.toString();
  }

  private static String formula(String latex) {
    String body = withoutDelimiters(CleanText.trim(CleanText.printable(latex)));
    List<String> lines =
        body.replace("$$", "$ $").lines().map(CleanText::trim).filter(l -> !l.isEmpty()).toList();
    if (lines.isEmpty()) {
      return "";
    }
    boolean hasComment = body.indexOf('%') >= 0;
    boolean isSafe =
        hasComment
            || lines.stream()
                .allMatch(
                    line ->
                        MarkdownText.block(line, true).equals(MarkdownText.inline(line, true))
                            && line.charAt(0) != '=');
    // A line that looks like a list or a heading to a reader who knows no formulas is no line.
    return isSafe
        ? "$$\n" + String.join("\n", lines) + "\n$$"
        : "$$ " + String.join(" ", lines) + " $$";
  }

  private static String withoutDelimiters(String latex) {
    String[][] pairs = {{"$$", "$$"}, {"\\[", "\\]"}, {"\\(", "\\)"}, {"$", "$"}};
    for (String[] pair : pairs) {
      int ends = pair[0].length() + pair[1].length();
      if (latex.length() >= ends && latex.startsWith(pair[0]) && latex.endsWith(pair[1])) {
        return latex.substring(pair[0].length(), latex.length() - pair[1].length());
      }
    }
    return latex;
  }
}
