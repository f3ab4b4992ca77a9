package io.glyphflow.onnx.text;

import io.glyphflow.core.image.PageImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Real pages and models, where they are at hand. */
final class SharedPages {

  private static final Path DATA =
      Path.of(System.getProperty("glyphflow.shared", "../shared"), "testdata");

  private SharedPages() {}

  static boolean areThere() {
    return Files.isDirectory(DATA);
  }

  static Path path(String name) {
    return DATA.resolve(name);
  }

  static PageImage picture(String name) throws IOException {
    return PageImage.decode(ByteBuffer.wrap(Files.readAllBytes(path(name))));
  }
}
