/** ONNX models with known answers, written without any tool. */
package io.glyphflow.testkit.onnx;
