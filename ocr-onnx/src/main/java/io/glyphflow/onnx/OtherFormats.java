package io.glyphflow.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows what lies where a model should be: failed downloads, pictures, models of other systems. */
final class OtherFormats {

  private static final int HEAD = 512;

  private OtherFormats() {}

  /**
   * What the bytes are.
   *
   * @return a clause for a message, with what to do; empty if they may be an ONNX model
   */
  static Optional<String> recognize(ModelBytes bytes) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD);
    int read = bytes.read(0, head);
    if (read == 0) {
      return Optional.of("the file is empty: copy or download it again");
    }
    if (isZero(head.flip())) {
      return Optional.of(
          "it begins with " + read + " zero bytes, as after a broken copy: copy it again");
    }
    String text = StandardCharsets.ISO_8859_1.decode(head.rewind()).toString();
    return Optional.ofNullable(binary(text) == null ? textual(text) : binary(text));
  }

  private static boolean isZero(ByteBuffer head) {
    while (head.hasRemaining()) {
      if (head.get() != 0) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String textual(String head) {
    String text = head.strip().toLowerCase(Locale.ROOT);
    if (text.startsWith("version https://git-lfs")) {
      return "it is a pointer of Git LFS, not the model: run \"git lfs pull\" in its repository, or"
          + " download the file itself";
    }
    if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
      return "it is a web page, not a model: the download failed (an error or log-in page);"
          + " download the file itself";
    }
    if (text.startsWith("<?xml") || text.startsWith("<net")) {
      return "it is XML (an OpenVINO model or an error page of a download), not ONNX";
    }
    if (text.startsWith("{") || text.startsWith("[")) {
      return "it is JSON, not a model";
    }
    return null;
  }

  private static @Nullable String binary(String head) {
    if (head.startsWith("\u0089PNG")
        || head.startsWith("\u00ff\u00d8\u00ff")
        || head.startsWith("GIF8")
        || head.startsWith("II*\0")
        || head.startsWith("MM\0*")) {
      return "it is a picture, not a model";
    }
    if (head.startsWith("%PDF")) {
      return "it is a PDF, not a model";
    }
    if (head.startsWith("PK\u0003\u0004")) {
      return "it is a ZIP archive, not ONNX: unpack it; a PyTorch model must be exported to ONNX";
    }
    if (head.startsWith("\u001f\u008b")
        || head.startsWith("BZh")
        || head.startsWith("\u00fd7zXZ")) {
      return "it is a compressed archive, not a model: unpack it";
    }
    if (head.startsWith("ORTM", 4)) {
      return "it is a model in the ORT format, not ONNX: take the .onnx file that it was made from";
    }
    if (head.startsWith("TFL3", 4)) {
      return "it is a TensorFlow Lite model, not ONNX: convert it with tf2onnx";
    }
    if (head.startsWith("GGUF")) {
      return "it is a GGUF model, not ONNX: such models run behind a llama.cpp server";
    }
    if (head.startsWith("\u0089HDF")) {
      return "it is an HDF5 file (a Keras model), not ONNX: convert it with tf2onnx";
    }
    if (head.startsWith("\u0080\u0002") || head.startsWith("\u0080\u0004")) {
      return "it is a Python pickle (a PyTorch or Paddle model), not ONNX: export it to ONNX";
    }
    if (head.length() > 9 && head.startsWith("\0{\"", 7)) {
      return "it holds safetensors weights without a graph: export the model to ONNX";
    }
    return null;
  }
}
