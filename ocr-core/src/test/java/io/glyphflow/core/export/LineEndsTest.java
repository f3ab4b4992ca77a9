package io.glyphflow.core.export;

import static io.glyphflow.core.export.ExportPages.lines;
import static io.glyphflow.core.export.ExportPages.page;
import static io.glyphflow.core.export.ExportPages.region;
import static io.glyphflow.core.export.ExportPages.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.RegionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.node.HardLineBreak;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineEndsTest {

  private static final String PROSE =
      "It has come to our notice that many copies leave the machine at an angle. A page that leans"
          + " by two degrees is still easy to read for a person, who simply tilts the head. A"
          + " machine has no head to tilt, and cuts through the lines as if they were level. From"
          + " now on, I ask everybody to lay the sheet against the left edge.";

  private static String md(Object... leftsAndTexts) {
    return Markdown.of(page(1, region(RegionKind.TEXT, "text", lines(leftsAndTexts))));
  }

  /** Fills lines as typesetters do. */
  private static Object[] set(String text, int columns, int indent) {
    List<Object> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int left = 100 + 10 * indent;
    for (String word : Pattern.compile(" ").splitAsStream(text).toList()) {
      int room = columns - (left - 100) / 10;
      if (!line.isEmpty() && line.length() + 1 + word.length() > room) {
        lines.addAll(List.of(left, line.toString()));
        line.setLength(0);
        left = 100;
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.addAll(List.of(left, line.toString()));
    return lines.toArray();
  }

  @Test
  void lines_ofAMemo_areKept() {
    String memo =
        md(
            100,
            "To: all copyists",
            100,
            "From: the archive, second floor",
            100,
            "Date: 9 November");
    assertThat(memo)
        .isEqualTo("To: all copyists\\\nFrom: the archive, second floor\\\nDate: 9 November\n");
    assertThat(MarkdownReader.parse(memo).getFirstChild().getFirstChild().getNext())
        .isInstanceOf(HardLineBreak.class);
  }

  @Test
  void lines_centered_areKept() {
    assertThat(md(100, "Stationery, new and old", 160, "Mill Lane 3", 120, "Thank you for reading"))
        .isEqualTo("Stationery, new and old\\\nMill Lane 3\\\nThank you for reading\n");
  }

  @Test
  void lines_flushRight_areKept() {
    assertThat(md(240, "Ada Lovelace", 140, "12 Long Meadow, Ealing", 300, "London"))
        .isEqualTo("Ada Lovelace\\\n12 Long Meadow, Ealing\\\nLondon\n");
  }

  @Test
  void items_andPrices_ofAReceipt_areKept() {
    assertThat(
            md(
                100,
                "2 Notebook, ruled",
                100,
                "1 Ink, blue black",
                100,
                "3 Pencil HB",
                100,
                "1 Blotting paper",
                100,
                "1 Eraser, soft",
                100,
                "10 Envelopes"))
        .isEqualTo(
            """
            2 Notebook, ruled\\
            1 Ink, blue black\\
            3 Pencil HB\\
            1 Blotting paper\\
            1 Eraser, soft\\
            10 Envelopes
            """);
    assertThat(md(100, "9.80", 100, "6.25", 100, "2.70")).isEqualTo("9.80\\\n6.25\\\n2.70\n");
  }

  @Test
  void poem_inLowerCase_isKept() {
    assertThat(
            md(
                100,
                "so much depends",
                100,
                "upon",
                100,
                "a red wheel",
                100,
                "barrow",
                100,
                "glazed with rain"))
        .isEqualTo("so much depends\\\nupon\\\na red wheel\\\nbarrow\\\nglazed with rain\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {18, 25, 40, 66, 90})
  void prose_ragged_isJoined(int columns) {
    assertThat(md(set(PROSE, columns, 0))).isEqualTo(PROSE + "\n");
    assertThat(md(set(PROSE, columns, 3))).isEqualTo(PROSE + "\n");
  }

  @Test
  void prose_withAHeadingOrAnEndingInside_isParagraphs() {
    assertThat(
            md(
                100,
                "Counts",
                100,
                "The table lists what was read in the",
                100,
                "three months of summer, when the days",
                100,
                "were long.",
                100,
                "A sheet with text on both sides is",
                100,
                "one, and so is a sheet with text on",
                100,
                "none."))
        .isEqualTo(
            "Counts\n\nThe table lists what was read in the three months of summer, when the days"
                + " were long.\n\nA sheet with text on both sides is one, and so is a sheet with"
                + " text on none.\n");
  }

  @Test
  void references_withHangingLines_goOnInThem() {
    assertThat(
            md(
                100,
                "Knuth, D. The Art of Computer",
                140,
                "Programming, 1968",
                100,
                "Wirth, N. Algorithms and",
                140,
                "Data, 1976"))
        .isEqualTo(
            "Knuth, D. The Art of Computer Programming, 1968\\\nWirth, N. Algorithms and Data, 1976\n");
  }

  @Test
  void hyphen_atAShortLine_stillGoes() {
    assertThat(md(100, "an exam-", 100, "ple that is longer"))
        .isEqualTo("an example that is longer\n");
  }

  @Test
  void lines_withoutBoxes_areJoined() {
    assertThat(Markdown.of(page(1, text("To: all\nFrom: the archive, second floor"))))
        .isEqualTo("To: all From: the archive, second floor\n");
  }

  @Test
  void lines_kept_areNotContinuedByTheNextRegion() {
    RegionKind kind = RegionKind.TEXT;
    assertThat(
            Markdown.of(
                page(1, region(kind, "text", lines(100, "TOTAL", 100, "Cash")), text("and more"))))
        .isEqualTo("TOTAL\\\nCash\n\nand more\n");
  }

  @Test
  void item_afterAnOpenLine_isNoContinuation() {
    assertThat(Markdown.of(page(1, text("we ask everybody to"), text("a) lay the sheet"))))
        .isEqualTo("we ask everybody to\n\na) lay the sheet\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "===",
        "---",
        "- x",
        "1. x",
        "# x",
        "> x",
        "```",
        "~~~",
        "<div>",
        "--- | ---",
        ":-- | --:",
        "| - | - |",
        "x \\",
        "[a]: b",
        "+",
        "* * *",
        "$5"
      })
  void lines_kept_areShownAsTheyAre(String hostile) {
    String markdown =
        md(100, "a | b", 100, "x " + "y".repeat(40), 100, "Z $1", 100, "A", 100, hostile);
    assertThat(MarkdownReader.text(md(100, "a | b", 100, hostile, 100, "B " + "y".repeat(40))))
        .isEqualTo("a | b<br>\n" + hostile + "<br>\nB " + "y".repeat(40));
    assertThat(MarkdownReader.text(markdown)).endsWith("<br>\nA<br>\n" + hostile);
  }
}
