package io.glyphflow.onnx;

import io.glyphflow.onnx.ExecutionProvider.TensorRt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that an engine depends on. Immutable, thread-safe.
 *
 * @param parts by name
 */
record EngineKey(SortedMap<String, String> parts) {

  private static final int ID_DIGITS = 32;
  private static final Path NVIDIA = Path.of("/proc/driver/nvidia");

  EngineKey {
    parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
  }

  static EngineKey of(
      String model, String weights, ExecutionProvider provider, SessionOptions options) {
    TreeMap<String, String> parts = new TreeMap<>();
    parts.put("model_sha256", model);
    parts.put("weights_sha256", weights);
    parts.put("runtime", RuntimeLibrary.version());
    parts.put("provider", provider.toString());
    parts.put("precision", options.precision().name());
    parts.put("optimization", options.optimization().name());
    parts.put("shapes", shapes(provider, options));
    parts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    if (provider instanceof TensorRt) {
      parts.put("driver", lines(NVIDIA.resolve("version"), "NVRM version"));
      parts.put("device", devices());
    } else {
      parts.put("instruction_set", instructionSet());
    }
    return new EngineKey(parts);
  }

  /** Names the entry: digits of a digest over all parts. */
  String id() {
    String all =
        parts.entrySet().stream()
            .map(part -> part.getKey() + "=" + part.getValue().replace("\n", "\\n") + "\n")
            .collect(Collectors.joining());
    return ModelBytes.sha256(all.getBytes(StandardCharsets.UTF_8)).substring(0, ID_DIGITS);
  }

  private static String shapes(ExecutionProvider provider, SessionOptions options) {
    String fixed = new TreeMap<>(options.dimensions()).toString();
    return provider instanceof TensorRt tensorRt ? fixed + " " + tensorRt.shapes() : fixed;
  }

  /** The graph is laid out for it: a graph for AVX-512 is wrong for a processor without. */
  private static String instructionSet() {
    String flags = lines(Path.of("/proc/cpuinfo"), "flags", "Features");
    if (flags.isEmpty()) {
      Map<String, String> environment = System.getenv();
      return environment.getOrDefault("PROCESSOR_IDENTIFIER", System.getProperty("os.arch"));
    }
    return ModelBytes.sha256(flags.getBytes(StandardCharsets.UTF_8));
  }

  private static String devices() {
    try (Stream<Path> cards = Files.list(NVIDIA.resolve("gpus"))) {
      return cards
          .sorted()
          .map(card -> lines(card.resolve("information"), "Model"))
          .collect(Collectors.joining(";"));
    } catch (IOException e) {
      return "unknown";
    }
  }

  /** The first line that begins with one of the words. */
  private static String lines(Path file, String... beginnings) {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> List.of(beginnings).stream().anyMatch(line::startsWith))
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }
}
