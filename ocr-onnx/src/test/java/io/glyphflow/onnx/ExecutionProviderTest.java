package io.glyphflow.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.onnx.ExecutionProvider.ShapeRange;
import io.glyphflow.onnx.ExecutionProvider.TensorRt;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** With the ONNX Runtime jar of this build, which has the processor only. */
class ExecutionProviderTest {

  private static final ProviderAbsence LINUX = new ProviderAbsence("1.28.0", "Linux", "amd64");
  private static final ProviderAbsence MAC = new ProviderAbsence("1.28.0", "Mac OS X", "aarch64");
  private static final ProviderAbsence WINDOWS =
      new ProviderAbsence("1.28.0", "Windows 11", "amd64");

  static Stream<ExecutionProvider> others() {
    return Stream.of(
        ExecutionProvider.cuda(0),
        ExecutionProvider.tensorRt(0),
        ExecutionProvider.openVino("GPU"),
        ExecutionProvider.coreMl(),
        ExecutionProvider.directMl(0));
  }

  @Test
  void available_hasTheProcessor() {
    assertThat(ExecutionProvider.available()).contains(ExecutionProvider.cpu());
    assertThat(ExecutionProvider.cpu().absence()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("others")
  void open_absentProvider_saysWhyAndFallsBackOnlyIfTold(ExecutionProvider provider) {
    Optional<String> absence = provider.absence();
    if (absence.isEmpty()) {
      // A machine with that device and library: nothing is absent.
      assertThat(ExecutionProvider.available()).contains(provider);
      return;
    }
    ModelSource source = ModelFiles.source(ModelFiles.twice());
    SessionOptions strict = SessionOptions.builder().provider(provider).build();
    assertThatThrownBy(() -> OnnxSession.open(source, strict))
        .isInstanceOfSatisfying(
            PermanentOcrException.class,
            e -> assertThat(e.category()).isEqualTo(FailureCategory.MODEL))
        .hasMessageContaining("model \"test model\" (IR 8, opset 17): " + provider)
        .hasMessageContaining(absence.get())
        .hasMessageContaining("fallbackToCpu(true)");
    SessionOptions lenient =
        SessionOptions.builder().provider(provider).fallbackToCpu(true).build();
    try (OnnxSession session = OnnxSession.open(source, lenient)) {
      assertThat(session.provider()).isEqualTo(ExecutionProvider.cpu());
      assertThat(session.options().provider()).isEqualTo(provider);
      assertThat(ModelFiles.answer(session, "x", 1, 2)).containsExactly(0, 2 / 16f);
    }
  }

  @Test
  void absence_ofBuild_namesTheJarOrTheSystem() {
    assertThat(LINUX.ofBuild(ExecutionProvider.cuda(0), false).orElseThrow())
        .contains("built without it", "com.microsoft.onnxruntime:onnxruntime_gpu:1.28.0");
    assertThat(LINUX.ofBuild(ExecutionProvider.tensorRt(0), false).orElseThrow())
        .contains("onnxruntime_gpu");
    assertThat(LINUX.ofBuild(ExecutionProvider.openVino("CPU"), false).orElseThrow())
        .contains("--use_openvino", "onnxruntime.native.path");
    assertThat(LINUX.ofBuild(ExecutionProvider.coreMl(), false).orElseThrow())
        .contains("needs macOS", "this is Linux amd64");
    assertThat(LINUX.ofBuild(ExecutionProvider.directMl(0), false).orElseThrow())
        .contains("needs Windows");
    assertThat(WINDOWS.ofBuild(ExecutionProvider.directMl(0), false).orElseThrow())
        .contains("--use_dml");
    assertThat(MAC.ofBuild(ExecutionProvider.coreMl(), false).orElseThrow())
        .contains("--use_coreml");
    assertThat(MAC.ofBuild(ExecutionProvider.cuda(0), false).orElseThrow())
        .contains("needs Linux or Windows");
    assertThat(MAC.ofBuild(ExecutionProvider.openVino("CPU"), true)).isPresent();
    assertThat(LINUX.ofBuild(ExecutionProvider.cuda(0), true)).isEmpty();
    assertThat(MAC.ofBuild(ExecutionProvider.coreMl(), true)).isEmpty();
    assertThat(LINUX.ofBuild(ExecutionProvider.cpu(), true)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Failed to load library libonnxruntime_providers_cuda.so with error: libcublasLt.so.12:"
            + " cannot open shared object file: No such file or directory"
            + "|libcublasLt.so.12 is missing: install CUDA 12",
        "Failed to load library libonnxruntime_providers_cuda.so with error: libcudnn.so.9: cannot"
            + " open shared object file|libcudnn.so.9 is missing: install cuDNN 9",
        "libonnxruntime_providers_tensorrt.so with error: libnvinfer.so.10: cannot open shared"
            + " object file|libnvinfer.so.10 is missing: install TensorRT 10",
        "LoadLibrary failed with error 126 when trying to load cuda.dll|a library that it needs",
        "Failed to find CUDA shared provider|not in the ONNX Runtime jar of this machine (amd64)",
        "CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version|too old",
        "CUDA failure 100: no CUDA-capable device is detected|no such device: check nvidia-smi",
        "CUDA failure 101: invalid device ordinal|no such device",
        "something else|something else"
      })
  void absence_ofLibrary_saysWhatToInstall(String message, String says) {
    assertThat(LINUX.ofLibrary(ExecutionProvider.cuda(0), message)).contains(says);
  }

  @Test
  void provider_wrongValue_isRefused() {
    assertThatThrownBy(() -> ExecutionProvider.cuda(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("device: -1, must be >= 0");
    assertThatThrownBy(() -> ExecutionProvider.tensorRt(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ExecutionProvider.directMl(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ExecutionProvider.openVino(" "))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ShapeRange(List.of(2L), List.of(1L), List.of(3L)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ShapeRange(List.of(0L), List.of(1L), List.of(3L)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ShapeRange(List.of(1L), List.of(1L, 2L), List.of(3L)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tensorRt_options_nameCacheAndShapes() {
    TensorRt provider =
        new TensorRt(
            0,
            Map.of(
                "x",
                new ShapeRange(
                    List.of(1L, 3L, 48L, 48L),
                    List.of(8L, 3L, 48L, 320L),
                    List.of(16L, 3L, 48L, 3200L))));
    assertThat(Providers.tensorRtOptions(provider, true, Optional.of(Path.of("/c"))))
        .containsEntry("trt_fp16_enable", "1")
        .containsEntry("trt_engine_cache_enable", "1")
        .containsEntry("trt_engine_cache_path", "/c")
        .containsEntry("trt_timing_cache_enable", "1")
        .containsEntry("trt_timing_cache_path", "/c")
        .containsEntry("trt_profile_min_shapes", "x:1x3x48x48")
        .containsEntry("trt_profile_opt_shapes", "x:8x3x48x320")
        .containsEntry("trt_profile_max_shapes", "x:16x3x48x3200");
    assertThat(Providers.tensorRtOptions(new TensorRt(0, Map.of()), false, Optional.empty()))
        .isEqualTo(Map.of("trt_fp16_enable", "0"));
  }

  @Test
  void names_areThoseOfTheirMakers() {
    assertThat(Stream.concat(Stream.of(ExecutionProvider.cpu()), others()).map(Object::toString))
        .containsExactly("CPU", "CUDA(0)", "TensorRT(0)", "OpenVINO(GPU)", "CoreML", "DirectML(0)");
  }
}
