package io.glyphflow.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.Word;
import io.glyphflow.core.geometry.BoundingBox;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogicalTextTest {

  @ParameterizedTest
  @CsvSource({
    "word, word",
    "ﬁnd, find",
    "oﬃce, office",
    "3.14, 3.14",
    "½, ½",
    "ﷲ, الله",
    "םולש, שלום",
    "'(םולש)', '(שלום)'",
    "ﺏﺎﺘﻛ, كتاب"
  })
  void of_word_isAsItIsRead(String visual, String logical) {
    assertThat(LogicalText.of(visual)).isEqualTo(logical);
  }

  @Test
  void of_softHyphen_isLeftOut() {
    assertThat(LogicalText.of("co\u00adop")).isEqualTo("coop");
  }

  @Test
  void of_markOnItsLetter_staysBehindIt() {
    assertThat(LogicalText.of("\u05dd\u05d5\u05dc\u05e9\u05c1"))
        .isEqualTo("\u05e9\u05c1\u05dc\u05d5\u05dd");
  }

  @ParameterizedTest
  @CsvSource({
    "a b c, a b c",
    "'ג ב א', 'א ב ג'",
    "'ג 12 ב א', 'א ב 12 ג'",
    "'the ב א end', 'the א ב end'",
    "'ד ג new york ב א', 'א ב new york ג ד'"
  })
  void order_line_isAsItIsRead(String visual, String logical) {
    List<Word> words = new ArrayList<>();
    for (String text : visual.split(" ", -1)) {
      words.add(new Word(text, BoundingBox.ofSize(words.size() * 10, 0, 8, 8), 1));
    }

    assertThat(LogicalText.order(words))
        .extracting(Word::text)
        .containsExactly(logical.split(" ", -1));
  }
}
