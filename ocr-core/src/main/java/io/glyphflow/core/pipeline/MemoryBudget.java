package io.glyphflow.core.pipeline;

/**
 * How many bytes of decoded pixels and encoded requests a pipeline holds at any moment, over all
 * its runs. Taken before a page is decoded and given back after its last reader. Immutable, safe
 * for any thread.
 *
 * <p>Three quarters are for decoded pages, an eighth for crops that own their pixels, an eighth for
 * encoded requests: each later stage has a share of its own, so that it can always finish what the
 * earlier ones began. An eighth of each share is kept for interactive runs.
 *
 * @param bytes the limit in all, 1 MiB or more
 * @param nativeBytes the limit of those that live outside the Java heap, within {@code bytes}
 */
public record MemoryBudget(long bytes, long nativeBytes) {

  private static final long MIB = 1L << 20;

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if {@code bytes} is under 1 MiB, or {@code nativeBytes} is
   *     negative or above {@code bytes}
   */
  public MemoryBudget {
    if (bytes < MIB) {
      throw new IllegalArgumentException("bytes: " + bytes + ", must be >= " + MIB);
    }
    if (nativeBytes < 0 || nativeBytes > bytes) {
      throw new IllegalArgumentException(
          "nativeBytes: " + nativeBytes + ", must be within 0.." + bytes);
    }
  }

  /**
   * A quarter of the heap limit, of which at most 2 GiB outside the heap.
   *
   * @return the defaults
   */
  public static MemoryBudget defaults() {
    long bytes = Math.max(MIB, Runtime.getRuntime().maxMemory() / 4);
    return new MemoryBudget(bytes, Math.min(bytes, 2048 * MIB));
  }

  /**
   * The given limit, wherever the bytes live.
   *
   * @param megabytes MiB, 1 or more
   * @return the budget
   * @throws IllegalArgumentException if {@code megabytes} is below 1 or above 2^40
   */
  public static MemoryBudget ofMegabytes(long megabytes) {
    if (megabytes < 1 || megabytes > 1L << 40) {
      throw new IllegalArgumentException("megabytes: " + megabytes + ", must be within 1..2^40");
    }
    return new MemoryBudget(megabytes * MIB, megabytes * MIB);
  }
}
