package io.glyphflow.testkit.internal;

/**
 * Chance that depends on a seed and a name only: never on threads, time or the order of calls.
 * Stateless, safe for any thread.
 */
public final class Seeds {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private Seeds() {}

  /** 64 bits from a seed and a name: FNV-1a, then the finalizer of SplitMix64. */
  public static long mix(long seed, String name) {
    long hash = FNV_OFFSET ^ seed;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * FNV_PRIME;
    }
    return mix(hash + seed);
  }

  /** The next 64 bits after the given ones. */
  public static long mix(long bits) {
    long z = bits + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** A number within [0, 1) from 64 bits. */
  public static double unit(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }

  /** A number of the standard normal distribution from 64 bits, by Box and Muller. */
  public static double gaussian(long bits) {
    double radius = Math.sqrt(-2 * Math.log(1 - unit(bits)));
    return radius * Math.cos(2 * Math.PI * unit(mix(bits)));
  }
}
