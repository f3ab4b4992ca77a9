package io.glyphflow.layout;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.layout.contract.Signature;
import io.glyphflow.onnx.ModelInfo;
import io.glyphflow.onnx.ValueInfo;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which family of layout models a model is of, and what its file tells of its pages and labels.
 * Immutable, thread-safe.
 *
 * @param model the signature
 * @param fitting the families that it could be of: one if it is clear
 * @param misfits why it is not of the others
 */
public record ContractMatch(
    ModelInfo model, List<DetectorContract> fitting, Map<DetectorContract, String> misfits) {

  /** Copies the components. */
  public ContractMatch {
    Objects.requireNonNull(model, "model");
    fitting = List.copyOf(fitting);
    misfits = Map.copyOf(misfits);
  }

  static ContractMatch of(ModelInfo model) {
    List<DetectorContract> fitting = new ArrayList<>();
    Map<DetectorContract, String> misfits = new EnumMap<>(DetectorContract.class);
    for (DetectorContract contract : DetectorContract.values()) {
      Optional<String> misfit = contract.adapter().misfit(model);
      if (misfit.isPresent()) {
        misfits.put(contract, misfit.get());
      } else {
        fitting.add(contract);
      }
    }
    return new ContractMatch(model, fitting, misfits);
  }

  /**
   * The family.
   *
   * @return the one that fits; empty if there is none, or more than one
   */
  public Optional<DetectorContract> contract() {
    return fitting.size() == 1 ? Optional.of(fitting.getFirst()) : Optional.empty();
  }

  /**
   * Why there is no {@link #contract()}.
   *
   * @return a line for each family, in the order of the families; those that fit are told so
   */
  public List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    for (DetectorContract contract : DetectorContract.values()) {
      String misfit = misfits.get(contract);
      reasons.add(contract + ": " + (misfit == null ? "fits" : misfit));
    }
    return reasons;
  }

  /**
   * The size of pictures that the file declares.
   *
   * @return the size; empty if it is open, and the family's usual one is taken
   */
  public Optional<Size> inputSize() {
    return Signature.declaredSize(model);
  }

  /**
   * The labels that go with the file: its own, or those of a known model that it must be.
   *
   * @return the labels; empty if they have to be given
   * @throws io.glyphflow.core.stage.PermanentOcrException with {@code MODEL} if its own cannot be
   *     read
   */
  public Optional<LabelMap> labels() {
    return LabelMap.from(model).or(this::knownLabels);
  }

  private Optional<LabelMap> knownLabels() {
    return contract()
        .flatMap(contract -> contract.adapter().knownLabels(model))
        .map(LabelFiles::resource);
  }

  /**
   * What is told to people: signature, family, size and labels.
   *
   * @return some lines
   */
  public String describe() {
    StringBuilder text = new StringBuilder(signature(model)).append('\n');
    if (contract().isEmpty()) {
      text.append(fitting.isEmpty() ? "contract: none fits" : "contract: more than one fits");
      reasons().forEach(reason -> text.append("\n  ").append(reason));
      return text.toString();
    }
    text.append("contract: ").append(contract().get());
    text.append("\ninput size: ")
        .append(inputSize().map(size -> size.width() + " x " + size.height()).orElse("open"));
    text.append("\nlabels: ")
        .append(labels().map(LabelMap::toString).orElse("not in the file, to be given"));
    if (labels().isPresent()) {
      text.append(LabelMap.from(model).isPresent() ? " (metadata)" : " (of the known model)");
    }
    return text.toString();
  }

  /** Inputs and outputs, in two lines. */
  static String signature(ModelInfo model) {
    return "inputs: " + values(model.inputs()) + "\noutputs: " + values(model.outputs());
  }

  private static String values(List<ValueInfo> values) {
    return String.join(", ", values.stream().map(ValueInfo::toString).toList());
  }
}
