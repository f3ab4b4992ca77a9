package io.glyphflow.layout;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.layout.contract.Signature;
import io.glyphflow.onnx.ModelInfo;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What a detector needs to know of a model, from what was told and what its file says. */
final class Opening {

  private Opening() {}

  static DetectorContract family(ModelInfo info, @Nullable DetectorContract contract) {
    if (contract == null) {
      ContractMatch match = DetectorContract.match(info);
      return match.contract().orElseThrow(() -> unknown(match));
    }
    Optional<String> lacking = contract.adapter().lacking(info);
    if (lacking.isPresent()) {
      throw new PermanentOcrException(
          FailureCategory.MODEL,
          "model \""
              + info.name()
              + "\": cannot be run as "
              + contract
              + ", which "
              + lacking.get()
              + "\n"
              + ContractMatch.signature(info));
    }
    return contract;
  }

  private static PermanentOcrException unknown(ContractMatch match) {
    String what =
        match.fitting().isEmpty()
            ? "is of no known family of layout models"
            : "could be of more than one family of layout models; name it";
    return new PermanentOcrException(
        FailureCategory.MODEL,
        "model \""
            + match.model().name()
            + "\": "
            + what
            + "\n"
            + ContractMatch.signature(match.model())
            + "\n  "
            + String.join("\n  ", match.reasons()));
  }

  static void checkSize(ModelInfo info, @Nullable Size wanted) {
    Optional<Size> declared = Signature.declaredSize(info);
    if (wanted != null && declared.isPresent() && !declared.get().equals(wanted)) {
      throw new IllegalArgumentException(
          "inputSize: " + wanted + ", must be " + declared.get() + ", which the model declares");
    }
  }

  static LabelMap labels(ModelInfo info, DetectorContract family, @Nullable LabelMap labels) {
    OptionalInt classes = family.adapter().classes(info);
    if (labels != null) {
      if (classes.orElse(labels.size()) != labels.size()) {
        throw new IllegalArgumentException(
            "labels: "
                + labels.size()
                + ", must be "
                + classes.getAsInt()
                + ", the classes of model \""
                + info.name()
                + "\"");
      }
      return labels;
    }
    LabelMap known =
        LabelMap.from(info)
            .or(() -> family.adapter().knownLabels(info).map(LabelFiles::resource))
            .orElseThrow(() -> noLabels(info, classes));
    if (classes.orElse(known.size()) != known.size()) {
      throw new PermanentOcrException(
          FailureCategory.MODEL,
          "model \""
              + info.name()
              + "\": "
              + known.size()
              + " labels in its file for "
              + classes.getAsInt()
              + " classes; give the right ones");
    }
    return known;
  }

  private static PermanentOcrException noLabels(ModelInfo info, OptionalInt classes) {
    return new PermanentOcrException(
        FailureCategory.MODEL,
        "model \""
            + info.name()
            + "\": no labels in its file"
            + (classes.isPresent() ? " for its " + classes.getAsInt() + " classes" : "")
            + "; give them, for example by LabelMap.read(file)");
  }
}
