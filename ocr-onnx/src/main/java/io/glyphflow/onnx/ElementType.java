package io.glyphflow.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo.OnnxTensorType;

/** What a tensor holds. */
public enum ElementType {
  /** 32-bit float. */
  FLOAT32(4),
  /** IEEE 754 half precision. */
  FLOAT16(2),
  /** The upper half of a 32-bit float. */
  BFLOAT16(2),
  /** 64-bit float. */
  FLOAT64(8),
  /** Signed byte. */
  INT8(1),
  /** Unsigned byte. */
  UINT8(1),
  /** 32-bit integer. */
  INT32(4),
  /** 64-bit integer. */
  INT64(8),
  /** Truth values, a byte each. */
  BOOL(1);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /**
   * How much room a value takes.
   *
   * @return bytes
   */
  public int bytes() {
    return bytes;
  }

  /** ONNX Runtime's name of it. */
  OnnxJavaType toRuntime() {
    return switch (this) {
      case FLOAT32 -> OnnxJavaType.FLOAT;
      case FLOAT16 -> OnnxJavaType.FLOAT16;
      case BFLOAT16 -> OnnxJavaType.BFLOAT16;
      case FLOAT64 -> OnnxJavaType.DOUBLE;
      case INT8 -> OnnxJavaType.INT8;
      case UINT8 -> OnnxJavaType.UINT8;
      case INT32 -> OnnxJavaType.INT32;
      case INT64 -> OnnxJavaType.INT64;
      case BOOL -> OnnxJavaType.BOOL;
    };
  }

  /** Whether there is one for ONNX Runtime's name. */
  static boolean isSupported(OnnxTensorType type) {
    return switch (type) {
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT,
          ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16,
          ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16,
          ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE,
          ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8,
          ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8,
          ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32,
          ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64,
          ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL ->
          true;
      default -> false;
    };
  }

  /**
   * From ONNX Runtime's name.
   *
   * @throws IllegalArgumentException if tensors of that type are not supported
   */
  static ElementType of(OnnxTensorType type) {
    return switch (type) {
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> FLOAT32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> FLOAT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16 -> BFLOAT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> FLOAT64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> INT8;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> UINT8;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> INT32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> INT64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> BOOL;
      default ->
          throw new IllegalArgumentException(
              "type: "
                  + type
                  + ", supported are float, half, bfloat16, double, int8/32/64, uint8"
                  + " and bool");
    };
  }
}
