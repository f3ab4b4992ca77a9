package io.glyphflow.core.pipeline.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.pipeline.liveness.SmallRun.Interjection;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No deadlock, every page in exactly one outcome, nothing held: small pipelines on a seeded
 * scheduler, with a failure at every call, and something happening at every step. A failing case
 * names its seed.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LivenessTest {

  /** {@code -Dglyphflow.liveness.seeds=N} explores more. */
  private static final int SEEDS = Integer.getInteger("glyphflow.liveness.seeds", 300);

  @Test
  void smallPipeline_anyInterleaving_ends() {
    for (long seed = 0; seed < 4L * SEEDS; seed++) {
      run(seed, -1, Interjection.NOTHING, 0);
    }
  }

  @Test
  void smallPipeline_failureAtEveryCall_ends() {
    for (long seed = 0; seed < SEEDS / 4; seed++) {
      SmallRun probe = new SmallRun(seed, -1);
      probe.run(Interjection.NOTHING, 0);
      for (int call = 0; call < probe.calls(); call++) {
        run(seed, call, Interjection.NOTHING, 0);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOTHING")
  void smallPipeline_somethingAtEveryStep_ends(Interjection what) {
    for (long seed = 0; seed < SEEDS / 20; seed++) {
      long steps = new SmallRun(seed, -1).run(Interjection.NOTHING, 0);
      for (long step = 1; step <= steps; step++) {
        run(seed, -1, what, step);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void smallPipeline_failureAndSomethingAtSomeStep_ends(Interjection what) {
    for (long seed = 0; seed < SEEDS; seed++) {
      run(seed, (int) (seed * 7 % 23), what, 3 + seed * 13 % 150);
    }
  }

  @Test
  void seed_usedTwice_takesTheSameSteps() {
    for (long seed = 0; seed < 50; seed++) {
      long first = new SmallRun(seed, -1).run(Interjection.NOTHING, 0);
      long second = new SmallRun(seed, -1).run(Interjection.NOTHING, 0);
      assertThat(second).as("seed %s", seed).isEqualTo(first);
    }
  }

  private static void run(long seed, int failingCall, Interjection what, long step) {
    try {
      new SmallRun(seed, failingCall).run(what, step);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "seed " + seed + ", failing call " + failingCall + ", " + what + " at step " + step, e);
    }
  }
}
