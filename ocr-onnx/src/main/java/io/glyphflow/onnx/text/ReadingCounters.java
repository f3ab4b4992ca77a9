package io.glyphflow.onnx.text;

import java.util.concurrent.atomic.LongAdder;

/** Counts what is read. Thread-safe. */
final class ReadingCounters {

  final LongAdder lines = new LongAdder();
  final LongAdder runs = new LongAdder();
  final LongAdder columns = new LongAdder();
  final LongAdder padding = new LongAdder();
  final LongAdder cuts = new LongAdder();
  final LongAdder squeezed = new LongAdder();

  ReadingStats stats() {
    return new ReadingStats(
        lines.sum(), runs.sum(), columns.sum(), padding.sum(), cuts.sum(), squeezed.sum());
  }
}
