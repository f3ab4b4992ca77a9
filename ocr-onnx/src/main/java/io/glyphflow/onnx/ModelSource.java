package io.glyphflow.onnx;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.stage.PermanentOcrException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a model is: a file, bytes, or a resource of the class path. ONNX Runtime reads a file by
 * itself, so that its bytes are never in the heap; bytes in a direct buffer are not copied there
 * either. Immutable, thread-safe.
 */
public final class ModelSource {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final String name;
  private final Optional<Path> file;
  private final Reader reader;
  private final Optional<String> sha256;

  private ModelSource(String name, Optional<Path> file, Reader reader, Optional<String> sha256) {
    this.name = Objects.requireNonNull(name, "name");
    this.file = file;
    this.reader = reader;
    this.sha256 = sha256;
  }

  /**
   * A file, read when a session opens. Weights in files beside it are found.
   *
   * @param file an ONNX model
   * @return the source
   */
  public static ModelSource of(Path file) {
    return new ModelSource(
        file.toString(),
        Optional.of(file),
        () -> ByteBuffer.wrap(Files.readAllBytes(file)),
        Optional.empty());
  }

  /**
   * Bytes in memory.
   *
   * @param name for messages
   * @param model an ONNX model, from position to limit; not copied, to be left alone
   * @return the source
   */
  public static ModelSource of(String name, ByteBuffer model) {
    ByteBuffer bytes = model.slice();
    return new ModelSource(name, Optional.empty(), bytes::duplicate, Optional.empty());
  }

  /**
   * A resource of the class path or of a module.
   *
   * @param anchor a class beside which, or in whose module, the resource is; its package must be
   *     open to this module if the module has a descriptor
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
              throw new IOException(
                  "there is no such resource beside "
                      + anchor.getName()
                      + ", or its package is not open to io.glyphflow.onnx");
            }
            return ByteBuffer.wrap(in.readAllBytes());
          }
        },
        Optional.empty());
  }

  /**
   * The same model, to be refused unless it has this digest. The file's own is checked, not that of
   * weights beside it.
   *
   * @param digest SHA-256, 64 hexadecimal digits
   * @return a source that is checked whenever a session opens
   * @throws IllegalArgumentException if it is not a digest
   */
  public ModelSource withSha256(String digest) {
    String lower = digest.toLowerCase(Locale.ROOT);
    if (!SHA256.matcher(lower).matches()) {
      throw new IllegalArgumentException(
          "sha256: \"" + digest + "\", must be 64 hexadecimal digits");
    }
    return new ModelSource(name, file, reader, Optional.of(lower));
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
   * The digest that the model must have.
   *
   * @return 64 hexadecimal digits; empty if it is not checked
   */
  public Optional<String> sha256() {
    return sha256;
  }

  /**
   * Reads the whole model, weights and all.
   *
   * @return its bytes, read-only
   * @throws PermanentOcrException if it cannot be read, or is larger than 2 GiB
   */
  public ByteBuffer read() {
    return content().asReadOnlyBuffer();
  }

  /** The bytes, as they are at hand: to be read only. */
  ByteBuffer content() {
    try {
      if (file.isPresent()) {
        requireFile(file.get());
        if (Files.size(file.get()) > Integer.MAX_VALUE - 8) {
          throw new IOException("it is larger than 2 GiB");
        }
      }
      return reader.read();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** What the model says of itself. */
  ModelReader.Head head() {
    try (ModelBytes bytes = bytes()) {
      return ModelReader.read(name, bytes);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** The bytes by position; of a file, without reading it all. */
  ModelBytes bytes() throws IOException {
    if (file.isPresent()) {
      requireFile(file.get());
      return ModelBytes.of(file.get());
    }
    return ModelBytes.of(reader.read());
  }

  private static void requireFile(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("it is a directory: name the .onnx file in it");
    }
    if (Files.notExists(file)) {
      throw new IOException(
          "there is no such file (from " + Path.of("").toAbsolutePath() + "): check the path");
    }
    if (!Files.isReadable(file)) {
      throw new AccessDeniedException(file.toString());
    }
  }

  private PermanentOcrException failure(IOException e) {
    String reason =
        e instanceof AccessDeniedException
            ? "it may not be read by this user: check its permissions"
            : e.getMessage();
    return new PermanentOcrException(FailureCategory.MODEL, "model \"" + name + "\": " + reason, e);
  }

  @Override
  public String toString() {
    return name;
  }

  private interface Reader {
    ByteBuffer read() throws IOException;
  }
}
