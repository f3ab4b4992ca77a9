package io.glyphflow.layout.postprocess;

import io.glyphflow.core.document.RegionKind;
import io.glyphflow.layout.LabelMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the options say of each class of a model, by its number. Immutable, thread-safe. */
final class ClassTable {

  /** The labels of pictures, which may be the paper itself. */
  private static final Set<String> IMAGES =
      Set.of("image", "figure", "Figure", "picture", "Picture");

  private final int size;
  private final String[] labels;
  private final RegionKind[] kinds;
  private final float[] thresholds;
  private final int[] traits;
  private final boolean[] isImage;
  private final boolean[] isDropped;
  private final double[] unclipWidths;
  private final double[] unclipHeights;
  private final float anyThreshold;

  /**
   * Looks up every class.
   *
   * @throws IllegalArgumentException if the options name a label that the model does not have
   */
  ClassTable(PostprocessOptions options, LabelMap map) {
    this.size = map.size();
    this.labels = map.labels().toArray(String[]::new);
    this.kinds = new RegionKind[size];
    this.thresholds = new float[size];
    this.traits = new int[size];
    this.isImage = new boolean[size];
    this.isDropped = new boolean[size];
    this.unclipWidths = new double[size];
    this.unclipHeights = new double[size];
    this.anyThreshold = (float) options.threshold();
    checkNames(options, List.of(labels));
    for (int i = 0; i < size; i++) {
      String label = labels[i];
      kinds[i] = options.kind(label, map.kind(i));
      // In the precision of the model: its 0.7 is not below 0.7.
      thresholds[i] = (float) options.threshold(label);
      traits[i] = traits(options, label);
      isImage[i] = IMAGES.contains(label);
      isDropped[i] = options.isDropped(label);
      unclipWidths[i] = options.unclip(label).width();
      unclipHeights[i] = options.unclip(label).height();
    }
  }

  private static void checkNames(PostprocessOptions options, List<String> labels) {
    TreeSet<String> unknown = new TreeSet<>(options.named());
    labels.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "options: name " + unknown + ", which the model does not have; it has " + labels);
    }
  }

  private static int traits(PostprocessOptions options, String label) {
    int trait =
        switch (options.merge(label)) {
          case LARGE -> Containment.LARGE;
          case SMALL -> Containment.SMALL;
          case UNION, NONE -> 0;
        };
    return options.isPreserved(label) ? trait | Containment.PRESERVED : trait;
  }

  boolean has(int classId) {
    return classId >= 0 && classId < size;
  }

  String label(int classId) {
    return labels[classId];
  }

  RegionKind kind(int classId) {
    return kinds[classId];
  }

  /** Of a class that the model does not have, the threshold of all. */
  float threshold(int classId) {
    return has(classId) ? thresholds[classId] : anyThreshold;
  }

  int traits(int classId) {
    return traits[classId];
  }

  boolean isImage(int classId) {
    return isImage[classId];
  }

  boolean isDropped(int classId) {
    return isDropped[classId];
  }

  double unclipWidth(int classId) {
    return unclipWidths[classId];
  }

  double unclipHeight(int classId) {
    return unclipHeights[classId];
  }
}
