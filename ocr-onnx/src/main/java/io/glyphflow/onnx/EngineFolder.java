package io.glyphflow.onnx;

import io.glyphflow.onnx.EngineEntry.UnusableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The working copy of an entry for a provider that reads and writes files as it likes, without
 * renaming: nobody else sees it, and what it holds is kept only when it is sealed. Thread-safe.
 */
final class EngineFolder implements EngineWork {

  private static final Logger LOG = LoggerFactory.getLogger(EngineFolder.class);

  private final EngineEntry entry;
  private final Path path;
  private final Consumer<Map<String, Path>> keeper;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Map<String, String> sealed = Map.of();
  private boolean isClosed;

  EngineFolder(EngineEntry entry, Path path, Consumer<Map<String, Path>> keeper) {
    this.entry = entry;
    this.path = path;
    this.keeper = keeper;
  }

  Path path() {
    return path;
  }

  /**
   * Takes what was kept.
   *
   * @throws UnusableException if there is nothing that can be used; the folder is then empty
   */
  void restore() throws UnusableException {
    try {
      entry.copyTo(path);
      sealed = state();
    } catch (IOException e) {
      clear();
      throw new UnusableException("it cannot be copied: " + e);
    } catch (UnusableException e) {
      clear();
      throw e;
    }
  }

  void clear() {
    files().values().forEach(EngineEntry::delete);
    sealed = Map.of();
  }

  /** Whether there is something that was not kept yet. */
  boolean hasNews() {
    return !state().equals(sealed);
  }

  @Override
  public void seal() {
    lock.lock();
    try {
      Map<String, String> state = state();
      if (!isClosed && !state.equals(sealed)) {
        entry.alone(
            () -> {
              keeper.accept(files());
              return state;
            });
        sealed = state;
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      clear();
      EngineEntry.delete(path);
    } finally {
      lock.unlock();
    }
  }

  private Map<String, Path> files() {
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(path)) {
      all.filter(Files::isRegularFile)
          .forEach(file -> files.put(String.valueOf(file.getFileName()), file));
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("cannot be listed: {}", path, e);
    }
    return files;
  }

  private Map<String, String> state() {
    Map<String, String> state = new TreeMap<>();
    files()
        .forEach(
            (name, file) -> {
              try {
                state.put(name, Files.size(file) + " " + Files.getLastModifiedTime(file));
              } catch (IOException e) {
                state.put(name, "unknown");
              }
            });
    return state;
  }
}
