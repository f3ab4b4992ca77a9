package io.glyphflow.onnx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Looks whether the weights in files beside a model are there, before anyone relies on it. */
final class Weights {

  private Weights() {}

  static void check(ModelSource source, ModelReader.Head head) {
    if (head.weights().isEmpty()) {
      return;
    }
    if (source.file().isEmpty()) {
      throw RuntimeErrors.failure(
          source.name(),
          head.info(),
          "its weights are in other files ("
              + String.join(", ", head.info().externalFiles())
              + "), which bytes cannot name: open it from its path, with those files beside it",
          null);
    }
    Path folder = folder(source.file().get());
    for (Map.Entry<String, Long> entry : head.weights().entrySet()) {
      String trouble = trouble(folder, entry.getKey(), entry.getValue());
      if (!trouble.isEmpty()) {
        throw RuntimeErrors.failure(source.name(), head.info(), trouble, null);
      }
    }
  }

  private static String trouble(Path folder, String name, long need) {
    try {
      Path file = folder.resolve(name).normalize();
      if (!file.startsWith(folder)) {
        return "it wants its weights from \""
            + name
            + "\", outside its folder, which is not allowed";
      }
      if (!Files.isRegularFile(file)) {
        return "its weights are missing: \""
            + name
            + "\" must be beside it in "
            + folder
            + "; copy it there";
      }
      if (Files.size(file) < need) {
        return "its weights \""
            + name
            + "\" are truncated: "
            + Files.size(file)
            + " bytes, it needs "
            + need
            + "; copy the file again";
      }
      return "";
    } catch (InvalidPathException | IOException e) {
      return "its weights \"" + name + "\" cannot be read: " + e.getMessage();
    }
  }

  private static Path folder(Path model) {
    return Objects.requireNonNull(
        model.toAbsolutePath().normalize().getParent(), "a file is in a folder");
  }

  /** One digest over all files of weights, by name. */
  static String digest(ModelSource source, ModelReader.Head head) {
    Path folder = folder(source.file().orElseThrow());
    StringBuilder all = new StringBuilder();
    for (String name : new TreeSet<>(head.weights().keySet())) {
      try (ModelBytes bytes = ModelBytes.of(folder.resolve(name))) {
        all.append(name).append(' ').append(bytes.sha256()).append('\n');
      } catch (IOException e) {
        throw RuntimeErrors.failure(
            source.name(),
            head.info(),
            "its weights \"" + name + "\" cannot be read: " + e.getMessage(),
            e);
      }
    }
    return ModelBytes.sha256(all.toString().getBytes(StandardCharsets.UTF_8));
  }
}
