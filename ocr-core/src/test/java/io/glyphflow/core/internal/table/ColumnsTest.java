package io.glyphflow.core.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.TableCell;
import io.glyphflow.core.document.TextLine;
import io.glyphflow.core.document.Word;
import io.glyphflow.core.geometry.BoundingBox;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ColumnsTest {

  /** Words 10 high at 8 a letter, each at its own place. */
  private static TextLine line(int row, Object... placesAndTexts) {
    List<Word> words = new ArrayList<>();
    for (int i = 0; i < placesAndTexts.length; i += 2) {
      int left = (int) placesAndTexts[i];
      String text = (String) placesAndTexts[i + 1];
      BoundingBox box = new BoundingBox(left, 20 * row, left + 8 * text.length(), 20 * row + 10);
      words.add(new Word(text, box, 0.9));
    }
    BoundingBox box = words.getFirst().box().union(words.getLast().box());
    String text = words.stream().map(Word::text).collect(Collectors.joining(" "));
    return new TextLine(text, box, 0.9, words);
  }

  @Test
  void align_wordsInColumns_areCells() {
    List<TableCell> cells =
        Columns.align(
            List.of(
                line(0, 0, "Name", 100, "Unit", 137, "price"),
                line(1, 0, "Tea", 110, "4.10"),
                line(2, 0, "Milk", 37, "jug", 110, "2.20")));

    assertThat(cells)
        .containsExactly(
            TableCell.of(0, 0, "Name"),
            TableCell.of(0, 1, "Unit price"),
            TableCell.of(1, 0, "Tea"),
            TableCell.of(1, 1, "4.10"),
            TableCell.of(2, 0, "Milk jug"),
            TableCell.of(2, 1, "2.20"));
  }

  @Test
  void align_lineAcrossTheGap_isNoTable() {
    assertThat(
            Columns.align(
                List.of(line(0, 0, "Name", 100, "Price"), line(1, 0, "a sentence that goes on"))))
        .isEmpty();
  }

  @Test
  void align_mostCellsEmpty_isNoTable() {
    assertThat(
            Columns.align(List.of(line(0, 0, "one"), line(1, 100, "two"), line(2, 200, "three"))))
        .isEmpty();
  }

  @Test
  void align_oneLine_isNoTable() {
    assertThat(Columns.align(List.of(line(0, 0, "one", 100, "two")))).isEmpty();
    assertThat(Columns.align(List.of())).isEmpty();
  }

  @Test
  void flag_wordsOverNumbers_isAHeader() {
    List<TableCell> cells =
        List.of(
            TableCell.of(0, 0, "Name"),
            TableCell.of(0, 1, "Price"),
            TableCell.of(1, 0, "Tea"),
            TableCell.of(1, 1, "$ 4.10"));

    assertThat(HeaderRow.flag(cells))
        .extracting(TableCell::isHeader)
        .containsExactly(true, true, false, false);
  }

  @Test
  void flag_nothingToTellBy_isNotSaid() {
    List<TableCell> words = List.of(TableCell.of(0, 0, "Name"), TableCell.of(1, 0, "Tea"));
    List<TableCell> numbers = List.of(TableCell.of(0, 0, "2024"), TableCell.of(1, 0, "17"));
    List<TableCell> empty = List.of(TableCell.of(0, 0, ""), TableCell.of(1, 0, "17"));

    assertThat(List.of(words, numbers, empty))
        .allSatisfy(cells -> assertThat(HeaderRow.flag(cells)).noneMatch(TableCell::isHeader));
  }
}
