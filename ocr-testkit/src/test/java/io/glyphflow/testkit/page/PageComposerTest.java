package io.glyphflow.testkit.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PageComposerTest {

  private static final TextStyle BODY = TextStyle.of(Typeface.SERIF, 11);

  @Test
  void line_inkOnThePage_isExactlyInItsBox() {
    PageComposer page = PageComposer.of(300, 100, 150);
    TrueRegion region = page.line(RegionKind.TEXT, "text", "Typography, 42", BODY, 30, 60);
    ComposedPage made = page.finish();

    BoundingBox ink = inkOf(made.picture(), 200);
    BoundingBox box = region.box();
    assertThat(box).isEqualTo(region.lines().getFirst().box());
    assertThat(ink.left()).isBetween(box.left(), box.left() + 1);
    assertThat(ink.top()).isBetween(box.top(), box.top() + 1);
    assertThat(ink.right()).isBetween(box.right() - 1, box.right());
    assertThat(ink.bottom()).isBetween(box.bottom() - 1, box.bottom());
  }

  @Test
  void paragraph_longerThanTheColumn_givesBackTheRest() {
    PageComposer page = PageComposer.a4(72);
    String text = Prose.seeded(3).paragraph(12);
    String rest = page.column(50, 50, 200, 80).paragraph(text, BODY);
    String last = page.column(300, 50, 200, 700).paragraph(rest, BODY);

    assertThat(last).isEmpty();
    List<TrueRegion> regions = page.finish().regions();
    assertThat(regions).hasSize(2);
    String set = regions.stream().map(TrueRegion::text).collect(Collectors.joining(" "));
    assertThat(set.replace("\n", " ")).isEqualTo(text);
    assertThat(regions.getFirst().lines()).allSatisfy(line -> within(line.box(), 50, 50, 250, 130));
  }

  @Test
  void paragraph_justified_endsFlushButForItsLastLine() {
    PageComposer page = PageComposer.a4(72);
    page.column(50, 50, 220, 700).paragraph(Prose.seeded(5).paragraph(8), BODY.justified());
    List<TrueLine> lines = page.finish().regions().getFirst().lines();

    assertThat(lines).hasSizeGreaterThan(5);
    for (TrueLine line : lines.subList(0, lines.size() - 1)) {
      assertThat(line.box().right()).isBetween(268.0, 271.0);
    }
  }

  @Test
  void paragraph_hyphenated_joinsToTheSameText() {
    PageComposer page = PageComposer.a4(72);
    String text =
        "Considerable improvements notwithstanding, typographers occasionally remember "
            + "perfectly ordinary lettering whenever uncomfortable assumptions deteriorate.";
    page.column(50, 50, 120, 700).paragraph(text, BODY.hyphenating());
    TrueRegion region = page.finish().regions().getFirst();

    assertThat(region.text()).contains("-\n");
    assertThat(region.text().replace("-\n", "").replace("\n", " ")).isEqualTo(text);
  }

  @Test
  void table_ruled_coversItsRulesAndListsCellsByRow() {
    PageComposer page = PageComposer.a4(72);
    List<List<String>> rows = List.of(List.of("Item", "Count"), List.of("Ink", "12"));
    TextStyle bold = TextStyle.of(Typeface.SERIF_BOLD, 10);
    page.column(100, 100, 200, 300)
        .table(new TableSpec(rows, List.of(2.0, 1.0), BODY, bold, TableSpec.Rules.GRID));
    TrueRegion table = page.finish().regions().getFirst();

    assertThat(table.kind()).isEqualTo(RegionKind.TABLE);
    assertThat(table.text()).isEqualTo("Item\tCount\nInk\t12");
    assertThat(table.box().left()).isEqualTo(100);
    assertThat(table.box().right()).isEqualTo(300);
  }

  @Test
  void mirror_wordsAndRules_areToldWithTheirPlaces() {
    PageComposer page = PageComposer.a4(72);
    List<String> told = new ArrayList<>();
    page.mirror(
        new PageSink() {
          @Override
          public void word(String word, TextStyle style, double x, double baseline) {
            told.add(word + "@" + Math.round(x) + "," + Math.round(baseline));
          }

          @Override
          public void rule(double x1, double y1, double x2, double y2, double thickness) {
            told.add("rule");
          }
        });
    page.line(RegionKind.TEXT, "text", "one two", BODY, 10, 20);
    page.rule(0, 0, 5, 0, 1);
    assertThat(told).hasSize(3).startsWith("one@10,20").last().isEqualTo("rule");
  }

  @Test
  void list_itemsThatWrap_hangBehindTheirMarkers() {
    PageComposer page = PageComposer.a4(72);
    page.column(100, 100, 150, 300)
        .list(List.of("1.", "2."), List.of(Prose.seeded(1).sentence(), "Short"), BODY);
    TrueRegion list = page.finish().regions().getFirst();

    assertThat(list.lines().getFirst().text()).startsWith("1. ");
    assertThat(list.lines().get(1).box().left()).isGreaterThan(110);
    assertThat(list.lines().getLast().text()).isEqualTo("2. Short");
  }

  @Test
  void everyTypeface_printableAscii_hasGlyphs() {
    String ascii = "!\"#$%&'()*+,-./0123456789:;<=>?@ABCXYZ[\\]^_`abcxyz{|}~";
    for (Typeface typeface : Typeface.values()) {
      assertThat(typeface.width(ascii, 10)).isGreaterThan(200);
      assertThat(typeface.outline(ascii, 10).getBounds2D().getWidth()).isGreaterThan(200);
    }
  }

  @Test
  void typeface_unknownCharacter_isNamed() {
    assertThatThrownBy(() -> Typeface.SANS.width("\u4e00", 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("U+4E00");
  }

  @Test
  void column_titleThatDoesNotFit_isRefused() {
    Column column = PageComposer.a4(72).column(0, 0, 50, 20);
    assertThatThrownBy(() -> column.title("Much too long for this column", BODY))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("make room");
  }

  @Test
  void prose_sameSeed_isTheSameAndVaries() {
    assertThat(Prose.seeded(9).paragraph(40)).isEqualTo(Prose.seeded(9).paragraph(40));
    Prose prose = Prose.seeded(11);
    List<String> sentences = Stream.generate(prose::sentence).limit(200).toList();
    assertThat(sentences.stream().distinct().count()).isGreaterThan(190);
    assertThat(sentences).allMatch(each -> each.matches("[\u201cA-Z].*\\."));
  }

  private static void within(BoundingBox box, int left, int top, int right, int bottom) {
    assertThat(box.left()).isGreaterThanOrEqualTo(left - 1);
    assertThat(box.top()).isGreaterThanOrEqualTo(top - 1);
    assertThat(box.right()).isLessThanOrEqualTo(right + 1);
    assertThat(box.bottom()).isLessThanOrEqualTo(bottom + 1);
  }

  /** The box around all pixels darker than a gray. */
  private static BoundingBox inkOf(BufferedImage picture, int gray) {
    int left = Integer.MAX_VALUE;
    int top = Integer.MAX_VALUE;
    int right = 0;
    int bottom = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        if ((picture.getRGB(x, y) & 0xff) < gray) {
          left = Math.min(left, x);
          top = Math.min(top, y);
          right = Math.max(right, x + 1);
          bottom = Math.max(bottom, y + 1);
        }
      }
    }
    return BoundingBox.of(left, top, right, bottom);
  }
}
