package io.glyphflow.onnx;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder where built engines are kept, so that the next start takes seconds instead of minutes.
 * An entry belongs to one model (by its SHA-256), version of ONNX Runtime, provider, driver,
 * device, precision and set of shapes; on the processor also to its instruction set. Whatever does
 * not fit exactly is not used.
 *
 * <p>What it holds: for TensorRT its engines and timings; for the processor the graph as ONNX
 * Runtime has optimized it. The latter saves some milliseconds of the tens that a small model takes
 * to load, and costs some where there is nothing to optimize ({@code ./bench models} prints both).
 * So take the cache for TensorRT, for large models and for command lines, and leave it out for
 * small models in a long-lived process: there is none by default. Other providers, and models on
 * the processor with weights in other files, are loaded as without it.
 *
 * <p>Each entry has a manifest with all of the above and the SHA-256 of its files. One that is
 * corrupt, truncated or of something else is found before use and rebuilt once. Entries are written
 * to a temporary file and renamed. Threads and processes that want the same entry wait for the one
 * that builds it; where the file system knows no locks, the last one wins, whole. If the folder
 * cannot be written, a warning is logged and the model loads as without it. Nothing is ever
 * evicted: delete the folder, or what is old in it, at any time. Who can write to the folder
 * decides what runs: keep it to the user.
 *
 * <p>Immutable, thread-safe.
 */
public final class EngineCache {

  private static final Logger LOG = LoggerFactory.getLogger(EngineCache.class);

  private final Path folder;
  private final Consumer<Progress> listener;

  private EngineCache(Path folder, Consumer<Progress> listener) {
    this.folder = folder;
    this.listener = listener;
  }

  /** How far an engine is. */
  public enum State {
    /** It is being built; the reason says why. */
    BUILDING,
    /** It was built and kept. */
    BUILT,
    /** It was there. */
    REUSED,
    /** It is not kept; the reason says why. */
    NOT_KEPT
  }

  /**
   * What happens to an engine. Immutable, thread-safe.
   *
   * @param state how far it is
   * @param model the name of the model
   * @param provider what it is for
   * @param reason why it is built or not kept; empty if there is nothing to say
   * @param elapsed since loading began
   */
  public record Progress(
      State state, String model, String provider, String reason, Duration elapsed) {

    /** Checks that all is there. */
    public Progress {
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(model, "model");
      Objects.requireNonNull(provider, "provider");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(elapsed, "elapsed");
    }
  }

  /**
   * A cache in a folder.
   *
   * @param folder made when the first engine is kept
   * @return the cache
   */
  public static EngineCache at(Path folder) {
    return new EngineCache(folder.toAbsolutePath().normalize(), progress -> {});
  }

  /**
   * The cache of this user: {@code glyphflow/engines} in {@code $XDG_CACHE_HOME} or {@code
   * ~/.cache}, in {@code ~/Library/Caches} on macOS, in {@code %LOCALAPPDATA%} on Windows.
   *
   * @return the cache
   */
  public static EngineCache ofUser() {
    return at(
        userFolder(
            System.getProperty("os.name"),
            Path.of(System.getProperty("user.home")),
            Optional.ofNullable(System.getenv("XDG_CACHE_HOME")),
            Optional.ofNullable(System.getenv("LOCALAPPDATA"))));
  }

  static Path userFolder(
      String system, Path home, Optional<String> xdg, Optional<String> localAppData) {
    String os = system.toLowerCase(Locale.ROOT);
    Path caches;
    if (os.startsWith("mac")) {
      caches = home.resolve("Library").resolve("Caches");
    } else if (os.startsWith("windows")) {
      caches = localAppData.map(Path::of).orElse(home.resolve("AppData").resolve("Local"));
    } else {
      // The XDG specification: a relative path is to be ignored.
      caches = xdg.map(Path::of).filter(Path::isAbsolute).orElse(home.resolve(".cache"));
    }
    return caches.resolve("glyphflow").resolve("engines");
  }

  /**
   * The same cache, telling what it does. Called on the thread that opens the session, at most
   * three times a session; an exception from it is logged and ignored.
   *
   * @param progress told of each step
   * @return the cache
   */
  public EngineCache withListener(Consumer<Progress> progress) {
    return new EngineCache(folder, Objects.requireNonNull(progress, "progress"));
  }

  /**
   * Where it is.
   *
   * @return an absolute path
   */
  public Path folder() {
    return folder;
  }

  void report(Progress progress) {
    LOG.debug("{}", progress);
    try {
      listener.accept(progress);
    } catch (RuntimeException e) {
      LOG.warn("the listener of the engine cache failed", e);
    }
  }

  @Override
  public String toString() {
    return "EngineCache[" + folder + "]";
  }
}
