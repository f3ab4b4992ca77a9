package io.glyphflow.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import io.glyphflow.onnx.ExecutionProvider.CoreMl;
import io.glyphflow.onnx.ExecutionProvider.Cpu;
import io.glyphflow.onnx.ExecutionProvider.Cuda;
import io.glyphflow.onnx.ExecutionProvider.DirectMl;
import io.glyphflow.onnx.ExecutionProvider.OpenVino;
import io.glyphflow.onnx.ExecutionProvider.ShapeRange;
import io.glyphflow.onnx.ExecutionProvider.TensorRt;
import io.glyphflow.onnx.SessionOptions.Precision;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Hands a model to its provider. */
final class Providers {

  private Providers() {}

  static Optional<String> absence(ExecutionProvider provider) {
    if (provider instanceof Cpu) {
      return Optional.empty();
    }
    ProviderAbsence absence =
        new ProviderAbsence(
            RuntimeLibrary.version(), System.getProperty("os.name"), System.getProperty("os.arch"));
    Set<OrtProvider> built = OrtEnvironment.getAvailableProviders();
    Optional<String> reason = absence.ofBuild(provider, built.contains(kind(provider)));
    return reason.isPresent() ? reason : probe(absence, provider);
  }

  /** Loads its libraries, as a session would. */
  private static Optional<String> probe(ProviderAbsence absence, ExecutionProvider provider) {
    try (OrtSession.SessionOptions settings = new OrtSession.SessionOptions()) {
      append(settings, provider, Precision.MODEL, Optional.empty());
      return Optional.empty();
    } catch (OrtException e) {
      return Optional.of(absence.ofLibrary(provider, RuntimeErrors.text(e)));
    }
  }

  private static OrtProvider kind(ExecutionProvider provider) {
    return switch (provider) {
      case Cpu cpu -> OrtProvider.CPU;
      case Cuda cuda -> OrtProvider.CUDA;
      case TensorRt tensorRt -> OrtProvider.TENSOR_RT;
      case OpenVino openVino -> OrtProvider.OPEN_VINO;
      case CoreMl coreMl -> OrtProvider.CORE_ML;
      case DirectMl directMl -> OrtProvider.DIRECT_ML;
    };
  }

  /**
   * Makes a provider run the model.
   *
   * @param engines where it may keep what it builds
   * @throws OrtException if its library does not load
   */
  static void append(
      OrtSession.SessionOptions settings,
      ExecutionProvider provider,
      Precision precision,
      Optional<Path> engines)
      throws OrtException {
    boolean isReduced = precision == Precision.REDUCED;
    switch (provider) {
      case Cpu cpu -> {
        // Always there, as the last.
      }
      case Cuda cuda -> cuda(settings, cuda.device(), isReduced);
      case TensorRt tensorRt -> {
        tensorRt(settings, tensorRt, isReduced, engines);
        // For the operators that TensorRT does not have.
        cuda(settings, tensorRt.device(), isReduced);
      }
      case OpenVino openVino -> settings.addOpenVINO(openVino.deviceType());
      case CoreMl coreMl ->
          settings.addCoreML(
              Map.of(
                  "ModelFormat",
                  "MLProgram",
                  "AllowLowPrecisionAccumulationOnGPU",
                  isReduced ? "1" : "0"));
      case DirectMl directMl -> {
        // It does not take memory patterns, nor operators at the same time.
        settings.setMemoryPatternOptimization(false);
        settings.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
        settings.addDirectML(directMl.device());
      }
    }
  }

  private static void cuda(OrtSession.SessionOptions settings, int device, boolean isReduced)
      throws OrtException {
    try (OrtCUDAProviderOptions options = new OrtCUDAProviderOptions(device)) {
      options.add("use_tf32", isReduced ? "1" : "0");
      settings.addCUDA(options);
    }
  }

  private static void tensorRt(
      OrtSession.SessionOptions settings,
      TensorRt provider,
      boolean isReduced,
      Optional<Path> engines)
      throws OrtException {
    try (OrtTensorRTProviderOptions options = new OrtTensorRTProviderOptions(provider.device())) {
      for (Map.Entry<String, String> option :
          tensorRtOptions(provider, isReduced, engines).entrySet()) {
        options.add(option.getKey(), option.getValue());
      }
      settings.addTensorrt(options);
    }
  }

  static Map<String, String> tensorRtOptions(
      TensorRt provider, boolean isReduced, Optional<Path> engines) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("trt_fp16_enable", isReduced ? "1" : "0");
    engines.ifPresent(
        folder -> {
          options.put("trt_engine_cache_enable", "1");
          options.put("trt_engine_cache_path", folder.toString());
          options.put("trt_timing_cache_enable", "1");
          options.put("trt_timing_cache_path", folder.toString());
        });
    if (!provider.shapes().isEmpty()) {
      options.put("trt_profile_min_shapes", profile(provider.shapes(), ShapeRange::smallest));
      options.put("trt_profile_opt_shapes", profile(provider.shapes(), ShapeRange::usual));
      options.put("trt_profile_max_shapes", profile(provider.shapes(), ShapeRange::largest));
    }
    return options;
  }

  private static String profile(
      Map<String, ShapeRange> shapes, Function<ShapeRange, List<Long>> end) {
    return shapes.entrySet().stream()
        .map(
            entry ->
                entry.getKey()
                    + ":"
                    + end.apply(entry.getValue()).stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining("x")))
        .collect(Collectors.joining(","));
  }
}
