package io.glyphflow.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.glyphflow.onnx.EngineCache.Progress;
import io.glyphflow.onnx.EngineCache.State;
import io.glyphflow.onnx.EngineEntry.UnusableException;
import io.glyphflow.onnx.SessionLoader.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a session by way of a cache. For one opening. */
final class CachedEngine {

  private static final Logger LOG = LoggerFactory.getLogger(CachedEngine.class);
  private static final String GRAPH = "graph.onnx";

  private final EngineCache cache;
  private final String model;
  private final String provider;
  private final long start = System.nanoTime();

  CachedEngine(EngineCache cache, String model, String provider) {
    this.cache = cache;
    this.model = model;
    this.provider = provider;
  }

  /** From what was kept. */
  interface Reuse {
    OrtSession open(byte[] kept) throws OrtException;
  }

  /** From the model itself; leaves what is to be kept at a path, if there is one. */
  interface Build {
    OrtSession open(Optional<Path> target) throws OrtException;
  }

  void unused(String reason) {
    report(State.NOT_KEPT, reason);
  }

  private void report(State state, String reason) {
    cache.report(
        new Progress(state, model, provider, reason, Duration.ofNanos(System.nanoTime() - start)));
  }

  /** A session whose engine is one file that is complete once the session is open. */
  OrtSession payload(EngineKey key, Reuse reuse, Build build) throws OrtException {
    EngineEntry entry = new EngineEntry(cache.folder(), key);
    try {
      return reused(entry, reuse);
    } catch (UnusableException first) {
      return entry.alone(
          () -> {
            try {
              // Somebody else may have built it meanwhile.
              return reused(entry, reuse);
            } catch (UnusableException e) {
              return built(entry, build, e.reason());
            }
          });
    }
  }

  private OrtSession reused(EngineEntry entry, Reuse reuse) throws UnusableException {
    byte[] kept = entry.read(GRAPH);
    try {
      OrtSession session = reuse.open(kept);
      report(State.REUSED, "");
      return session;
    } catch (OrtException e) {
      throw new UnusableException("ONNX Runtime refuses it: " + RuntimeErrors.text(e));
    }
  }

  private OrtSession built(EngineEntry entry, Build build, String reason) throws OrtException {
    Path target;
    try {
      target = entry.newFile();
    } catch (IOException e) {
      return unkept(build, e);
    }
    try {
      report(State.BUILDING, reason);
      OrtSession session = build.open(Optional.of(target));
      keep(entry, Map.of(GRAPH, target));
      return session;
    } catch (OrtException e) {
      // Perhaps the model is good and only its graph cannot be written.
      return unkept(build, e);
    } finally {
      EngineEntry.delete(target);
    }
  }

  /** A session whose provider keeps files in a folder, also after it is open. */
  Engine folder(EngineKey key, Build build) throws OrtException {
    EngineEntry entry = new EngineEntry(cache.folder(), key);
    Path work;
    try {
      work = entry.newFolder();
    } catch (IOException e) {
      return new Engine(unkept(build, e), EngineWork.NONE);
    }
    EngineFolder folder = new EngineFolder(entry, work, files -> keep(entry, files));
    try {
      return entry.alone(() -> new Engine(open(folder, build), folder));
    } catch (OrtException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private OrtSession open(EngineFolder folder, Build build) throws OrtException {
    OrtSession session;
    try {
      folder.restore();
      session = build.open(Optional.of(folder.path()));
    } catch (UnusableException e) {
      report(State.BUILDING, e.reason());
      session = build.open(Optional.of(folder.path()));
    } catch (OrtException e) {
      // Perhaps what was kept is at fault: once without it.
      folder.clear();
      report(State.BUILDING, "it is refused: " + RuntimeErrors.text(e));
      session = build.open(Optional.of(folder.path()));
    }
    if (folder.hasNews()) {
      folder.seal();
    } else {
      report(State.REUSED, "");
    }
    return session;
  }

  /** The session is good in any case. */
  private void keep(EngineEntry entry, Map<String, Path> files) {
    try {
      entry.write(files);
      report(State.BUILT, "");
    } catch (IOException e) {
      LOG.warn(
          "the engine of model \"{}\" cannot be kept in {}: {}",
          model,
          cache.folder(),
          String.valueOf(e));
      report(State.NOT_KEPT, "it cannot be written: " + e);
    }
  }

  private OrtSession unkept(Build build, Exception reason) throws OrtException {
    OrtSession session = build.open(Optional.empty());
    LOG.warn(
        "the engine of model \"{}\" cannot be kept in {}: {}",
        model,
        cache.folder(),
        String.valueOf(reason));
    report(State.NOT_KEPT, "it cannot be written: " + reason);
    return session;
  }
}
