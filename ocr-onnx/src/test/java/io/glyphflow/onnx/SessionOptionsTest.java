package io.glyphflow.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glyphflow.onnx.SessionOptions.LogLevel;
import io.glyphflow.onnx.SessionOptions.Optimization;
import io.glyphflow.onnx.SessionOptions.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionOptionsTest {

  @Test
  void defaults_suitManyCallers() {
    SessionOptions options = SessionOptions.defaults();
    assertThat(options.intraOpThreads()).isEqualTo(1);
    assertThat(options.interOpThreads()).isEqualTo(1);
    assertThat(options.isSpinning()).isFalse();
    assertThat(options.isArena()).isTrue();
    assertThat(options.isArenaShrunk()).isFalse();
    assertThat(options.isMemoryPattern()).isFalse();
    assertThat(options.optimization()).isEqualTo(Optimization.ALL);
    assertThat(options.isDeterministic()).isFalse();
    assertThat(options.logLevel()).isEqualTo(LogLevel.FATAL);
    assertThat(options.precision()).isEqualTo(Precision.MODEL);
    assertThat(options.dimensions()).isEmpty();
    assertThat(options.provider()).isEqualTo(ExecutionProvider.cpu());
    assertThat(options.isFallbackToCpu()).isFalse();
    assertThat(options.engineCache()).isEmpty();
  }

  @Test
  void build_everythingSet_isKeptAndRuns() {
    EngineCache cache = EngineCache.at(Path.of("/nonexistent/cache"));
    SessionOptions options =
        SessionOptions.builder()
            .intraOpThreads(2)
            .interOpThreads(2)
            .spinning(true)
            .arena(true)
            .arenaShrinkage(true)
            .memoryPattern(true)
            .optimization(Optimization.NONE)
            .deterministic(true)
            .logLevel(LogLevel.ERROR)
            .precision(Precision.REDUCED)
            .dimension("n", 3)
            .dimension("m", 1)
            .provider(ExecutionProvider.cpu())
            .fallbackToCpu(true)
            .engineCache(cache)
            .build();
    assertThat(options.intraOpThreads()).isEqualTo(2);
    assertThat(options.interOpThreads()).isEqualTo(2);
    assertThat(options.isSpinning()).isTrue();
    assertThat(options.isArenaShrunk()).isTrue();
    assertThat(options.isMemoryPattern()).isTrue();
    assertThat(options.optimization()).isEqualTo(Optimization.NONE);
    assertThat(options.isDeterministic()).isTrue();
    assertThat(options.logLevel()).isEqualTo(LogLevel.ERROR);
    assertThat(options.precision()).isEqualTo(Precision.REDUCED);
    assertThat(options.dimensions()).isEqualTo(Map.of("n", 3L, "m", 1L));
    assertThat(options.isFallbackToCpu()).isTrue();
    assertThat(options.engineCache()).contains(cache);
    try (OnnxSession session = OnnxSession.open(ModelFiles.source(ModelFiles.twice()), options)) {
      assertThat(session.model().inputs().getFirst().shape()).containsExactly(3L, 2L);
      assertThat(session.options()).isSameAs(options);
      assertThat(session.provider()).isEqualTo(ExecutionProvider.cpu());
      assertThat(ModelFiles.answer(session, "x", 3, 2)).hasSize(6);
    }
  }

  @Test
  void build_twice_leavesTheBuilderUsable() {
    SessionOptions.Builder builder = SessionOptions.builder().dimension("n", 1);
    SessionOptions first = builder.build();
    builder.dimension("m", 2);
    assertThat(first.dimensions()).containsOnlyKeys("n");
    assertThat(builder.build().dimensions()).containsOnlyKeys("n", "m");
  }

  @Test
  void option_setTwice_isRefused() {
    EngineCache cache = EngineCache.at(Path.of("c"));
    List<UnaryOperator<SessionOptions.Builder>> options =
        List.of(
            it -> it.intraOpThreads(1),
            it -> it.interOpThreads(1),
            it -> it.spinning(false),
            it -> it.arena(true),
            it -> it.arenaShrinkage(false),
            it -> it.memoryPattern(true),
            it -> it.optimization(Optimization.ALL),
            it -> it.deterministic(false),
            it -> it.logLevel(LogLevel.FATAL),
            it -> it.precision(Precision.MODEL),
            it -> it.dimension("n", 1),
            it -> it.provider(ExecutionProvider.cpu()),
            it -> it.fallbackToCpu(false),
            it -> it.engineCache(cache));
    for (UnaryOperator<SessionOptions.Builder> option : options) {
      SessionOptions.Builder builder = option.apply(SessionOptions.builder());
      assertThatThrownBy(() -> option.apply(builder))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("already set to");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1025})
  void threads_outOfRange_areRefused(int threads) {
    assertThatThrownBy(() -> SessionOptions.builder().intraOpThreads(threads))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("intraOpThreads: " + threads);
    assertThatThrownBy(() -> SessionOptions.builder().interOpThreads(threads))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("interOpThreads: " + threads);
  }

  @Test
  void dimension_wrong_isRefused() {
    assertThatThrownBy(() -> SessionOptions.builder().dimension("n", 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SessionOptions.builder().dimension(" ", 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @SuppressWarnings("NullAway")
  void option_null_isRefused() {
    assertThatThrownBy(() -> SessionOptions.builder().optimization(null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> SessionOptions.builder().logLevel(null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> SessionOptions.builder().precision(null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> SessionOptions.builder().provider(null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> SessionOptions.builder().engineCache(null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> SessionOptions.builder().dimension(null, 1))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void build_shrinkageWithoutArena_isRefused() {
    SessionOptions.Builder builder = SessionOptions.builder().arena(false).arenaShrinkage(true);
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("needs arena");
  }

  @ParameterizedTest
  @EnumSource
  void optimization_each_answersAlike(Optimization level) {
    ModelSource source = ModelFiles.source(ModelFiles.convolution());
    try (OnnxSession plain = OnnxSession.open(source);
        OnnxSession other =
            OnnxSession.open(source, SessionOptions.builder().optimization(level).build())) {
      float[] expected = ModelFiles.answer(plain, "x", 1, 3, 9, 9);
      assertThat(ModelFiles.answer(other, "x", 1, 3, 9, 9))
          .containsExactly(expected, within(1e-5f));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FATAL", "ERROR", "WARNING"}) // the others write pages
  void logLevel_each_opens(LogLevel level) {
    SessionOptions options = SessionOptions.builder().logLevel(level).build();
    assertThatCode(() -> OnnxSession.open(ModelFiles.source(ModelFiles.twice()), options).close())
        .doesNotThrowAnyException();
  }
}
