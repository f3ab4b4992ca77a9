package io.glyphflow.core.export;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.stage.Exporter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Writes files that are there whole or not at all: into a temporary file in the same folder, out to
 * the disk, then renamed over the final name. A reader sees the old file or the new one. Where
 * writing fails the temporary file is removed and an older file of that name stays. Stateless and
 * thread-safe; of several writers to one name the last one wins.
 */
public final class AtomicFile {

  private AtomicFile() {}

  /** Writes what a file shall hold. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes everything.
     *
     * @param out buffered; closed by the caller
     * @throws IOException if {@code out} fails
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file.
   *
   * @param target the final name; folders that are missing are made, an older file is replaced
   * @param content what it shall hold
   * @throws IOException if it cannot be written, or {@code content} fails with it
   */
  public static void write(Path target, Content content) throws IOException {
    write(target, content, stream -> stream);
  }

  /**
   * Writes a result in some format.
   *
   * @param target the final name; folders that are missing are made, an older file is replaced
   * @param exporter the format
   * @param result the pages
   * @throws IOException if it cannot be written
   */
  public static void write(Path target, Exporter exporter, DocumentResult result)
      throws IOException {
    write(target, out -> exporter.write(result, out));
  }

  /** The stream as the disk would give it, wrapped for tests that let it fail. */
  static void write(Path target, Content content, UnaryOperator<OutputStream> disk)
      throws IOException {
    Path file = target.toAbsolutePath();
    Path folder = file.getParent();
    if (folder == null || file.getFileName() == null) {
      throw new IOException("target: " + target + ", must name a file");
    }
    Files.createDirectories(folder);
    if (Files.isDirectory(file)) {
      throw new IOException("target: " + target + " is a folder, must be a file or free");
    }
    Path temporary = folder.resolve(".glyphflow-" + UUID.randomUUID() + ".tmp");
    boolean isDone = false;
    try {
      fill(temporary, content, disk);
      rename(temporary, file);
      isDone = true;
    } finally {
      if (!isDone) {
        Files.deleteIfExists(temporary);
      }
    }
  }

  private static void fill(Path temporary, Content content, UnaryOperator<OutputStream> disk)
      throws IOException {
    try (FileChannel channel =
            FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        OutputStream out =
            new BufferedOutputStream(disk.apply(Channels.newOutputStream(channel)), 1 << 16)) {
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }

  private static void rename(Path temporary, Path file) throws IOException {
    try {
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      // Within one folder every usual file system can; the rest gets the next best.
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
