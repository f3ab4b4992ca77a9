package io.glyphflow.core.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Who waits on whom in a run where nothing has moved for a while. Immutable, safe for any thread.
 *
 * @param idle how long nothing has moved
 * @param waits one line for each thread that is not idle: its name, what it waits for, since when,
 *     and who holds it
 * @param queues one line for each queue that is not empty: its stage, length and capacity
 * @param resources one line for each shared resource: memory, instances, CPU threads
 */
public record StallReport(
    Duration idle, List<String> waits, List<String> queues, List<String> resources) {

  /** Copies the lists. */
  public StallReport {
    waits = List.copyOf(waits);
    queues = List.copyOf(queues);
    resources = List.copyOf(resources);
  }

  @Override
  public String toString() {
    return "nothing has moved for "
        + idle.toMillis()
        + " ms"
        + section("threads", waits)
        + section("queues", queues)
        + section("resources", resources);
  }

  private static String section(String title, List<String> lines) {
    return lines.isEmpty()
        ? ""
        : lines.stream().collect(Collectors.joining("\n    ", "\n  " + title + ":\n    ", ""));
  }
}
