package io.glyphflow.core.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineJoinerTest {

  private static String join(List<String> document, String... lines) {
    LineJoiner joiner = new LineJoiner();
    for (int i = 1; i < lines.length; i++) {
      joiner.ask(lines[i - 1], lines[i]);
    }
    for (String line : document) {
      joiner.learn(line);
    }
    return joiner.join(ReadLine.of(String.join("\n", lines)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "an exam-|ple of it|an example of it",
        "infor\u00AD|mation|information",
        "INFOR\u00AD|MATION|INFORMATION",
        "Ger-|many won|Germany won",
        "a self-|evident fact|a self-evident fact",
        "it is self-|ish of him|it is selfish of him",
        "a well-|known rule|a well-known rule",
        "a non-|linear one|a non-linear one",
        "by e-|mail|by e-mail",
        "the state-of-the-|art way|the state-of-the-art way",
        "his mother-|in-law|his mother-in-law",
        "NATO-|led forces|NATO-led forces",
        "Jean-|Luc|Jean-Luc",
        "Smith-|Jones|Smith-Jones",
        "COVID-|19|COVID-19",
        "1990-|1995|1990-1995",
        "a 20-|year plan|a 20-year plan",
        "short-|and long-term|short- and long-term",
        "thous-|and people|thousand people",
        "vitamin-|a day|vitamin-a day",
        "word -|a dash|word - a dash",
        "end--|next|end-- next",
        "http://example.org/a-|b|http://example.org/a-b",
        "first.last@my-|host.org|first.last@my-host.org",
        "caf\u00E9-|s|caf\u00E9-s",
        "twen\u2010|ty|twenty",
        "plain|lines|plain lines",
        "don't stop-|ping now|don't stopping now",
        "7.4.|1 x|7.4. 1 x",
        "\u65E5\u672C\u8A9E|\u306E\u6587|\u65E5\u672C\u8A9E\u306E\u6587",
        "\uD55C\uAD6D|\uC5B4|\uD55C\uAD6D \uC5B4"
      })
  void join_withoutEvidence_followsTheRules(String left, String right, String joined) {
    assertThat(join(List.of(), left, right)).isEqualTo(joined);
  }

  @Test
  void join_evidenceOfTheDocument_goesFirst() {
    assertThat(join(List.of("the hyper-text idea"), "a Hyper-", "text page"))
        .isEqualTo("a Hyper-text page");
    assertThat(join(List.of("the hypertext, hyper-text, Hypertext idea"), "a hyper-", "text page"))
        .isEqualTo("a hypertext page");
    assertThat(join(List.of("nonlinear systems"), "a non-", "linear one"))
        .isEqualTo("a nonlinear one");
    assertThat(join(List.of("an exam-"), "an exam-", "ple")).isEqualTo("an example");
  }

  @Test
  void join_aWordOverThreeLines_isWhole() {
    assertThat(join(List.of(), "inter-", "nation-", "al law")).isEqualTo("international law");
  }
}
