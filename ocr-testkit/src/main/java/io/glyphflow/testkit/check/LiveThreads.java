package io.glyphflow.testkit.check;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The live threads of the project, virtual ones included: those only a thread dump shows. */
final class LiveThreads {

  private static final String PREFIX = "glyphflow-";
  private static final Pattern HEADING = Pattern.compile("#(\\d+) \"(" + PREFIX + "[^\"]*)\".*");

  private LiveThreads() {}

  static List<Thread> platform() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(PREFIX))
        .toList();
  }

  /** Ids and names. */
  static Map<Long, String> named() {
    Map<Long, String> threads = new TreeMap<>();
    for (String line : dump()) {
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        threads.put(Long.valueOf(heading.group(1)), heading.group(2));
      }
    }
    return threads;
  }

  private static List<String> dump() {
    HotSpotDiagnosticMXBean diagnostics =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    try {
      Path folder = Files.createTempDirectory("glyphflow-threads");
      Path file = folder.resolve("dump.txt");
      try {
        diagnostics.dumpThreads(file.toAbsolutePath().toString(), ThreadDumpFormat.TEXT_PLAIN);
        return Files.readAllLines(file);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the threads could not be listed", e);
    }
  }
}
