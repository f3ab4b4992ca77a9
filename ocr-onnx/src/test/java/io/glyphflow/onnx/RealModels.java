package io.glyphflow.onnx;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real models, where they are at hand. */
final class RealModels {

  private static final Path MODELS =
      Path.of(System.getProperty("glyphflow.shared", "../shared"), "testdata", "models");

  private RealModels() {}

  static boolean areThere() {
    return Files.isDirectory(MODELS);
  }

  static OnnxSession open(String name) {
    return OnnxSession.open(ModelSource.of(MODELS.resolve(name)));
  }
}
