package io.glyphflow.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.glyphflow.onnx.SessionOptions.Precision;
import java.util.Map;

/** Hands options to ONNX Runtime. */
final class SessionSettings {

  private SessionSettings() {}

  static void apply(SessionOptions options, OrtSession.SessionOptions settings)
      throws OrtException {
    settings.setIntraOpNumThreads(options.intraOpThreads());
    settings.setInterOpNumThreads(options.interOpThreads());
    settings.setExecutionMode(
        options.interOpThreads() > 1 ? ExecutionMode.PARALLEL : ExecutionMode.SEQUENTIAL);
    String spinning = options.isSpinning() ? "1" : "0";
    settings.addConfigEntry("session.intra_op.allow_spinning", spinning);
    settings.addConfigEntry("session.inter_op.allow_spinning", spinning);
    settings.setCPUArenaAllocator(options.isArena());
    settings.setMemoryPatternOptimization(options.isMemoryPattern());
    settings.setOptimizationLevel(level(options.optimization()));
    settings.setDeterministicCompute(options.isDeterministic());
    settings.setSessionLogLevel(level(options.logLevel()));
    if (options.isArenaShrunk()) {
      // Weights in the arena would keep its blocks from being given back.
      settings.addConfigEntry("session.use_device_allocator_for_initializers", "1");
    }
    if (options.precision() == Precision.REDUCED) {
      settings.addConfigEntry("mlas.enable_gemm_fastmath_arm64_bfloat16", "1");
    }
    for (Map.Entry<String, Long> dimension : options.dimensions().entrySet()) {
      settings.setSymbolicDimensionValue(dimension.getKey(), dimension.getValue());
    }
  }

  private static OptLevel level(SessionOptions.Optimization optimization) {
    return switch (optimization) {
      case NONE -> OptLevel.NO_OPT;
      case BASIC -> OptLevel.BASIC_OPT;
      case EXTENDED -> OptLevel.EXTENDED_OPT;
      case ALL -> OptLevel.ALL_OPT;
    };
  }

  private static OrtLoggingLevel level(SessionOptions.LogLevel least) {
    return switch (least) {
      case FATAL -> OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL;
      case ERROR -> OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR;
      case WARNING -> OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING;
      case INFO -> OrtLoggingLevel.ORT_LOGGING_LEVEL_INFO;
      case VERBOSE -> OrtLoggingLevel.ORT_LOGGING_LEVEL_VERBOSE;
    };
  }
}
