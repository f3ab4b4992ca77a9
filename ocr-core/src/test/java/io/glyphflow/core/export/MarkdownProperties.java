package io.glyphflow.core.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.Page;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.document.RegionResult;
import io.glyphflow.core.document.TableCell;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A CommonMark reader sees the words of the regions, in order: nothing lost, nothing invented. */
class MarkdownProperties {

  private static final String[] PIECES = {
    "word",
    "Two",
    "a",
    "1.",
    "12)",
    "3.14",
    "7.4.1",
    "U.S.",
    "e.g.",
    "-",
    "- ",
    "+",
    "*",
    "**",
    "_",
    "__",
    "#",
    "##",
    ">",
    ">>",
    "`",
    "```",
    "~",
    "~~",
    "$",
    "$$",
    "[",
    "]",
    "](",
    "]:",
    "![",
    "(x)",
    "<",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "&",
    "&amp;",
    "&#65;",
    "\\",
    "\\*",
    "|",
    "||",
    "---",
    "===",
    "!",
    ":",
    "http://a.b/c_d",
    "a@b.org",
    "x_y_z",
    "*x*",
    "\u00E9",
    "\u65E5\u672C",
    "\uD83D\uDE00",
    "\u00A0",
    "\u2003",
    "\t",
    "    ",
    "\u2022",
    "\u2022 x",
    "(1)",
    "b)",
    "....",
    "......",
    "\"",
    "'",
    "%",
    "^",
    "{",
    "}",
    "=",
    "/",
    "?",
    ";",
    "<a@b.c>",
    "<http://x>",
    "[x]: y",
    "[^1]",
    "\u200B",
    "<?",
    "<![CDATA["
  };

  private static Arbitrary<String> line() {
    Arbitrary<String> separator = Arbitraries.of("", " ", " ", "  ");
    return Combinators.combine(Arbitraries.of(PIECES), separator)
        .as(String::concat)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(parts -> String.join("", parts));
  }

  private static Arbitrary<String> text() {
    return line().list().ofMinSize(1).ofMaxSize(4).map(lines -> String.join("\n", lines));
  }

  @Provide
  Arbitrary<List<RegionResult>> regions() {
    Arbitrary<String> labels =
        Arbitraries.of(
            "text",
            "text",
            "doc_title",
            "paragraph_title",
            "list",
            "figure_title",
            "footnote",
            "code");
    Arbitrary<RegionResult> texts = Combinators.combine(labels, text()).as(ExportPages::text);
    Arbitrary<RegionResult> tables =
        text()
            .list()
            .ofMinSize(1)
            .ofMaxSize(4)
            .map(
                cells ->
                    ExportPages.region(
                        RegionKind.TABLE,
                        "table",
                        RegionContent.table(
                            List.of(0, 1, 2, 3).subList(0, cells.size()).stream()
                                .map(i -> TableCell.of(i / 2, i % 2, cells.get(i)))
                                .toList(),
                            "")));
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(5, texts), net.jqwik.api.Tuple.of(1, tables))
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  @Property(tries = 3000)
  void reader_seesTheText_ofTheRegions(@ForAll("regions") List<RegionResult> regions) {
    Page page = ExportPages.page(1, regions.toArray(RegionResult[]::new));
    // Floats may stand behind the paragraph they interrupt; here every paragraph ends.
    Markdown markdown = Markdown.builder().joinParagraphs(false).build();
    assertThat(essence(MarkdownReader.text(markdown.text(page))))
        .isEqualTo(
            essence(regions.stream().map(RegionResult::text).collect(Collectors.joining("\n"))));
  }

  @Property(tries = 1000)
  void joining_losesNothing(@ForAll("regions") List<RegionResult> regions) {
    Page page = ExportPages.page(1, regions.toArray(RegionResult[]::new));
    String read = essence(MarkdownReader.text(Markdown.of(page)));
    String truth =
        essence(regions.stream().map(RegionResult::text).collect(Collectors.joining("\n")));
    assertThat(read.chars().sorted().toArray()).isEqualTo(truth.chars().sorted().toArray());
  }

  /** Lines of any widths, so that any of them is kept, joined or ends a paragraph. */
  @Property(tries = 2000)
  void reader_seesTheText_ofLinesWithBoxes(@ForAll("boxedLines") List<String> lines) {
    Object[] leftsAndTexts =
        lines.stream().flatMap(line -> Stream.<Object>of(100, line)).toArray(Object[]::new);
    RegionContent.Text content = ExportPages.lines(leftsAndTexts);
    String read =
        MarkdownReader.text(
            Markdown.of(ExportPages.page(1, ExportPages.region(RegionKind.TEXT, "text", content))));
    assertThat(essence(read.replace("<br>\n", "\n"))).isEqualTo(essence(content.text()));
  }

  @Provide
  Arbitrary<List<String>> boxedLines() {
    return line().filter(line -> !line.isBlank()).list().ofMinSize(2).ofMaxSize(6);
  }

  @Property(tries = 1000)
  void words_withoutHyphensAtLineEnds_areTheSameWords(@ForAll("plainLines") List<String> lines) {
    String read =
        MarkdownReader.text(
            Markdown.of(ExportPages.page(1, ExportPages.text(String.join("\n", lines)))));
    assertThat(read.split("\\s+")).containsExactly(String.join(" ", lines).strip().split("\\s+"));
  }

  @Provide
  Arbitrary<List<String>> plainLines() {
    return Arbitraries.of(
            "word",
            "3.14",
            "7.4.1",
            "1.",
            "2.",
            "U.S.",
            "e.g.",
            "$5",
            "x_1",
            "*",
            "#",
            ">",
            "_a_",
            "<b>",
            "[1]",
            "well-known",
            "Fig.",
            "a*b",
            "|",
            "~x~",
            "`",
            "\\",
            "&lt;")
        .list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .map(words -> "x " + String.join(" ", words))
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  /**
   * Without white space, which readers fold; without hyphens, which line ends lose, and the signs
   * that become the bullets of a list.
   */
  private static String essence(String text) {
    StringBuilder essence = new StringBuilder();
    CleanText.printable(text)
        .chars()
        .filter(c -> !CleanText.isSpace((char) c) && "-+*\u2022\u00B7\u2013\u2014".indexOf(c) < 0)
        .forEach(c -> essence.append((char) c));
    return essence.toString();
  }
}
