package io.glyphflow.onnx;

import ai.onnxruntime.OrtException;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.stage.PermanentOcrException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns what ONNX Runtime says about a model into what its user can do. */
final class RuntimeErrors {

  private static final Pattern CODE = Pattern.compile("^Error code - \\w+ - message:\\s*");

  /** File and line in ONNX Runtime's own sources, and what went before. */
  private static final Pattern PLACE = Pattern.compile("^.*?[\\w/.-]+\\.(?:cc|h):\\d+ ");

  private static final Pattern LOAD = Pattern.compile("^Load model from .*? failed:\\s*");

  private static final Pattern IR =
      Pattern.compile("Unsupported model IR version: (\\d+), max supported IR version: (\\d+)");
  private static final Pattern OPSET =
      Pattern.compile("Opset (\\d+) is under .*domain (\\S*) is till opset (\\d+)", Pattern.DOTALL);
  private static final Pattern NO_OPERATOR =
      Pattern.compile("No Op registered for (\\S+) with domain_version of (\\d+)");
  private static final Pattern NO_FUNCTION =
      Pattern.compile("(\\S+) is not a registered function/op");
  private static final Pattern NO_KERNEL =
      Pattern.compile("Could not find an implementation for (\\S+) node");
  private static final Pattern NODE =
      Pattern.compile("In Node, \\(\"[^\"]*\", [^,]+, \"([^\"]*)\"");

  private RuntimeErrors() {}

  /** A failure that names the model and what is known of it. */
  static PermanentOcrException failure(
      String model, @Nullable ModelInfo info, String what, @Nullable Throwable cause) {
    return new PermanentOcrException(
        FailureCategory.MODEL, "model \"" + model + "\"" + versions(info) + ": " + what, cause);
  }

  private static String versions(@Nullable ModelInfo info) {
    if (info == null || info.irVersion() == 0) {
      return "";
    }
    String opsets =
        info.opsets().entrySet().stream()
            .limit(8)
            .map(RuntimeErrors::opset)
            .collect(Collectors.joining(", "));
    return " (IR " + info.irVersion() + ", opset " + opsets + ")";
  }

  private static String opset(Map.Entry<String, Long> opset) {
    return opset.getKey().equals(ModelInfo.ONNX_DOMAIN)
        ? opset.getValue().toString()
        : opset.getKey() + " " + opset.getValue();
  }

  /** Its message without code and place. */
  static String text(OrtException e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    String plain = CODE.matcher(message).replaceFirst("");
    Matcher place = PLACE.matcher(plain);
    String rest = place.find() ? withoutFunction(plain.substring(place.end())) : plain;
    return LOAD.matcher(rest).replaceFirst("").strip();
  }

  /** Without the name or signature of the function that failed. */
  private static String withoutFunction(String text) {
    int open = text.indexOf('(');
    if (open < 0 || !text.substring(0, open).contains("::")) {
      return text.substring(text.indexOf(' ') + 1);
    }
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
      if (depth == 0) {
        String rest = text.substring(i + 1);
        return rest.startsWith(" const ") ? rest.substring(" const ".length()) : rest;
      }
    }
    return text;
  }

  /** What is wrong with the model and what to do. */
  static String explain(OrtException e, String version) {
    String message = text(e);
    Matcher ir = IR.matcher(message);
    if (ir.find()) {
      return "its IR version "
          + ir.group(1)
          + " is too new: ONNX Runtime "
          + version
          + " reads up to IR version "
          + ir.group(2)
          + "; "
          + older("an older IR version (onnx.helper, ir_version)");
    }
    Matcher opset = OPSET.matcher(message);
    if (opset.find()) {
      return "its operator set "
          + opset.group(1)
          + " is too new: ONNX Runtime "
          + version
          + " has those of "
          + opset.group(2)
          + " up to "
          + opset.group(3)
          + "; "
          + older("opset " + opset.group(3) + " or lower");
    }
    String operator = unknownOperator(message, version);
    if (operator != null) {
      return operator;
    }
    String lower = message.toLowerCase(Locale.ROOT);
    if (List.of("bad_alloc", "bad allocation", "out of memory", "failed to allocate memory")
        .stream()
        .anyMatch(lower::contains)) {
      return "there is not enough memory to load it: free some, raise the limit of the container, or"
          + " take a smaller model ("
          + message
          + ")";
    }
    if (e.getCode() == OrtException.OrtErrorCode.ORT_INVALID_PROTOBUF) {
      return "the file is damaged: copy or download it again, and compare its SHA-256";
    }
    return "ONNX Runtime "
        + version
        + " refuses it: "
        + message
        + "; if the file is whole (compare its SHA-256), export it again";
  }

  private static String older(String what) {
    return "export the model with "
        + what
        + ", or raise com.microsoft.onnxruntime:onnxruntime on the class path";
  }

  private static @Nullable String unknownOperator(String message, String version) {
    Matcher kernel = NO_KERNEL.matcher(message);
    if (kernel.find()) {
      return "ONNX Runtime "
          + version
          + " cannot run its operator "
          + kernel.group(1)
          + " (operator set in brackets) on the element types that the model gives it: export the"
          + " model with 32-bit floats, or a higher opset";
    }
    Matcher function = NO_FUNCTION.matcher(message);
    if (function.find()) {
      return "its operator " + function.group(1).replace("(-1)", "") + unknown(version);
    }
    Matcher operator = NO_OPERATOR.matcher(message);
    if (operator.find()) {
      Matcher node = NODE.matcher(message);
      String domain = node.find() && !node.group(1).isEmpty() ? node.group(1) + ":" : "";
      return "its operator "
          + domain
          + operator.group(1)
          + "("
          + operator.group(2)
          + ")"
          + unknown(version);
    }
    return null;
  }

  private static String unknown(String version) {
    return " is unknown to ONNX Runtime "
        + version
        + ": the model needs a library of custom operators, or the operator is of a later opset;"
        + " export the model with ONNX's own operators";
  }
}
