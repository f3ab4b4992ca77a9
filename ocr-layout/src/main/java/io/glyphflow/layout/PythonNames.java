package io.glyphflow.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the text of a Python dictionary of numbers to strings, or of a list of strings, as
 * Ultralytics writes it into the metadata of its models: {@code {0: 'title', 1: "author's note"}}.
 */
final class PythonNames {

  private final String text;
  private int at;

  private PythonNames(String text) {
    this.text = text;
  }

  /**
   * The names, the one of number 0 first.
   *
   * @throws IllegalArgumentException if the text is neither, or the numbers are not 0 to n-1
   */
  static List<String> parse(String text) {
    PythonNames reader = new PythonNames(text.strip());
    List<String> names = reader.text.startsWith("[") ? reader.list() : reader.dictionary();
    if (reader.at != reader.text.length()) {
      throw reader.unexpected("the end");
    }
    return names;
  }

  private List<String> list() {
    expect('[');
    List<String> names = new ArrayList<>();
    while (!isNext(']')) {
      names.add(string());
      if (!isNext(']')) {
        expect(',');
      }
    }
    expect(']');
    return names;
  }

  private List<String> dictionary() {
    expect('{');
    Map<Integer, String> names = new TreeMap<>();
    while (!isNext('}')) {
      int number = number();
      expect(':');
      names.put(number, string());
      if (!isNext('}')) {
        expect(',');
      }
    }
    expect('}');
    int wanted = 0;
    for (int number : names.keySet()) {
      if (number != wanted++) {
        throw new IllegalArgumentException(
            "numbers of classes: " + names.keySet() + ", must be 0.." + (names.size() - 1));
      }
    }
    return new ArrayList<>(names.values());
  }

  private int number() {
    skipBlanks();
    boolean isQuoted = isNext('\'') || isNext('"');
    if (isQuoted) {
      at++;
    }
    int start = at;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    if (at == start || at - start > 6) {
      throw unexpected("a number");
    }
    int number = Integer.parseInt(text, start, at, 10);
    if (isQuoted) {
      at++;
    }
    return number;
  }

  private String string() {
    skipBlanks();
    if (!isNext('\'') && !isNext('"')) {
      throw unexpected("a quoted name");
    }
    char quote = text.charAt(at++);
    StringBuilder name = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote) {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      name.append(text.charAt(at++));
    }
    expect(quote);
    return name.toString();
  }

  private boolean isNext(char wanted) {
    skipBlanks();
    return at < text.length() && text.charAt(at) == wanted;
  }

  private void expect(char wanted) {
    if (!isNext(wanted)) {
      throw unexpected("'" + wanted + "'");
    }
    at++;
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private IllegalArgumentException unexpected(String wanted) {
    return new IllegalArgumentException(
        "names: " + wanted + " wanted at character " + at + " of " + text);
  }
}
