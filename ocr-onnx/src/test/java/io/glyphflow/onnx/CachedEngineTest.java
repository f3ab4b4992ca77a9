package io.glyphflow.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.glyphflow.onnx.EngineCache.Progress;
import io.glyphflow.onnx.EngineCache.State;
import io.glyphflow.onnx.SessionLoader.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider that keeps files in a folder, played by the test: TensorRT needs its device. */
class CachedEngineTest {

  private static final EngineKey KEY =
      EngineKey.of("0".repeat(64), "", ExecutionProvider.tensorRt(0), SessionOptions.defaults());

  @TempDir private Path folder;
  private final List<Progress> progress = new ArrayList<>();
  private Path work = Path.of("");

  private List<State> states() {
    List<State> states = progress.stream().map(Progress::state).toList();
    progress.clear();
    return states;
  }

  private Engine open(CachedEngine.Build build) throws OrtException {
    EngineCache cache = EngineCache.at(folder).withListener(progress::add);
    return new CachedEngine(cache, "m", "TensorRT(0)").folder(KEY, build);
  }

  /** Builds what is not there, as TensorRT does. */
  private OrtSession build(Optional<Path> target) throws OrtException {
    work = target.orElseThrow();
    if (!Files.exists(work.resolve("a.engine"))) {
      write("a.engine", "engine a");
    }
    return session();
  }

  private static OrtSession session() throws OrtException {
    return RuntimeLibrary.environment().createSession(ModelFiles.twice().toBytes());
  }

  private void write(String name, String content) {
    try {
      Files.writeString(work.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(Engine engine) throws OrtException {
    engine.runtime().close();
    engine.work().seal();
    engine.work().close();
  }

  private Map<String, String> kept() throws Exception {
    EngineManifest manifest = EngineManifest.read(new EngineEntry(folder, KEY).manifest());
    Map<String, String> kept = new TreeMap<>();
    for (EngineManifest.Part part : manifest.parts()) {
      kept.put(part.name(), Files.readString(folder.resolve(KEY.id()).resolve(part.sha256())));
    }
    return kept;
  }

  @Test
  void folder_secondOpening_findsWhatTheFirstBuilt() throws Exception {
    close(open(this::build));
    assertThat(states()).containsExactly(State.BUILDING, State.BUILT);
    assertThat(work).doesNotExist();
    close(open(this::build));
    assertThat(states()).containsExactly(State.REUSED);
    assertThat(kept()).containsOnlyKeys("a.engine");
  }

  @Test
  void folder_filesOfAWarmUp_areKeptWhenSealed() throws Exception {
    Engine engine = open(this::build);
    write("b.engine", "engine b");
    assertThat(kept()).containsOnlyKeys("a.engine");
    engine.work().seal();
    assertThat(kept()).containsEntry("b.engine", "engine b");
    write("a.engine", "engine a, made wider");
    close(engine);
    assertThat(kept()).containsEntry("a.engine", "engine a, made wider").hasSize(2);
    engine.work().seal();
    engine.work().close();
    assertThat(kept()).hasSize(2);
    try (Stream<Path> files = Files.list(folder.resolve(KEY.id()))) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void folder_damagedFile_isRebuiltOnce() throws Exception {
    close(open(this::build));
    try (Stream<Path> files = Files.list(folder.resolve(KEY.id()))) {
      Files.writeString(files.findFirst().orElseThrow(), "engine x");
    }
    progress.clear();
    close(open(this::build));
    assertThat(progress.getFirst().reason()).contains("a.engine is damaged");
    assertThat(states()).containsExactly(State.BUILDING, State.BUILT);
    assertThat(kept()).containsEntry("a.engine", "engine a");
  }

  @Test
  void folder_refusedFiles_areRebuiltOnce() throws Exception {
    close(open(this::build));
    progress.clear();
    int[] calls = {0};
    close(
        open(
            target -> {
              if (calls[0]++ == 0) {
                assertThat(target.orElseThrow().resolve("a.engine")).exists();
                throw new OrtException("of another TensorRT");
              }
              assertThat(target.orElseThrow().resolve("a.engine")).doesNotExist();
              return build(target);
            }));
    assertThat(progress.getFirst().reason()).contains("of another TensorRT");
    assertThat(states()).containsExactly(State.BUILDING, State.BUILT);
  }

  @Test
  void folder_modelThatFails_failsAndLeavesNoWork() {
    assertThatThrownBy(
            () ->
                open(
                    target -> {
                      work = target.orElseThrow();
                      write("half.engine", "half");
                      throw new OrtException("no");
                    }))
        .isInstanceOf(OrtException.class);
    assertThat(work).doesNotExist();
  }

  @Test
  void key_ofTensorRt_namesDriverAndDevice() {
    assertThat(KEY.parts())
        .containsKeys("model_sha256", "runtime", "provider", "driver", "device", "precision")
        .containsKeys("shapes", "system", "optimization")
        .doesNotContainKey("instruction_set");
    assertThat(KEY.id()).matches("[0-9a-f]{32}");
  }
}
