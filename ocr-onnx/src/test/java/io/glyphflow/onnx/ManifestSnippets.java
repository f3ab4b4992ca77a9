package io.glyphflow.onnx;

import java.nio.file.Path;

/** The example of {@link ModelManifest}. */
final class ManifestSnippets {

  private ManifestSnippets() {}

  static String open(Path folder) throws InterruptedException {
    // @start region="manifest"
    ModelManifest manifest = ModelManifest.read(folder.resolve("scale.manifest.json"));
    try (OnnxSession session = manifest.open(SessionOptions.defaults())) {
      manifest.selfTest(session);
      return manifest.name() + ", " + manifest.licence() + ": " + manifest.labels();
    }
    // @end
  }
}
