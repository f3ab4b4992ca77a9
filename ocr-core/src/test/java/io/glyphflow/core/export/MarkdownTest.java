package io.glyphflow.core.export;

import static io.glyphflow.core.export.ExportPages.failed;
import static io.glyphflow.core.export.ExportPages.failure;
import static io.glyphflow.core.export.ExportPages.lines;
import static io.glyphflow.core.export.ExportPages.page;
import static io.glyphflow.core.export.ExportPages.region;
import static io.glyphflow.core.export.ExportPages.result;
import static io.glyphflow.core.export.ExportPages.text;
import static io.glyphflow.core.export.ExportPages.translated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.Language;
import io.glyphflow.core.document.Page;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.document.RegionResult;
import io.glyphflow.core.document.TableCell;
import io.glyphflow.core.document.Translation;
import io.glyphflow.core.export.Markdown.Translations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MarkdownTest {

  private static String md(RegionResult... regions) {
    return Markdown.of(page(1, regions));
  }

  private static String code(RegionContent.Text content) {
    return md(region(RegionKind.TEXT, "code", content));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3.14 is pi",
        "7.4.1",
        "7.4.1 Results",
        "U.S.",
        "e.g. x",
        "i.e. this, cf. that, etc.",
        "Dr. Smith et al. (2019) found 0.05",
        "AT&T and a < b > c, 3 * 4, x_1_y, snake_case_name",
        "Contents ........................ 12",
        "see [1], [2, 3] and [a] (b)",
        "https://example.org/a_b-c/~user/?q=1&r=2#top",
        "write to first.last@example-host.org",
        "Fig. 3 shows it",
        "costs $5",
        "100 % of 1,000.50 EUR",
        "A. Smith",
        "well-known, self-evident",
        "~5 to ~6",
        "C# and F# and C++",
        "No. 7",
        "#hashtag",
        "-5 degrees",
        "1.5 mm",
        "2) but no space)",
        "(1) a remark"
      })
  void text_harmless_staysAsItIs(String line) {
    if (!line.startsWith("2) ")) {
      assertThat(md(text(line))).isEqualTo(line + "\n");
    }
    assertThat(MarkdownReader.text(md(text(line)))).isEqualTo(line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1. is where it starts",
        "- not an item",
        "+ plus",
        "* star",
        "# no heading",
        "####### seven",
        "> greater",
        "---",
        "- - -",
        "***",
        "* * *",
        "___",
        "===",
        "```",
        "~~~",
        "    indented",
        "\tindented",
        "[a]: http://x",
        "[^1]: note",
        "[a](b) ![c](d)",
        "<b>bold</b> <!-- x --> <?php ?> <http://x.y>",
        "&amp; &#38; &copy; &nothing",
        "*emphasis* **strong** _under_ __strong__ a*b*c",
        "`code` ``more``",
        "~~strike~~ ~x~",
        "| a | b |",
        "back\\slash \\* \\\\ end\\",
        "price $5 and $6",
        "$$ x $$",
        "a  ",
        "- [ ] task",
        "[x] task",
        "123456789. item",
        "1)",
        "-",
        "#",
        "\u2014 dash",
        "<",
        "a &lt; b",
        "*",
        "_a_b_ *a_*",
        "\\",
        "![",
        "]("
      })
  void text_thatLooksLikeMarkdown_isShownAsItIs(String line) {
    assertThat(MarkdownReader.text(md(text(line)))).isEqualTo(line.strip());
    assertThat(MarkdownReader.text(md(text("paragraph_title", line)))).isEqualTo(line.strip());
    assertThat(MarkdownReader.text(md(text("figure_title", line)))).isEqualTo(line.strip());
  }

  @Test
  void text_dollars_areEscapedInPairsOnly() {
    assertThat(md(text("price $5 and $6"))).isEqualTo("price \\$5 and \\$6\n");
    assertThat(md(text("price $5"))).isEqualTo("price $5\n");
    Markdown math = Markdown.builder().inlineMath(true).build();
    assertThat(math.text(page(1, text("with $a_1*b_2*c$ and $5 or $6"))))
        .isEqualTo("with $a_1*b_2*c$ and $5 or $6\n");
  }

  @Test
  void headings_areAsDeepAsTheirNumbers() {
    assertThat(
            md(
                text("doc_title", "On\nPages"),
                text("paragraph_title", "Introduction"),
                text("paragraph_title", "2 Methods"),
                text("paragraph_title", "2. Methods"),
                text("paragraph_title", "2.1 Data"),
                text("paragraph_title", "7.4.1 More"),
                text("paragraph_title", "A.2 Proofs"),
                text("paragraph_title", "1.2.3.4.5.6.7 Deep"),
                text("paragraph_title", "2026 in numbers"),
                text("paragraph_title", "  "),
                text("paragraph_title", "Issue #"),
                text("doc_title", "")))
        .isEqualTo(
            """
            # On Pages

            ## Introduction

            ## 2 Methods

            ## 2\\. Methods

            ### 2.1 Data

            #### 7.4.1 More

            ### A.2 Proofs

            ###### 1.2.3.4.5.6.7 Deep

            ## 2026 in numbers

            ## Issue \\#
            """);
  }

  @Test
  void lines_ofAParagraph_areOne() {
    assertThat(md(text("one\ntwo\r\nthree\u2028four"))).isEqualTo("one two three four\n");
    assertThat(md(text("The value is 3.\n14 people came")))
        .isEqualTo("The value is 3. 14 people came\n");
    assertThat(md(text("as seen in\n1. the first"))).isEqualTo("as seen in 1. the first\n");
    assertThat(md(text("\u65E5\u672C\n\u8A9E"))).isEqualTo("\u65E5\u672C\u8A9E\n");
  }

  @Test
  void blankLine_insideARegion_endsTheParagraph() {
    assertThat(md(text("one\n\ntwo\n \nthree"))).isEqualTo("one\n\ntwo\n\nthree\n");
  }

  @Test
  void indentsAndGaps_ofLineBoxes_endParagraphs() {
    assertThat(
            md(
                region(
                    RegionKind.TEXT,
                    "text",
                    lines(
                        100,
                        "The first one runs",
                        100,
                        "over two lines.",
                        130,
                        "The second is",
                        100,
                        "indented here.",
                        100,
                        "",
                        100,
                        "After a gap."))))
        .isEqualTo(
            "The first one runs over two lines.\n\nThe second is indented here.\n\nAfter a gap.\n");
  }

  @Test
  void hangingIndent_isNoParagraph() {
    assertThat(
            md(
                region(
                    RegionKind.TEXT,
                    "reference",
                    lines(
                        100,
                        "Knuth, D. The Art of",
                        140,
                        "Programming, volume",
                        140,
                        "one, 1968"))))
        .isEqualTo("Knuth, D. The Art of Programming, volume one, 1968\n");
  }

  @Test
  void paragraph_thatStopsInMidSentence_goesOnInTheNextRegion() {
    DocumentResult result =
        result(
            page(
                1,
                text("It runs"),
                text("on here,"),
                region(RegionKind.FIGURE, "image", null),
                text("figure_title", "Figure 1: It"),
                text("footnote", "a note"),
                region(RegionKind.FURNITURE, "number", RegionContent.text("1"))),
            page(2, text("over the pa-"), text("ge. Then"), text("Another begins")));
    assertThat(Markdown.of(result))
        .isEqualTo(
            """
            It runs on here, over the page. Then

            ![Figure 1: It](scan-p001-r2.png)

            *Figure 1: It*

            a note

            Another begins
            """);
    assertThat(Markdown.builder().joinParagraphs(false).build().text(result))
        .startsWith("It runs\n\non here,\n\n![")
        .endsWith("a note\n\nover the pa-\n\nge. Then\n\nAnother begins\n");
  }

  @Test
  void paragraph_beforeSomethingMissing_doesNotGoOn() {
    String markdown =
        md(
            text("It runs"),
            region(RegionKind.TEXT, "text", null, failure(FailureCategory.TIMEOUT, "30 s")),
            text("on here"));
    assertThat(markdown)
        .isEqualTo(
            "It runs\n\n<!-- region 1 (text) of in/scan.pdf#1: TIMEOUT in recognize of region 1 after"
                + " 2 attempts: 30 s -->\n\non here\n");
  }

  @Test
  void lists_bulletsNumbersAndDepth_areKept() {
    RegionContent.Text nested =
        lines(
            100,
            "\u2022 first item that",
            120,
            "goes on",
            160,
            "- inner one",
            160,
            "- inner two",
            100,
            "\u2022 second");
    assertThat(md(region(RegionKind.TEXT, "list", nested)))
        .isEqualTo("- first item that goes on\n  - inner one\n  - inner two\n- second\n");
    assertThat(md(text("Do this:\n1. wash\n2. rinse\n3. repeat")))
        .isEqualTo("Do this:\n\n1. wash\n2. rinse\n3. repeat\n");
    assertThat(md(text("list", "1. a\n2. b\n4. c"))).isEqualTo("- 1\\. a\n- 2\\. b\n- 4\\. c\n");
    assertThat(md(text("list", "(a) x\n(b) y"))).isEqualTo("- (a) x\n- (b) y\n");
    assertThat(md(text("list", "- a"))).isEqualTo("- a\n");
    assertThat(md(text("- once"))).isEqualTo("\\- once\n");
  }

  @Test
  void lists_thatFollowEachOther_keepTheirNumbers() {
    String markdown =
        md(text("list", "1. a\n2. b"), text("list", "1. c\n2. d"), text("list", "3. e"));
    assertThat(markdown).isEqualTo("1. a\n2. b\n\n<!-- -->\n\n1. c\n2. d\n\n3. e\n");
    assertThat(MarkdownReader.text(markdown).split("\\s+"))
        .containsExactly("1.", "a", "2.", "b", "1.", "c", "2.", "d", "3.", "e");
  }

  @Test
  void code_indentationComesFromTheBoxes() {
    assertThat(code(lines(100, "if (a) {", 140, "b();", 100, "", 140, "c();", 100, "}")))
        .isEqualTo("```\nif (a) {\n    b();\n\n    c();\n}\n```\n");
    assertThat(
            code(
                new RegionContent.Text("def f():\n    return 3.14  # pi\n\nf()", List.of(), 1, "")))
        .isEqualTo("```\ndef f():\n    return 3.14  # pi\n\nf()\n```\n");
    assertThat(code(new RegionContent.Text("a ```` b", List.of(), 1, "")))
        .isEqualTo("`````\na ```` b\n`````\n");
    assertThat(code(new RegionContent.Text(" \n ", List.of(), 1, ""))).isEmpty();
  }

  @Test
  void tables_withPipesOrAsHtml() {
    List<TableCell> plain =
        List.of(TableCell.of(0, 0, "a|b"), TableCell.of(0, 1, "*x*"), TableCell.of(1, 1, "3.14"));
    assertThat(md(region(RegionKind.TABLE, "table", RegionContent.table(plain, ""))))
        .isEqualTo("| a\\|b | \\*x\\* |\n| --- | --- |\n| | 3.14 |\n");
    List<TableCell> spans =
        List.of(
            new TableCell(0, 0, 1, 2, true, "a <b> & c"),
            TableCell.of(1, 0, "one\ntwo"),
            TableCell.of(1, 1, "\n\n"));
    assertThat(md(region(RegionKind.TABLE, "table", RegionContent.table(spans, ""))).lines())
        .containsExactly(
            "<table>",
            "<tr><th colspan=\"2\">a &lt;b&gt; &amp; c</th></tr>",
            "<tr><td>one<br>two</td><td></td></tr>",
            "</table>");
    List<TableCell> gaps =
        List.of(
            new TableCell(0, 0, 3, 1, false, "a"),
            TableCell.of(0, 2, "b"),
            TableCell.of(2, 2, "c"),
            new TableCell(3, 1, 1, 2, false, "d"));
    assertThat(MarkdownTable.of(gaps, false).lines())
        .containsExactly(
            "<table>",
            "<tr><td rowspan=\"3\">a</td><td></td><td>b</td></tr>",
            "<tr></tr>",
            "<tr><td></td><td>c</td></tr>",
            "<tr><td></td><td colspan=\"2\">d</td></tr>",
            "</table>");
    List<TableCell> far = List.of(TableCell.of(0, 0, "a"), TableCell.of(1_000_000, 900_000, "b"));
    assertThat(MarkdownTable.of(far, false))
        .contains("<td>a</td>", "<td>b</td>")
        .hasSizeLessThan(99);
    assertThat(MarkdownTable.of(List.of(), false)).isEmpty();
  }

  @Test
  void formulas_areBetweenDollars() {
    assertThat(md(region(RegionKind.FORMULA, "f", RegionContent.formula("E = m c^2"))))
        .isEqualTo("$$\nE = m c^2\n$$\n");
    assertThat(md(region(RegionKind.FORMULA, "f", RegionContent.formula("\\[ a \\]"))))
        .isEqualTo("$$\na\n$$\n");
    assertThat(md(region(RegionKind.FORMULA, "f", RegionContent.formula("a\n\n= b\n- c"))))
        .isEqualTo("$$ a = b - c $$\n");
    assertThat(md(region(RegionKind.FORMULA, "f", RegionContent.formula("$$ $$")))).isEmpty();
  }

  @Test
  void figures_areLinks() {
    assertThat(
            md(region(RegionKind.FIGURE, "chart", RegionContent.figure("Sales [2019]\nby year"))))
        .isEqualTo("![Sales \\[2019\\] by year](scan-p001-r0.png)\n");
    assertThat(md(region(RegionKind.FIGURE, "chart", null)))
        .isEqualTo("![chart](scan-p001-r0.png)\n");
    Page page = page(3, region(RegionKind.FIGURE, "chart", RegionContent.figure("A boat")));
    assertThat(
            Markdown.builder().figureLink((id, region) -> "a b/(c)<" + region).build().text(page))
        .isEqualTo("![A boat](a%20b/%28c%29%3C0)\n");
    assertThat(Markdown.builder().figureLink((id, region) -> "").build().text(page))
        .isEqualTo("*A boat*\n");
  }

  @Test
  void furniture_isLeftOutByDefault() {
    Page page =
        page(1, text("a."), region(RegionKind.FURNITURE, "number", RegionContent.text("7")));
    assertThat(Markdown.of(page)).isEqualTo("a.\n");
    assertThat(Markdown.builder().furniture(true).build().text(page)).isEqualTo("a.\n\n7\n");
  }

  @Test
  void pages_canBeSeparated() {
    Markdown markdown = Markdown.builder().pageSeparator("---").build();
    assertThat(markdown.text(result(page(1, text("a.")), page(2, text("b.")))))
        .isEqualTo("a.\n\n---\n\nb.\n");
  }

  @Test
  void missingPages_areComments_thatNobodyBreaksOutOf() {
    List<PageResult> pages =
        List.of(
            failed(1, FailureCategory.LAYOUT, "--> <script>alert(1)</script>\n\n<!-- --!> --->"),
            failed(2, FailureCategory.SKIPPED_BY_FILTER, "blank"),
            failed(3, FailureCategory.CANCELLED, "stop -"));
    String markdown = Markdown.of(result(pages));
    assertThat(markdown.lines().filter(line -> !line.isEmpty()))
        .hasSize(3)
        .allMatch(line -> line.startsWith("<!-- page in/scan.pdf#") && line.endsWith(" -->"))
        .allMatch(line -> line.indexOf("--", 4) == line.length() - 3);
    assertThat(MarkdownReader.text(markdown)).isEmpty();
  }

  @Test
  void partialContent_isKeptWithItsFailure() {
    RegionResult partial =
        region(
            RegionKind.TEXT,
            "text",
            RegionContent.text("The beginning"),
            failure(FailureCategory.TRUNCATED, "max_tokens 10"));
    assertThat(md(partial)).startsWith("The beginning\n\n<!-- ").contains("TRUNCATED");
    assertThat(md(region(RegionKind.TABLE, "table", null)))
        .isEqualTo("<!-- region 0 (table) of in/scan.pdf#1 was not to be read -->\n");
  }

  @Test
  void translations_hiddenInsteadOrBeside() {
    RegionResult region =
        translated(text("Hallo"), Translation.of(Language.ENGLISH, "Hello\n\n# you"));
    RegionResult without =
        translated(
            text("Welt"),
            Translation.failed(Language.ENGLISH, failure(FailureCategory.TRANSLATION, "no")));
    Page page = page(1, region, without);
    assertThat(Markdown.of(page)).startsWith("Hallo\n\nWelt\n\n<!-- ");
    assertThat(Markdown.builder().translations(Translations.INSTEAD).build().text(page))
        .startsWith("Hello\n\n\\# you\n\nWelt\n\n<!-- ");
    assertThat(Markdown.builder().translations(Translations.BESIDE).build().text(page))
        .startsWith("Hallo\n\n> Hello\n>\n> \\# you\n\nWelt\n\n<!-- ");
  }

  @Test
  void controlCharacters_goAndSurrogatesAreReplaced() {
    assertThat(md(text("a\u0000b\u001Bc \uD800d \uDC00 \uD83D\uDE00")))
        .isEqualTo("abc \uFFFDd \uFFFD \uD83D\uDE00\n");
  }

  @Test
  void write_isTheSameInUtf8_andReportsTroubles() throws IOException {
    DocumentResult result = result(page(1, text("Z\u00FCrich \u65E5")));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Markdown.exporter().write(result, out);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(Markdown.of(result));
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("disk full");
          }
        };
    assertThatThrownBy(() -> Markdown.exporter().write(result, full))
        .isInstanceOf(IOException.class)
        .hasMessage("disk full");
  }

  @Test
  void empty_resultOrPage_isNothing() {
    assertThat(Markdown.of(result())).isEmpty();
    assertThat(md()).isEmpty();
    assertThat(md(text(""), text(" \n "))).isEmpty();
  }

  @Test
  void builder_optionSetTwice_isRefused() {
    assertThatThrownBy(() -> Markdown.builder().furniture(true).furniture(false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("furniture: set already, to true");
    assertThatThrownBy(() -> Markdown.builder().pageSeparator("a").pageSeparator("b"))
        .hasMessage("pageSeparator: set already, to a");
    assertThatThrownBy(() -> Markdown.builder().translations(null))
        .isInstanceOf(NullPointerException.class);
  }
}
