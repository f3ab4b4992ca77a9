package io.glyphflow.layout;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.onnx.ModelInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The classes of a model: number to label, and what to do with each label. Where a kind is not
 * given it is looked up by the label, in a table of the labels of known models and data sets,
 * whatever the case and with {@code -}, {@code _} and blanks alike; a label that is not there is
 * {@link RegionKind#TEXT}, so that nothing that could be read is lost. Immutable, thread-safe.
 */
public final class LabelMap {

  private final List<Entry> entries;

  private LabelMap(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * The classes in the model's order.
   *
   * @param entries one for each class, class 0 first
   * @return the map
   * @throws IllegalArgumentException if there are none
   */
  public static LabelMap of(List<Entry> entries) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("entries: none, must be at least one class");
    }
    return new LabelMap(entries);
  }

  /**
   * The classes in the model's order, with the kinds that go by their labels.
   *
   * @param labels one for each class, class 0 first
   * @return the map
   * @throws IllegalArgumentException if there are none
   */
  public static LabelMap of(String... labels) {
    return of(List.of(labels).stream().map(LabelFiles::entry).toList());
  }

  /**
   * The classes in the model's order, with their kinds: {@code named("title", TEXT, "table",
   * TABLE)}.
   *
   * @param label of class 0
   * @param kind of class 0
   * @param more label and kind of each further class, by turns
   * @return the map
   * @throws IllegalArgumentException if {@code more} is not labels and kinds by turns
   */
  public static LabelMap named(String label, RegionKind kind, Object... more) {
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry(label, kind));
    if (more.length % 2 != 0) {
      throw new IllegalArgumentException(
          "more: " + more.length + " values, must be labels and kinds by turns");
    }
    for (int i = 0; i < more.length; i += 2) {
      if (more[i] instanceof String name && more[i + 1] instanceof RegionKind itsKind) {
        entries.add(new Entry(name, itsKind));
      } else {
        throw new IllegalArgumentException(
            "more: " + more[i] + ", " + more[i + 1] + ", must be a label and a RegionKind");
      }
    }
    return of(entries);
  }

  /**
   * Reads a file: a label on each line, class 0 first, and after a tab its kind, as {@link
   * RegionKind} has it, where the one that goes by the label is not meant. Empty lines at the end
   * do not count.
   *
   * @param file UTF-8
   * @return the map
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if there is an empty line among the labels, a kind that is
   *     none, or no label at all; the message says the line
   */
  public static LabelMap read(Path file) throws IOException {
    return of(LabelFiles.parse(file.toString(), Files.readString(file)));
  }

  /**
   * The labels that a model carries in its metadata: {@code character}, one on each line (RapidAI's
   * files), or {@code names}, the text of a Python dictionary or list (Ultralytics).
   *
   * @param model what it says of itself
   * @return the map; empty if it carries none
   * @throws PermanentOcrException with {@code MODEL} if it carries some that cannot be read
   */
  public static Optional<LabelMap> from(ModelInfo model) {
    String lines = model.metadata().get("character");
    String names = model.metadata().get("names");
    try {
      if (lines != null) {
        return Optional.of(of(LabelFiles.parse("metadata \"character\"", lines)));
      }
      if (names != null) {
        return Optional.of(of(PythonNames.parse(names).toArray(String[]::new)));
      }
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      throw new PermanentOcrException(
          FailureCategory.MODEL,
          "model \"" + model.name() + "\": labels in its metadata: " + e.getMessage(),
          e);
    }
  }

  /**
   * PP-DocLayoutV2 and V3: 25 classes.
   *
   * @return the map
   */
  public static LabelMap ppDocLayoutV3() {
    return LabelFiles.resource("pp-doclayout-v3");
  }

  /**
   * PP-DocLayout_plus-L: 20 classes.
   *
   * @return the map
   */
  public static LabelMap ppDocLayoutPlus() {
    return LabelFiles.resource("pp-doclayout-plus");
  }

  /**
   * PP-DocLayout-L, M and S: 23 classes.
   *
   * @return the map
   */
  public static LabelMap ppDocLayout() {
    return LabelFiles.resource("pp-doclayout");
  }

  /**
   * DocLayout-YOLO, trained on DocStructBench: 10 classes.
   *
   * @return the map
   */
  public static LabelMap docStructBench() {
    return LabelFiles.resource("docstructbench");
  }

  /**
   * Models trained on DocLayNet: 11 classes.
   *
   * @return the map
   */
  public static LabelMap docLayNet() {
    return LabelFiles.resource("doclaynet");
  }

  /**
   * Models trained on PubLayNet: 5 classes.
   *
   * @return the map
   */
  public static LabelMap pubLayNet() {
    return LabelFiles.resource("publaynet");
  }

  /**
   * Models trained on D4LA: 27 classes.
   *
   * @return the map
   */
  public static LabelMap d4la() {
    return LabelFiles.resource("d4la");
  }

  /**
   * Models trained on COCO: 80 classes of things in photographs, all of them figures.
   *
   * @return the map
   */
  public static LabelMap coco() {
    return LabelFiles.resource("coco");
  }

  /**
   * How many classes there are.
   *
   * @return 1 or more
   */
  public int size() {
    return entries.size();
  }

  /**
   * The label of a class.
   *
   * @param classId 0-based
   * @return its label
   * @throws IndexOutOfBoundsException if the model has no such class
   */
  public String label(int classId) {
    return entries.get(classId).label();
  }

  /**
   * What to do with a class.
   *
   * @param classId 0-based
   * @return its kind
   * @throws IndexOutOfBoundsException if the model has no such class
   */
  public RegionKind kind(int classId) {
    return entries.get(classId).kind();
  }

  /**
   * The labels in the model's order.
   *
   * @return labels, class 0 first
   */
  public List<String> labels() {
    List<String> labels = new ArrayList<>(entries.size());
    entries.forEach(entry -> labels.add(entry.label()));
    return labels;
  }

  /** Equal to a map of the same classes. */
  @Override
  public boolean equals(Object other) {
    return other instanceof LabelMap that && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return entries.size() + " classes: " + String.join(", ", labels());
  }

  /**
   * A class of a model.
   *
   * @param label its name
   * @param kind what to do with its regions
   */
  public record Entry(String label, RegionKind kind) {
    /** Checks that nothing is null. */
    public Entry {
      Objects.requireNonNull(label, "label");
      Objects.requireNonNull(kind, "kind");
    }
  }
}
