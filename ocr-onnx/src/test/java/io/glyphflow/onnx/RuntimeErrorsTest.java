package io.glyphflow.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuntimeErrorsTest {

  private static String explain(OrtErrorCode code, String message) {
    return RuntimeErrors.explain(
        new OrtException(code, "Error code - " + code + " - message: " + message), "1.28.0");
  }

  @ParameterizedTest
  @CsvSource({
    "std::bad_alloc",
    "bad allocation",
    "CUDA failure 2: out of memory",
    "Failed to allocate memory for requested buffer of size 4096"
  })
  void explain_outOfMemory_saysWhatToDo(String message) {
    assertThat(explain(OrtErrorCode.ORT_RUNTIME_EXCEPTION, message))
        .startsWith("there is not enough memory to load it")
        .contains("limit of the container", message);
  }

  @Test
  void explain_protobuf_isADamagedFile() {
    assertThat(explain(OrtErrorCode.ORT_INVALID_PROTOBUF, "protobuf parsing failed."))
        .contains("damaged", "SHA-256");
  }

  @Test
  void explain_otherDomainTooNew_namesIt() {
    String message =
        "/src/model_load_utils.h:46 void a::B(const std::map<int, int>&, int) Opset 9 is under"
            + " development. Current official support for domain ai.onnx.ml is till opset 5.";
    assertThat(explain(OrtErrorCode.ORT_FAIL, message))
        .contains("operator set 9 is too new", "those of ai.onnx.ml up to 5", "opset 5 or lower");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/onnxruntime_src/core/graph/graph.cc:1554 void onnxruntime::Graph::Init() Graph output (z)"
            + " does not exist.|Graph output (z) does not exist.",
        "Load model from /a b/c.onnx failed:/s/graph.cc:9 void o::G::F(int (*)(int)) const No.|No.",
        "tensorprotoutils.cc:1567 Validate Initializer 'a': wrong|Initializer 'a': wrong",
        "Load model from m.onnx failed:Plain words|Plain words",
        "Plain words (in brackets)|Plain words (in brackets)"
      })
  void text_place_isLeftOut(String message, String plain) {
    assertThat(RuntimeErrors.text(new OrtException(OrtErrorCode.ORT_FAIL, message)))
        .isEqualTo(plain);
  }
}
