/**
 * Models in process, over ONNX Runtime. {@link io.glyphflow.onnx.ModelSource} says where a model
 * is, {@link io.glyphflow.onnx.OnnxSession} loads it once, and each call takes a {@link
 * io.glyphflow.onnx.SessionLease}: input tensors to fill, a run, output tensors to read, all in
 * memory that is used again by the next call.
 */
package io.glyphflow.onnx;
