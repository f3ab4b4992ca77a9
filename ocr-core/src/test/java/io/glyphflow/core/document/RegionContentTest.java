package io.glyphflow.core.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class RegionContentTest {

  private static final BoundingBox BOX = BoundingBox.ofSize(0, 0, 10, 10);
  private static final Failure FAILURE =
      Failure.of(FailureCategory.TRUNCATED, StageName.RECOGNIZE, "stopped");

  @Test
  void content_factories_keepTheRawAnswer() {
    assertThat(RegionContent.text("a").raw()).isEqualTo("a");
    assertThat(RegionContent.text("a", 0.5).confidence()).isEqualTo(0.5);
    assertThat(RegionContent.formula("x^2").text()).isEqualTo("x^2");
    assertThat(RegionContent.formula("x^2").raw()).isEqualTo("x^2");
    assertThat(RegionContent.figure("a cat").text()).isEqualTo("a cat");
    assertThat(RegionContent.table(List.of(), "<table/>").raw()).isEqualTo("<table/>");
    assertThat(RegionContent.text("a").confidence()).isEqualTo(1);
  }

  @Test
  void table_text_hasTabsBetweenCellsAndLinesBetweenRows() {
    assertThat(RegionContent.table(List.of(), "").text()).isEmpty();
    assertThat(RegionContent.table(List.of(TableCell.of(3, 0, "x")), "").text()).isEqualTo("x");
    assertThat(
            RegionContent.table(
                    List.of(
                        TableCell.of(0, 0, "a"),
                        TableCell.of(0, 1, "b"),
                        TableCell.of(1, 0, ""),
                        TableCell.of(1, 1, "d"),
                        TableCell.of(4, 0, "e")),
                    "")
                .text())
        .isEqualTo("a\tb\n\td\ne");
  }

  @Test
  void lists_areCopied() {
    List<TableCell> cells = new ArrayList<>();
    RegionContent table = RegionContent.table(cells, "");
    cells.add(TableCell.of(0, 0, "late"));
    assertThat(table.text()).isEmpty();
  }

  @Test
  void unread_withAPart_showsIt() {
    RegionContent whole = RegionContent.unread(FAILURE);
    assertThat(whole.text()).isEmpty();
    assertThat(whole.raw()).isEmpty();
    assertThat(whole.confidence()).isZero();
    RegionContent part = RegionContent.unread(FAILURE, RegionContent.text("half"));
    assertThat(part.text()).isEqualTo("half");
    assertThat(part.raw()).isEqualTo("half");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RegionContent.unread(FAILURE, whole))
        .withMessageContaining("partial");
    assertThatNullPointerException().isThrownBy(() -> RegionContent.unread(null));
    assertThatNullPointerException().isThrownBy(() -> RegionContent.unread(FAILURE, null));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, -0.001, 1.001, Double.POSITIVE_INFINITY, -1})
  void confidence_outside_isRefused(double wrong) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RegionContent.text("a", wrong))
        .withMessage("confidence: " + wrong + ", must be within 0..1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RegionContent.Table(List.of(), wrong, ""));
    assertThatIllegalArgumentException().isThrownBy(() -> new RegionContent.Formula("", wrong, ""));
    assertThatIllegalArgumentException().isThrownBy(() -> new RegionContent.Figure("", wrong, ""));
    assertThatIllegalArgumentException().isThrownBy(() -> new Word("w", BOX, wrong));
    assertThatIllegalArgumentException().isThrownBy(() -> new TextLine("w", BOX, wrong, List.of()));
    // A region is a detector's raw answer: the pipeline cleans its confidence.
    assertThat(Region.of(RegionKind.TEXT, "t", BOX, wrong).confidence())
        .isEqualTo(Double.valueOf(wrong));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0, 1, 0.5, Double.MIN_VALUE})
  void confidence_inside_isTaken(double right) {
    assertThat(RegionContent.text("a", right).confidence()).isEqualTo(right);
  }

  @Test
  void cell_wrongValues_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> TableCell.of(-1, 0, ""));
    assertThatIllegalArgumentException().isThrownBy(() -> TableCell.of(0, -1, ""));
    assertThatIllegalArgumentException().isThrownBy(() -> new TableCell(0, 0, 0, 1, false, ""));
    assertThatIllegalArgumentException().isThrownBy(() -> new TableCell(0, 0, 1, 0, false, ""));
    assertThatNullPointerException().isThrownBy(() -> TableCell.of(0, 0, null));
  }

  @Test
  void page_text_leavesEmptyRegionsOut() {
    Region region = Region.of(RegionKind.TEXT, "t", BOX, 1);
    Page page =
        new Page(
            new PageId("d", 1),
            new Size(10, 10),
            0,
            List.of(read(region, "one"), unread(region), read(region, ""), read(region, "two")),
            0);
    assertThat(page.text()).isEqualTo("one\n\ntwo");
  }

  private static RegionResult read(Region region, String text) {
    return new RegionResult(
        region, Optional.of(RegionContent.text(text)), Optional.empty(), Optional.empty());
  }

  private static RegionResult unread(Region region) {
    return new RegionResult(region, Optional.empty(), Optional.empty(), Optional.of(FAILURE));
  }

  @Test
  void translation_factories() {
    assertThat(Translation.of(Language.GERMAN, "t").failure()).isEmpty();
    assertThat(Translation.failed(Language.GERMAN, FAILURE).text()).isEmpty();
    assertThat(Translation.failed(Language.GERMAN, FAILURE).failure()).hasValue(FAILURE);
  }

  @ParameterizedTest
  @CsvSource({
    "en,en",
    "EN,en",
    "zh-hant,zh-Hant",
    "pt-br,pt-BR",
    "de-CH-1901,de-CH-1901",
    "sr-latn-rs,sr-Latn-RS"
  })
  void language_tag_isMadeCanonical(String tag, String canonical) {
    assertThat(Language.of(tag)).hasToString(canonical).isEqualTo(new Language(canonical));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "en_US",
        "english language",
        "e",
        "en-",
        "-en",
        "de-!!",
        "de-abcdefghijk"
      })
  void language_malformed_isRefused(String wrong) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Language.of(wrong))
        .withMessageContaining("'" + wrong + "'");
  }

  @Test
  void language_null_isRefused() {
    assertThatNullPointerException().isThrownBy(() -> Language.of(null));
  }
}
