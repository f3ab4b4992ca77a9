/**
 * Text models in process. {@link io.glyphflow.onnx.text.PpOcrRecognizer} is the whole as a role of
 * a pipeline; its parts are usable alone: {@link io.glyphflow.onnx.text.TextLineDetector} finds
 * lines (DBNet), {@link io.glyphflow.onnx.text.TextLineCropper} cuts them out level, {@link
 * io.glyphflow.onnx.text.TextLineClassifier} tells which stand upside down, and {@link
 * io.glyphflow.onnx.text.TextLineRecognizer} reads them (CTC) with a {@link
 * io.glyphflow.onnx.text.CharacterDictionary}. {@link
 * io.glyphflow.onnx.text.PageOrientationClassifier} tells how a page stands, and {@link
 * io.glyphflow.onnx.text.TextContract} what a model file is.
 */
package io.glyphflow.onnx.text;
