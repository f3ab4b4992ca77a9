package io.glyphflow.layout.postprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class KeysProperties {

  @Property(tries = 400)
  void sort_anyKeys_ascending(
      @ForAll @IntRange(max = 300) int count,
      @ForAll long seed,
      @ForAll @IntRange(max = 63) int to) {
    SplittableRandom random = new SplittableRandom(seed);
    Workspace space = new Workspace();
    space.reserve(count);
    for (int i = 0; i < count; i++) {
      space.keys[i] = (random.nextLong() >>> (1 + random.nextInt(63))) & ((1L << to) - 1);
    }
    long[] expected = Arrays.copyOf(space.keys, count);
    Arrays.sort(expected);
    Keys.sort(space, count);
    assertThat(Arrays.copyOf(space.keys, count)).isEqualTo(expected);
  }
}
