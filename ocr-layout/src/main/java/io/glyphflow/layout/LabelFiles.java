package io.glyphflow.layout;

import io.glyphflow.core.document.RegionKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lines of labels, maybe with kinds, and the kinds that go by labels. */
final class LabelFiles {

  /** Label in its plain form to kind, of all models that are known. */
  private static final Map<String, RegionKind> KINDS = kinds();

  private LabelFiles() {}

  /** A class with the kind that goes by its label. */
  static LabelMap.Entry entry(String label) {
    return new LabelMap.Entry(label, KINDS.getOrDefault(plain(label), RegionKind.TEXT));
  }

  private static String plain(String label) {
    return label.strip().toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
  }

  /** The labels of a known model. */
  static LabelMap resource(String name) {
    return LabelMap.of(parse(name, text(name)));
  }

  /**
   * Reads lines.
   *
   * @throws IllegalArgumentException if a line is no label; the message says which
   */
  static List<LabelMap.Entry> parse(String source, String text) {
    List<LabelMap.Entry> entries = new ArrayList<>();
    List<String> lines = (text.startsWith("\ufeff") ? text.substring(1) : text).lines().toList();
    int end = lines.size();
    while (end > 0 && lines.get(end - 1).isBlank()) {
      end--;
    }
    for (String line : lines.subList(0, end)) {
      entries.add(parseLine(source, entries.size() + 1, line));
    }
    if (entries.isEmpty()) {
      throw new IllegalArgumentException(source + ": no labels, must be one on each line");
    }
    return entries;
  }

  private static LabelMap.Entry parseLine(String source, int number, String line) {
    int tab = line.indexOf('\t');
    String label = (tab < 0 ? line : line.substring(0, tab)).strip();
    if (label.isEmpty()) {
      throw new IllegalArgumentException(source + ", line " + number + ": empty, must be a label");
    }
    String kind = tab < 0 ? "" : line.substring(tab + 1).strip();
    return kind.isEmpty()
        ? entry(label)
        : new LabelMap.Entry(label, kind(source, number, kind.toUpperCase(Locale.ROOT)));
  }

  private static RegionKind kind(String source, int number, String name) {
    for (RegionKind kind : RegionKind.values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        source
            + ", line "
            + number
            + ": kind \""
            + name
            + "\", must be one of "
            + Arrays.toString(RegionKind.values()));
  }

  private static Map<String, RegionKind> kinds() {
    Map<String, RegionKind> kinds = new HashMap<>();
    for (String resource : List.of("coco", "kinds")) { // the latter prevails
      for (String line : text(resource).lines().toList()) {
        int tab = line.indexOf('\t');
        kinds.put(plain(line.substring(0, tab)), RegionKind.valueOf(line.substring(tab + 1)));
      }
    }
    return Map.copyOf(kinds);
  }

  private static String text(String name) {
    try (@Nullable InputStream in =
        LabelFiles.class.getResourceAsStream("labels/" + name + ".txt")) {
      if (in == null) {
        throw new IllegalStateException("labels/" + name + ".txt: missing from the archive");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
