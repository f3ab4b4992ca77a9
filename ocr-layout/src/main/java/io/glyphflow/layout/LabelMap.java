package io.glyphflow.layout;

import io.glyphflow.core.document.RegionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The classes of a model: number to label, and what to do with each label. Immutable, thread-safe.
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
