/**
 * Models in process, over ONNX Runtime. {@link io.glyphflow.onnx.ModelSource} says where a model
 * is, {@link io.glyphflow.onnx.OnnxSession} loads it once, and each call takes a {@link
 * io.glyphflow.onnx.SessionLease}: input tensors to fill, a run, output tensors to read, all in
 * memory that is used again by the next call.
 *
 * {@snippet file="io/glyphflow/onnx/OnnxSnippets.java" region="run"}
 *
 * <p>What a call can rely on:
 *
 * <ul>
 *   <li>Shapes. Those that a file declares are promises that many files break; a {@link
 *       io.glyphflow.onnx.Tensor} that came out has the true one. From the second call with the
 *       same input shapes on, the model writes its outputs straight into the lease's memory.
 *   <li>Types. {@link io.glyphflow.onnx.Tensor#floats()} reads and writes any type as floats;
 *       {@link io.glyphflow.onnx.Tensor#bytes()} gives the values as they are.
 *   <li>Time. A call that is given up ends at the model's next operator, and then is an {@link
 *       java.lang.InterruptedException}. Virtual threads wait while a platform thread runs the
 *       model.
 *   <li>Trouble. A model that fails is a {@link io.glyphflow.core.stage.PermanentOcrException} with
 *       {@code MODEL}; wrong use, closed sessions included, is an {@link
 *       java.lang.IllegalArgumentException} or {@link java.lang.IllegalStateException}. Only a
 *       buffer that somebody keeps and reads after the session is closed is beyond that.
 *   <li>Memory. A session owns all that its calls take outside the heap and frees it when it is
 *       closed; {@link io.glyphflow.onnx.OnnxSession#liveHandles()} counts it.
 * </ul>
 *
 * <p>{@link io.glyphflow.onnx.ModelInfo#read} tells what a file is without loading it, {@link
 * io.glyphflow.onnx.SessionOptions} says how it is run and {@link
 * io.glyphflow.onnx.ExecutionProvider} on what, an {@link io.glyphflow.onnx.EngineCache} keeps what
 * was built for it, and a {@link io.glyphflow.onnx.ModelManifest} holds what has to be known beside
 * the graph, with a self-test.
 */
package io.glyphflow.onnx;
