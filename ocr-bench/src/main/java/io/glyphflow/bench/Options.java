package io.glyphflow.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words after a figure's name: {@code --name value} or {@code --name}. */
final class Options {

  private final Map<String, String> values = new HashMap<>();

  private Options() {}

  /**
   * Reads the words.
   *
   * @throws IllegalArgumentException if one is not known
   */
  static Options of(List<String> words, Set<String> known) {
    Options options = new Options();
    int at = 0;
    while (at < words.size()) {
      String word = words.get(at++);
      String name = word.startsWith("--") ? word.substring(2) : "";
      if (!known.contains(name)) {
        throw new IllegalArgumentException("option: " + word + ", must be one of " + known);
      }
      boolean hasValue = at < words.size() && !words.get(at).startsWith("--");
      options.values.put(name, hasValue ? words.get(at++) : "");
    }
    return options;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  int count(String name, int otherwise) {
    return has(name) ? Integer.parseInt(text(name, "")) : otherwise;
  }

  long number(String name, long otherwise) {
    return has(name) ? Long.parseLong(text(name, "")) : otherwise;
  }

  double factor(String name, double otherwise) {
    return has(name) ? Double.parseDouble(text(name, "")) : otherwise;
  }
}
