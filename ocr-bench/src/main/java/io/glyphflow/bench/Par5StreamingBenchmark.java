package io.glyphflow.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** PAR-5: 25 pages through three stages: streaming, staged, sequential. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class Par5StreamingBenchmark {
  /** The arm. */
  @SuppressWarnings("NullAway.Init")
  @Param
  public Book.Arm arm;

  @SuppressWarnings("NullAway.Init")
  private Book book;

  /** Checks that all arms answer alike. */
  @Setup
  public void setUp() throws InterruptedException {
    Arms.requireAlike(
        List.of(Book.Arm.values()),
        one -> {
          try (Book tried = new Book(one, Book.Work.ofTheReport(0.002))) {
            return tried.run();
          }
        });
    book = new Book(arm, Book.Work.ofTheReport(0.02));
  }

  /** Ends the pipeline. */
  @TearDown
  public void tearDown() {
    book.close();
  }

  /** The document at a fiftieth of the time. */
  @Benchmark
  public List<String> document() throws InterruptedException {
    return book.run();
  }
}
