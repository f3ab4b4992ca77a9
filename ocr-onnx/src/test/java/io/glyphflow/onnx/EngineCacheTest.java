package io.glyphflow.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.onnx.EngineCache.Progress;
import io.glyphflow.onnx.EngineCache.State;
import io.glyphflow.testkit.onnx.OnnxGraph;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class EngineCacheTest {

  @TempDir private Path folder;
  private final ConcurrentLinkedQueue<Progress> progress = new ConcurrentLinkedQueue<>();

  private SessionOptions.Builder options() {
    return SessionOptions.builder()
        .engineCache(EngineCache.at(folder.resolve("cache")).withListener(progress::add));
  }

  private float[] open(ModelSource source, SessionOptions options) {
    try (OnnxSession session = OnnxSession.open(source, options)) {
      return ModelFiles.answer(session, "x", 1, 3, 9, 9);
    }
  }

  private List<State> states() {
    List<State> states = progress.stream().map(Progress::state).toList();
    progress.clear();
    return states;
  }

  private List<Path> entryFiles(String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> suffix.isEmpty() != file.toString().endsWith(".json"))
          .filter(file -> !file.toString().endsWith(".lock"))
          .toList();
    }
  }

  private Path payload() throws IOException {
    List<Path> files = entryFiles("");
    assertThat(files).hasSize(1);
    return files.getFirst();
  }

  private Path manifest() throws IOException {
    List<Path> files = entryFiles(".json");
    assertThat(files).hasSize(1);
    return files.getFirst();
  }

  @Test
  void open_second_reusesTheOptimizedGraph() throws IOException {
    ModelSource source = ModelFiles.source(ModelFiles.convolution());
    float[] plain = open(source, SessionOptions.defaults());

    float[] first = open(source, options().build());
    assertThat(states()).containsExactly(State.BUILDING, State.BUILT);
    float[] second = open(source, options().build());
    assertThat(progress.peek())
        .satisfies(
            reused -> {
              assertThat(reused.model()).isEqualTo("test model");
              assertThat(reused.provider()).isEqualTo("CPU");
              assertThat(reused.elapsed()).isPositive();
            });
    assertThat(states()).containsExactly(State.REUSED);

    assertThat(first).containsExactly(plain);
    assertThat(second).containsExactly(plain);
    assertThat(Files.readString(payload(), StandardCharsets.ISO_8859_1)).contains("nchwc");
    assertThat(Files.readString(manifest()))
        .contains("model_sha256", "runtime", "1.28.0", "provider", "instruction_set", "precision");
  }

  @Test
  void open_otherOptions_areOtherEntries() throws IOException {
    ModelSource source = ModelFiles.source(ModelFiles.convolution());
    open(source, options().build());
    open(source, options().dimension("h", 9).build());
    open(source, options().optimization(SessionOptions.Optimization.BASIC).build());
    open(source, options().precision(SessionOptions.Precision.REDUCED).build());
    open(ModelFiles.source(ModelFiles.convolution().metadata("a", "b")), options().build());

    assertThat(states()).doesNotContain(State.REUSED);
    assertThat(entryFiles(".json")).hasSize(5);
  }

  @Test
  void open_damagedPayload_isRebuiltOnce() throws IOException {
    ModelSource source = ModelFiles.source(ModelFiles.convolution());
    float[] answer = open(source, options().build());
    byte[] whole = Files.readAllBytes(payload());

    byte[] flipped = whole.clone();
    flipped[flipped.length / 2] ^= 1;
    for (byte[] damaged : List.of(flipped, new byte[0], Arrays.copyOf(whole, 50))) {
      progress.clear();
      Files.write(payload(), damaged);
      assertThat(open(source, options().build())).containsExactly(answer);
      assertThat(progress.peek().reason()).containsAnyOf("is damaged", "bytes, must have");
      assertThat(states()).containsExactly(State.BUILDING, State.BUILT);
      assertThat(open(source, options().build())).containsExactly(answer);
      assertThat(states()).containsExactly(State.REUSED);
    }
  }

  @Test
  void open_missingPayload_isRebuilt() throws IOException {
    ModelSource source = ModelFiles.source(ModelFiles.convolution());
    open(source, options().build());
    Files.delete(payload());
    progress.clear();
    open(source, options().build());
    assertThat(states()).containsExactly(State.BUILDING, State.BUILT);
  }

  @Test
  void open_damagedOrForeignManifest_isRebuilt() throws IOException {
    ModelSource source = ModelFiles.source(ModelFiles.convolution());
    open(source, options().build());
    String whole = Files.readString(manifest());
    for (String bad :
        List.of(
            "",
            "null",
            "[]",
            "{",
            whole.substring(0, whole.length() / 2),
            whole.replace("1.28.0", "1.27.0"),
            whole.replace("\"format\" : 1", "\"format\" : 2"),
            whole.replace("graph.onnx", "../graph.onnx"),
            whole.replace("\"bytes\" : ", "\"bytes\" : -"))) {
      progress.clear();
      assertThat(bad).isNotEqualTo(whole);
      Files.writeString(manifest(), bad);
      open(source, options().build());
      assertThat(states()).as(bad).containsExactly(State.BUILDING, State.BUILT);
      assertThat(Files.readString(manifest())).isEqualTo(whole);
    }
  }

  @Test
  void open_graphThatTheRuntimeRefuses_isRebuiltOnce() throws Exception {
    ModelSource source = ModelFiles.source(ModelFiles.convolution());
    float[] answer = open(source, options().build());
    // A whole entry, by its manifest, whose graph is none.
    byte[] bad = "no graph".getBytes(StandardCharsets.UTF_8);
    String whole = Files.readString(manifest());
    Path good = payload();
    String text =
        whole
            .replace(String.valueOf(good.getFileName()), ModelBytes.sha256(bad))
            .replaceAll("\"bytes\" : \\d+", "\"bytes\" : " + bad.length);
    Files.write(good.resolveSibling(ModelBytes.sha256(bad)), bad);
    Files.writeString(manifest(), text);
    progress.clear();

    assertThat(open(source, options().build())).containsExactly(answer);
    assertThat(progress.peek().reason()).contains("refuses it");
    assertThat(states()).containsExactly(State.BUILDING, State.BUILT);
    assertThat(Files.readString(manifest())).isEqualTo(whole);
    assertThat(payload()).isEqualTo(good);
  }

  @Test
  void open_eightThreads_buildOnce() throws Exception {
    ModelSource source = ModelFiles.source(ModelFiles.convolution());
    float[] answer = open(source, SessionOptions.defaults());
    CountDownLatch start = new CountDownLatch(8);
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<float[]>> answers =
          Stream.generate(
                  () ->
                      threads.submit(
                          () -> {
                            start.countDown();
                            start.await();
                            return open(source, options().build());
                          }))
              .limit(8)
              .toList();
      for (Future<float[]> one : answers) {
        assertThat(one.get()).containsExactly(answer);
      }
    }
    assertThat(states()).filteredOn(State.BUILT::equals).hasSize(1);
    assertThat(payload()).exists();
  }

  @Test
  void open_otherProcess_buildsAndReuses() throws Exception {
    Path model = Files.write(folder.resolve("m.onnx"), ModelFiles.convolution().toBytes());
    List<Process> processes =
        List.of(OtherProcess.start(model, folder), OtherProcess.start(model, folder));
    StringBuilder said = new StringBuilder();
    for (Process process : processes) {
      said.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      assertThat(process.waitFor()).as(said.toString()).isZero();
    }
    assertThat(said.toString()).containsOnlyOnce("BUILT").containsOnlyOnce("REUSED");

    open(ModelSource.of(model), options().build());
    assertThat(states()).containsExactly(State.REUSED);
  }

  @Test
  void open_folderThatCannotBeWritten_opensAnyway() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    SessionOptions options =
        SessionOptions.builder()
            .engineCache(EngineCache.at(file.resolve("cache")).withListener(progress::add))
            .build();
    ModelSource source = ModelFiles.source(ModelFiles.convolution());
    assertThat(open(source, options)).hasSize(3 * 7 * 7);
    assertThat(states()).containsExactly(State.NOT_KEPT);
  }

  @Test
  void open_interruptedThread_opensAndStaysInterrupted() {
    ModelSource source = ModelFiles.source(ModelFiles.convolution());
    Thread.currentThread().interrupt();
    try {
      OnnxSession.open(source, options().build()).close();
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(states()).contains(State.BUILT);
  }

  @Test
  void open_externalWeights_areNotKept() throws IOException {
    Path file = folder.resolve("m.onnx");
    Files.write(
        file, ModelFiles.twice().external("w", OnnxGraph.Type.FLOAT, "w.bin", 0, 8, 2).toBytes());
    Files.write(folder.resolve("w.bin"), new byte[8]);
    OnnxSession.open(ModelSource.of(file), options().build()).close();
    assertThat(progress.peek().reason()).contains("in files beside it");
    assertThat(states()).containsExactly(State.NOT_KEPT);
  }

  @Test
  void open_nothingToOptimize_isNotKept() {
    SessionOptions none = options().optimization(SessionOptions.Optimization.NONE).build();
    open(ModelFiles.source(ModelFiles.convolution()), none);
    assertThat(states()).containsExactly(State.NOT_KEPT);
  }

  @Test
  void open_badModel_isTheClearErrorAndLeavesNothing() throws IOException {
    ModelSource bad = ModelFiles.source(ModelFiles.convolution().opset(27));
    assertThatThrownBy(() -> open(bad, options().build()))
        .isInstanceOf(PermanentOcrException.class)
        .hasMessageContaining("operator set 27 is too new");
    assertThat(entryFiles("")).isEmpty();
  }

  @Test
  void listener_throws_isIgnored() {
    SessionOptions options =
        SessionOptions.builder()
            .engineCache(
                EngineCache.at(folder)
                    .withListener(
                        step -> {
                          throw new IllegalStateException("listener");
                        }))
            .build();
    assertThat(open(ModelFiles.source(ModelFiles.convolution()), options)).isNotEmpty();
  }

  @Test
  void userFolder_isWhereTheSystemKeepsCaches() {
    Path home = Path.of("/home/u");
    Optional<String> none = Optional.empty();
    assertThat(EngineCache.userFolder("Linux", home, none, none))
        .isEqualTo(home.resolve(".cache/glyphflow/engines"));
    assertThat(EngineCache.userFolder("Linux", home, Optional.of("/var/c"), none))
        .isEqualTo(Path.of("/var/c/glyphflow/engines"));
    assertThat(EngineCache.userFolder("Linux", home, Optional.of("relative"), none))
        .isEqualTo(home.resolve(".cache/glyphflow/engines"));
    assertThat(EngineCache.userFolder("Mac OS X", home, none, none))
        .isEqualTo(home.resolve("Library/Caches/glyphflow/engines"));
    assertThat(EngineCache.userFolder("Windows 11", home, none, Optional.of("/local")))
        .isEqualTo(Path.of("/local/glyphflow/engines"));
    assertThat(EngineCache.ofUser().folder()).isAbsolute().endsWithRaw(Path.of("engines"));
  }

  @TestFactory
  Stream<DynamicTest> open_realModel_answersAlikeFromTheCache() {
    return ModelFiles.realNamed("v2.0_cls", "en_PP-OCRv3_det_infer.onnx", "rec_int8", "fp16")
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> {
                      float[] plain = answer(file, SessionOptions.defaults());
                      assertThat(answer(file, options().build())).containsExactly(plain);
                      assertThat(answer(file, options().build())).containsExactly(plain);
                      assertThat(states())
                          .containsExactly(State.BUILDING, State.BUILT, State.REUSED);
                    }));
  }

  private static float[] answer(Path file, SessionOptions options) {
    try (OnnxSession session = OnnxSession.open(ModelSource.of(file), options)) {
      ValueInfo input = session.model().inputs().getFirst();
      long[] shape = input.shape().stream().mapToLong(side -> side < 0 ? 96 : side).toArray();
      shape[0] = 1;
      shape[1] = Math.min(3, shape[1]);
      return ModelFiles.answer(session, input.name(), shape);
    }
  }
}
