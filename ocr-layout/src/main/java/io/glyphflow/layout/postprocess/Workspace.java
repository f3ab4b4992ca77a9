package io.glyphflow.layout.postprocess;

import java.util.Arrays;

/**
 * Arrays that one page at a time is worked on in, so that nothing is allocated for each page.
 * Kernels take one and leave nothing in it that the next call relies on. Not thread-safe.
 */
final class Workspace {

  /**
   * Up to here which box beats which fits a matrix of bits of 2 MiB; beyond, kernels that need one
   * go another way.
   */
  static final int MAX_MATRIX = 4_096;

  /** What boxes are sorted by: see {@link Keys}. */
  long[] keys = new long[0];

  long[] spareKeys = new long[0];
  final int[] digits = new int[256];

  int[] index = new int[0];
  int[] classes = new int[0];
  int[] traits = new int[0];
  double[] boxes = new double[0];
  int[] kept = new int[0];

  /** What became of each detection, by its index. */
  Fate[] fates = new Fate[0];

  // Boxes in the order of the band that they begin in.
  int[] at = new int[0];
  int[] last = new int[0];
  int[] bandOf = new int[0];
  int[] start = new int[1];
  double[] left = new double[0];
  double[] top = new double[0];
  double[] right = new double[0];
  double[] bottom = new double[0];
  double[] area = new double[0];
  int[] placedClasses = new int[0];

  // Bit j of row i: box i beats box j. Rows are cleared when they are first written to.
  long[] rows = new long[0];
  boolean[] hasRow = new boolean[0];
  long[] beaten = new long[0];

  // What containment finds of each box.
  byte[] findings = new byte[0];

  private int capacity;

  /** Makes room for so many boxes. */
  void reserve(int count) {
    if (count <= capacity) {
      return;
    }
    capacity = Math.max(count, 128);
    int boxCount = capacity;
    keys = new long[boxCount];
    spareKeys = new long[boxCount];
    index = new int[boxCount];
    classes = new int[boxCount];
    traits = new int[boxCount];
    boxes = new double[Math.multiplyExact(4, boxCount)];
    kept = new int[boxCount];
    at = new int[boxCount];
    last = new int[boxCount];
    bandOf = new int[boxCount];
    start = new int[boxCount + 1];
    left = new double[boxCount];
    top = new double[boxCount];
    right = new double[boxCount];
    bottom = new double[boxCount];
    area = new double[boxCount];
    placedClasses = new int[boxCount];
    hasRow = new boolean[boxCount];
    beaten = new long[words(boxCount)];
    findings = new byte[boxCount];
  }

  /** Makes room for what becomes of so many detections. */
  void reserveFates(int count) {
    if (count > fates.length) {
      fates = new Fate[Math.max(count, 128)];
    }
  }

  int capacity() {
    return Math.max(capacity, fates.length);
  }

  static int words(int count) {
    return (count + 63) >>> 6;
  }

  /** Makes an empty matrix. */
  void clearMatrix(int count) {
    int size = count * words(count);
    if (rows.length < size) {
      rows = new long[size];
    }
    Arrays.fill(hasRow, 0, count, false);
  }

  /** Notes that the first of two boxes by rank beats the other. */
  void beats(int rank, int other, int words) {
    int winner = Math.min(rank, other);
    int loser = Math.max(rank, other);
    int row = winner * words;
    if (!hasRow[winner]) {
      hasRow[winner] = true;
      Arrays.fill(rows, row, row + words, 0);
    }
    rows[row + (loser >>> 6)] |= 1L << loser;
  }

  /** Goes through the boxes by rank: one that is not beaten stays and beats. */
  int keepUnbeaten(int count, int[] result) {
    int words = words(count);
    Arrays.fill(beaten, 0, words, 0);
    int size = 0;
    for (int i = 0; i < count; i++) {
      if ((beaten[i >>> 6] >>> i & 1) != 0) {
        continue;
      }
      result[size++] = i;
      if (hasRow[i]) {
        int row = i * words;
        for (int w = i >>> 6; w < words; w++) {
          beaten[w] |= rows[row + w];
        }
      }
    }
    return size;
  }
}
