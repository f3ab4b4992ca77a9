package io.glyphflow.onnx;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.stage.PermanentOcrException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Where a model is: a file, bytes, or a resource of the class path. Immutable, thread-safe. */
public final class ModelSource {

  private final String name;
  private final Optional<Path> file;
  private final Reader reader;

  private ModelSource(String name, Optional<Path> file, Reader reader) {
    this.name = name;
    this.file = file;
    this.reader = reader;
  }

  /**
   * A file, read when a session opens. Weights in files beside it are found.
   *
   * @param file an ONNX model
   * @return the source
   */
  public static ModelSource of(Path file) {
    return new ModelSource(
        file.toString(), Optional.of(file), () -> ByteBuffer.wrap(Files.readAllBytes(file)));
  }

  /**
   * Bytes in memory.
   *
   * @param name for messages
   * @param model an ONNX model, from position to limit; not copied, to be left alone
   * @return the source
   */
  public static ModelSource of(String name, ByteBuffer model) {
    ByteBuffer bytes = model.slice().asReadOnlyBuffer();
    return new ModelSource(name, Optional.empty(), bytes::duplicate);
  }

  /**
   * A resource of the class path or of a module.
   *
   * @param anchor a class beside which, or in whose module, the resource is
   * @param resource its name, as {@link Class#getResourceAsStream(String)} takes it
   * @return the source
   */
  public static ModelSource resource(Class<?> anchor, String resource) {
    Objects.requireNonNull(anchor, "anchor");
    return new ModelSource(
        resource,
        Optional.empty(),
        () -> {
          try (InputStream in = anchor.getResourceAsStream(resource)) {
            if (in == null) {
              throw new IOException("no such resource beside " + anchor.getName());
            }
            return ByteBuffer.wrap(in.readAllBytes());
          }
        });
  }

  /**
   * What messages call it.
   *
   * @return the path, or the name given
   */
  public String name() {
    return name;
  }

  /**
   * The file, if it is one.
   *
   * @return the file; empty for bytes and resources
   */
  public Optional<Path> file() {
    return file;
  }

  /**
   * Reads the model.
   *
   * @return its bytes, read-only
   * @throws PermanentOcrException if it cannot be read
   */
  public ByteBuffer read() {
    try {
      return reader.read().asReadOnlyBuffer();
    } catch (IOException e) {
      throw new PermanentOcrException(
          FailureCategory.MODEL, "model \"" + name + "\": cannot be read: " + e, e);
    }
  }

  @Override
  public String toString() {
    return name;
  }

  private interface Reader {
    ByteBuffer read() throws IOException;
  }
}
