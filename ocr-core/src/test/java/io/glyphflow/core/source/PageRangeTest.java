package io.glyphflow.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageRangeTest {

  @Test
  void parse_numbersAndSpans_areContained() {
    PageRange range = PageRange.parse("1-3,7,10-");

    assertThat(pages(range, 12)).containsExactly(1, 2, 3, 7, 10, 11, 12);
    assertThat(range.contains(Integer.MAX_VALUE)).isTrue();
    assertThat(range.contains(0)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1|1",
        " 2 - 4 , 6 |2-4,6",
        "7,1-3,2-5|1-5,7",
        "1,2,3|1-3",
        "3-,1|1,3-",
        "5-,1-|1-",
        "2147483647|2147483647-",
        "1-2147483647|1-"
      })
  void parse_anyOrder_isSortedAndMerged(String text, String merged) {
    assertThat(PageRange.parse(text)).hasToString(merged).isEqualTo(PageRange.parse(merged));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|neither",
        "'  '|neither",
        "1,|neither",
        ",1|neither",
        "1,,2|neither",
        "a|\"a\"",
        "-3|neither",
        "-|neither",
        "1-2-3|neither",
        "+1|neither",
        "1.5|neither",
        "٣|neither",
        "0|counted from 1",
        "0-3|counted from 1",
        "5-3|\"5-3\" ends before it begins",
        "2147483648|must be <= 2147483647",
        "1-99999999999999999999|must be <= 2147483647"
      })
  void parse_notARange_saysWhichPartAndWhy(String text, String words) {
    assertThatThrownBy(() -> PageRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("pages: \"" + text + "\"", words, "1-3,7,10-");
  }

  @Test
  void last_isTheHighestPage() {
    assertThat(PageRange.parse("9,1-3").last()).isEqualTo(9);
    assertThat(PageRange.parse("3-").last()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void all_isEveryPage() {
    assertThat(pages(PageRange.all(), 3)).containsExactly(1, 2, 3);
    assertThat(PageRange.all()).isEqualTo(PageRange.parse("1-"));
  }

  @Test
  void equals_otherPages_isFalse() {
    assertThat(PageRange.parse("1")).isNotEqualTo(PageRange.parse("2")).isNotEqualTo("1");
    assertThat(PageRange.parse("1,2").hashCode()).isEqualTo(PageRange.parse("1-2").hashCode());
  }

  private static List<Integer> pages(PageRange range, int most) {
    return IntStream.rangeClosed(1, most).filter(range::contains).boxed().toList();
  }
}
