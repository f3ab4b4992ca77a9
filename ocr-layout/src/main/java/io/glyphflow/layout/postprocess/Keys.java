package io.glyphflow.layout.postprocess;

import java.util.Arrays;

/**
 * Sorts keys in a workspace: by their bytes, the lowest first (radix sort), those only in which
 * keys differ, which takes linear time. {@link Arrays#sort(long[])} allocates for each partition.
 * Thread-safe, as it has no state.
 */
final class Keys {

  /** Below this, moving each key to its place is faster. */
  private static final int FEW = 32;

  private static final int DIGITS = 256;

  private Keys() {}

  /** Sorts {@code space.keys} up to {@code count}, ascending; no key is negative. */
  static void sort(Workspace space, int count) {
    if (count < FEW) {
      insert(space.keys, count);
      return;
    }
    long[] from = space.keys;
    long[] to = space.spareKeys;
    long all = -1;
    long any = 0;
    for (int i = 0; i < count; i++) {
      all &= from[i];
      any |= from[i];
    }
    for (int shift = 0; shift < Long.SIZE; shift += 8) {
      if (((any ^ all) >>> shift & 0xFF) != 0) {
        distribute(from, to, count, shift, space.digits);
        long[] sorted = to;
        to = from;
        from = sorted;
      }
    }
    // Whichever of the two it is in now.
    space.keys = from;
    space.spareKeys = to;
  }

  private static void insert(long[] keys, int count) {
    for (int i = 1; i < count; i++) {
      long key = keys[i];
      int place = i;
      while (place > 0 && keys[place - 1] > key) {
        keys[place] = keys[place - 1];
        place--;
      }
      keys[place] = key;
    }
  }

  private static void distribute(long[] from, long[] to, int count, int shift, int[] digits) {
    Arrays.fill(digits, 0);
    for (int i = 0; i < count; i++) {
      digits[(int) (from[i] >>> shift) & 0xFF]++;
    }
    int sum = 0;
    for (int digit = 0; digit < DIGITS; digit++) {
      int size = digits[digit];
      digits[digit] = sum;
      sum += size;
    }
    for (int i = 0; i < count; i++) {
      long key = from[i];
      to[digits[(int) (key >>> shift) & 0xFF]++] = key;
    }
  }
}
