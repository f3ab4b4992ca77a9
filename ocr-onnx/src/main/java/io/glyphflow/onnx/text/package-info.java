/** Text models in process: line detection (DBNet), line direction, line recognition (CTC). */
package io.glyphflow.onnx.text;
