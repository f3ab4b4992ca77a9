package io.glyphflow.onnx;

import io.glyphflow.onnx.ExecutionProvider.CoreMl;
import io.glyphflow.onnx.ExecutionProvider.Cpu;
import io.glyphflow.onnx.ExecutionProvider.Cuda;
import io.glyphflow.onnx.ExecutionProvider.DirectMl;
import io.glyphflow.onnx.ExecutionProvider.OpenVino;
import io.glyphflow.onnx.ExecutionProvider.TensorRt;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a provider is not there, in words that help. Immutable, thread-safe.
 *
 * @param version of ONNX Runtime
 * @param system the operating system
 * @param machine the architecture
 */
record ProviderAbsence(String version, String system, String machine) {

  private static final Pattern MISSING_LIBRARY =
      Pattern.compile(
          "(lib[\\w.+-]+\\.so[.\\d]*|[\\w.+-]+\\.dll|[\\w.+-]+\\.dylib)"
              + "(?=: cannot open shared object| .{0,40}(?:missing|not found))");

  /** What the build of ONNX Runtime lacks; empty if it has the provider. */
  Optional<String> ofBuild(ExecutionProvider provider, boolean isBuilt) {
    Optional<String> wrongSystem = wrongSystem(provider);
    if (wrongSystem.isPresent() || isBuilt) {
      return wrongSystem;
    }
    String advice =
        switch (provider) {
          case Cpu cpu -> "";
          case Cuda cuda -> gpuJar();
          case TensorRt tensorRt -> gpuJar();
          case OpenVino openVino -> ownBuild("--use_openvino");
          case CoreMl coreMl -> ownBuild("--use_coreml");
          case DirectMl directMl -> ownBuild("--use_dml");
        };
    return Optional.of("this ONNX Runtime " + version + " was built without it: " + advice);
  }

  private String gpuJar() {
    return "take com.microsoft.onnxruntime:onnxruntime_gpu:"
        + version
        + " in place of com.microsoft.onnxruntime:onnxruntime, not beside it";
  }

  private static String ownBuild(String flag) {
    return "no jar on Maven Central has it; build ONNX Runtime with "
        + flag
        + " and start Java with -Donnxruntime.native.path=FOLDER";
  }

  private Optional<String> wrongSystem(ExecutionProvider provider) {
    String os = system.toLowerCase(Locale.ROOT);
    boolean isMac = os.startsWith("mac");
    boolean isWindows = os.startsWith("windows");
    boolean isX64 = machine.equals("amd64") || machine.equals("x86_64");
    String needed =
        switch (provider) {
          case Cpu cpu -> "";
          case Cuda cuda -> isMac ? "Linux or Windows with a card of NVIDIA" : "";
          case TensorRt tensorRt -> isMac ? "Linux or Windows with a card of NVIDIA" : "";
          case OpenVino openVino -> isX64 && !isMac ? "" : "Linux or Windows on x64";
          case CoreMl coreMl -> isMac ? "" : "macOS";
          case DirectMl directMl -> isWindows ? "" : "Windows";
        };
    return needed.isEmpty()
        ? Optional.empty()
        : Optional.of("it needs " + needed + ", and this is " + system + " " + machine);
  }

  /** What keeps its library from loading, or its device from being found. */
  String ofLibrary(ExecutionProvider provider, String message) {
    Matcher missing = MISSING_LIBRARY.matcher(message);
    boolean isNvidia = provider instanceof Cuda || provider instanceof TensorRt;
    if (missing.find()) {
      return missing.group(1)
          + " is missing: "
          + (isNvidia ? nvidia(missing.group(1)) : "install it")
          + ", where the system's loader looks (LD_LIBRARY_PATH, PATH on Windows)";
    }
    if (message.contains("error 126")) {
      return "a library that it needs is missing: "
          + nvidia(provider instanceof TensorRt ? "nvinfer" : "cudart")
          + ", with their folders in PATH";
    }
    if (message.contains("shared provider")) {
      return "its library is not in the ONNX Runtime jar of this machine ("
          + machine
          + "): "
          + (isNvidia ? gpuJar() : "take another build");
    }
    if (message.contains("driver version is insufficient")) {
      return "the driver of the card is too old for CUDA 12: bring it up to date";
    }
    if (message.contains("no CUDA-capable device") || message.contains("invalid device ordinal")) {
      return "there is no such device: check nvidia-smi and CUDA_VISIBLE_DEVICES";
    }
    return message;
  }

  private static String nvidia(String library) {
    if (library.contains("cudnn")) {
      return "install cuDNN 9 for CUDA 12";
    }
    if (library.contains("nvinfer") || library.contains("nvonnxparser")) {
      return "install TensorRT 10 for CUDA 12";
    }
    return "install CUDA 12 (13 does not do) and cuDNN 9";
  }
}
