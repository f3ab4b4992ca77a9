package io.glyphflow.bench;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Listens to the log on standard error for defects that the engine reports of itself. */
final class DefectWatch extends PrintStream {

  private final PrintStream behind;
  private final AtomicInteger defects = new AtomicInteger();

  private DefectWatch(PrintStream behind) {
    super(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    this.behind = behind;
  }

  /** To be called before anything logs. Hides all but errors. */
  static DefectWatch install() {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
    DefectWatch watch = new DefectWatch(System.err);
    System.setErr(watch);
    return watch;
  }

  int defects() {
    return defects.get();
  }

  @Override
  public void println(String line) {
    if (line.contains("a defect")) {
      defects.incrementAndGet();
    }
    behind.println(line);
  }

  @Override
  public void println(Object line) {
    println(String.valueOf(line));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    behind.write(bytes, offset, length);
  }

  @Override
  public void write(int octet) {
    behind.write(octet);
  }

  @Override
  public void flush() {
    behind.flush();
  }
}
