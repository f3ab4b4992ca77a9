package io.glyphflow.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An entry of a cache on disk. {@code ID.json} names files {@code ID/SHA256}: a file is never
 * changed under its name, and the manifest is replaced by renaming, so whoever reads it sees one
 * whole state, with or without locks. Thread-safe.
 */
final class EngineEntry {

  private static final Logger LOG = LoggerFactory.getLogger(EngineEntry.class);

  private static final Duration OLD = Duration.ofDays(30);
  private static final int ID_LENGTH = 32;

  /** One process: a file lock does not keep out the threads of its own process. */
  private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

  private final Path folder;
  private final EngineKey key;
  private final String id;

  EngineEntry(Path folder, EngineKey key) {
    this.folder = folder;
    this.key = key;
    this.id = key.id();
  }

  /** There is nothing that can be used. */
  static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    UnusableException(String reason) {
      super(reason);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  /** Does something, or cannot. */
  interface Work<T, E extends Exception> {
    T work() throws E;
  }

  Path manifest() {
    return folder.resolve(id + ".json");
  }

  /** Where files lie that are being built. */
  Path newFile() throws IOException {
    Files.createDirectories(folder);
    sweep();
    return Files.createTempFile(folder, id + "-", ".tmp");
  }

  /** Deletes what killed processes left behind: nothing that is in use lives as long. */
  private void sweep() throws IOException {
    Instant limit = Instant.now().minus(OLD);
    try (Stream<Path> all = Files.list(folder)) {
      for (Path path : all.filter(EngineEntry::isWork).toList()) {
        if (Files.getLastModifiedTime(path).toInstant().isBefore(limit)) {
          if (Files.isDirectory(path)) {
            try (Stream<Path> files = Files.list(path)) {
              files.forEach(EngineEntry::delete);
            }
          }
          delete(path);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isWork(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.length() > ID_LENGTH && name.charAt(ID_LENGTH) == '-' && !name.endsWith(".json");
  }

  /** Where a provider works while a session is open. */
  Path newFolder() throws IOException {
    Files.createDirectories(folder);
    sweep();
    return Files.createTempDirectory(folder, id + "-");
  }

  /**
   * A file's bytes, as they were kept.
   *
   * @throws UnusableException if there is none, or another than was kept
   */
  byte[] read(String name) throws UnusableException {
    EngineManifest manifest = readManifest();
    for (EngineManifest.Part part : manifest.parts()) {
      if (part.name().equals(name)) {
        return bytes(part);
      }
    }
    throw new UnusableException("its manifest has no " + name);
  }

  /**
   * Copies all files into a folder.
   *
   * @throws UnusableException if there are none, or others than were kept
   */
  void copyTo(Path target) throws UnusableException, IOException {
    for (EngineManifest.Part part : readManifest().parts()) {
      Files.write(target.resolve(part.name()), bytes(part));
    }
  }

  private EngineManifest readManifest() throws UnusableException {
    EngineManifest manifest;
    try {
      manifest = EngineManifest.read(manifest());
    } catch (NoSuchFileException e) {
      throw new UnusableException("there is none yet");
    } catch (IOException e) {
      throw new UnusableException("its manifest is damaged: " + e.getMessage());
    }
    if (!manifest.key().equals(key.parts())) {
      throw new UnusableException("its manifest is of something else");
    }
    return manifest;
  }

  private byte[] bytes(EngineManifest.Part part) throws UnusableException {
    Path file = folder.resolve(id).resolve(part.sha256());
    try {
      if (Files.size(file) != part.bytes()) {
        throw new UnusableException(
            part.name() + " has " + Files.size(file) + " bytes, must have " + part.bytes());
      }
      if (part.bytes() > Integer.MAX_VALUE - 8) {
        throw new UnusableException(part.name() + " is larger than 2 GiB");
      }
      byte[] bytes = Files.readAllBytes(file);
      if (!ModelBytes.sha256(bytes).equals(part.sha256())) {
        throw new UnusableException(part.name() + " is damaged: its SHA-256 is another");
      }
      return bytes;
    } catch (IOException e) {
      throw new UnusableException(part.name() + " cannot be read: " + e);
    }
  }

  /** Keeps files in place of what there was; those given are left where they are. */
  void write(Map<String, Path> files) throws IOException {
    Path content = Files.createDirectories(folder.resolve(id));
    List<EngineManifest.Part> parts = new ArrayList<>();
    Set<String> kept = new HashSet<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      Path copy = newFile();
      Files.copy(file.getValue(), copy, StandardCopyOption.REPLACE_EXISTING);
      String sha256;
      try (ModelBytes bytes = ModelBytes.of(copy)) {
        sha256 = bytes.sha256();
      }
      parts.add(new EngineManifest.Part(file.getKey(), Files.size(copy), sha256));
      kept.add(sha256);
      move(copy, content.resolve(sha256));
    }
    Path manifest = newFile();
    new EngineManifest(key.parts(), parts).write(manifest);
    move(manifest, manifest());
    try (Stream<Path> all = Files.list(content)) {
      all.filter(file -> !kept.contains(String.valueOf(file.getFileName())))
          .forEach(EngineEntry::delete);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** What cannot be deleted stays: it does no harm. */
  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.debug("cannot be deleted: {}", file, e);
    }
  }

  /** Alone among the threads of this process and, where the file system can, among processes. */
  <T, E extends Exception> T alone(Work<T, E> work) throws E {
    ReentrantLock lock = LOCKS.computeIfAbsent(manifest(), path -> new ReentrantLock());
    lock.lock();
    try {
      Runnable unlock = lockFile();
      try {
        return work.work();
      } finally {
        unlock.run();
      }
    } finally {
      lock.unlock();
    }
  }

  private Runnable lockFile() {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(id + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        FileLock lock = channel.lock();
        LOG.trace("{}", lock);
        return () -> close(channel);
      } catch (IOException | RuntimeException e) {
        close(channel);
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      // No locks here, or the thread is interrupted: the renaming alone keeps entries whole.
      LOG.debug("no lock for {}", manifest(), e);
      return () -> {};
    }
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("a lock cannot be closed", e);
    }
  }
}
