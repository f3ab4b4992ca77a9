package io.glyphflow.layout.contract;

import java.util.Arrays;

/**
 * The classes of queries that are most likely, best first; equal ones by query and class. A query
 * may be there with two classes. What is no number comes first, so that it is noticed.
 */
final class TopQueries {

  private final int[] queries;
  private final int[] classes;
  private final float[] confidences;

  private TopQueries(int count) {
    queries = new int[count];
    classes = new int[count];
    confidences = new float[count];
  }

  /** As many as there are queries, among all pairs of query and class. */
  static TopQueries sigmoid(float[] logits, int queries, int classes) {
    // What is under the floor is not sorted: of 7,500 pairs a page has some dozens above.
    float floor = (float) Math.log(Found.FLOOR / (1 - Found.FLOOR));
    long[] keys = new long[logits.length];
    int heard = 0;
    for (int i = 0; i < logits.length; i++) {
      if (!(logits[i] < floor)) {
        keys[heard++] = key(logits[i], i);
      }
    }
    Arrays.sort(keys, 0, heard);
    TopQueries top = new TopQueries(Math.min(heard, queries));
    for (int i = 0; i < top.count(); i++) {
      int pair = (int) keys[i];
      top.set(i, pair / classes, pair % classes, Found.sigmoid(logits[pair]));
    }
    return top;
  }

  /** The best class of each query; the last one is no object. */
  static TopQueries softmax(float[] logits, int queries, int classes) {
    long[] keys = new long[queries];
    int[] best = new int[queries];
    float[] confidences = new float[queries];
    int heard = 0;
    for (int q = 0; q < queries; q++) {
      int from = q * classes;
      double most = Float.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        most = Math.max(most, logits[from + c]);
      }
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        sum += Math.exp(logits[from + c] - most);
      }
      best[q] = best(logits, from, classes - 1);
      confidences[q] = (float) (Math.exp(logits[from + best[q]] - most) / sum);
      if (Found.isHeard(confidences[q])) {
        keys[heard++] = key(confidences[q], q);
      }
    }
    Arrays.sort(keys, 0, heard);
    TopQueries top = new TopQueries(heard);
    for (int i = 0; i < heard; i++) {
      int query = (int) keys[i];
      top.set(i, query, best[query], confidences[query]);
    }
    return top;
  }

  private static int best(float[] values, int from, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      if (values[from + i] > values[from + best]) {
        best = i;
      }
    }
    return best;
  }

  /** Sorts downwards by value, NaN first, then upwards by index. */
  private static long key(float value, int index) {
    int bits = Float.floatToIntBits(value); // one pattern for all that is no number
    int ordered = bits < 0 ? ~bits & 0x7fffffff : bits | 0x80000000; // unsigned order of the values
    return ((long) ~ordered << 32 ^ Long.MIN_VALUE) | index;
  }

  private void set(int i, int query, int classId, float confidence) {
    queries[i] = query;
    classes[i] = classId;
    confidences[i] = confidence;
  }

  int count() {
    return queries.length;
  }

  int query(int i) {
    return queries[i];
  }

  int classId(int i) {
    return classes[i];
  }

  float confidence(int i) {
    return confidences[i];
  }
}
