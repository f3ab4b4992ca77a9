package io.glyphflow.layout.contract;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.onnx.ModelInfo;
import io.glyphflow.onnx.SessionLease;
import io.glyphflow.onnx.Tensor;
import io.glyphflow.onnx.ValueInfo;
import java.util.ArrayList;
import java.util.List;

/** What came out of a run. Valid as long as its lease. Not thread-safe. */
public final class Answer {

  private final String model;
  private final List<Values> outputs;

  /**
   * An answer of outputs.
   *
   * @param model its name, for messages
   * @param outputs in the graph's order
   */
  public Answer(String model, List<Values> outputs) {
    this.model = model;
    this.outputs = List.copyOf(outputs);
  }

  /**
   * The answer of the last run.
   *
   * @param lease the call
   * @param model its signature
   * @return the answer
   */
  public static Answer of(SessionLease lease, ModelInfo model) {
    List<Values> outputs = new ArrayList<>();
    for (ValueInfo output : model.outputs()) {
      Tensor tensor = lease.output(output.name());
      outputs.add(new Values(output.name(), tensor.shape(), tensor::floats));
    }
    return new Answer(model.name(), outputs);
  }

  boolean has(String name) {
    return outputs.stream().anyMatch(output -> output.name().equals(name));
  }

  Values named(String name) {
    return outputs.stream()
        .filter(output -> output.name().equals(name))
        .findFirst()
        .orElseThrow(() -> broken("no output \"" + name + "\" among " + outputs));
  }

  Values at(int index) {
    if (index >= outputs.size()) {
      throw broken("no output " + index + " among " + outputs);
    }
    return outputs.get(index);
  }

  int count() {
    return outputs.size();
  }

  /** An output with a known number of dimensions, for as many pages as the batch has. */
  Values batched(Values values, int rank, Adapter.Batch batch) {
    check(values.rank() == rank, values, "must have " + rank + " dimensions");
    check(values.size(0) == batch.size(), values, "must be for " + batch.size() + " pages");
    return values;
  }

  /** An output, as it must be. */
  void check(boolean isRight, Values values, String rule) {
    if (!isRight) {
      throw broken("output " + values + ", " + rule);
    }
  }

  /** A failure that says which model answered so. */
  PermanentOcrException broken(String message) {
    return new PermanentOcrException(
        FailureCategory.LAYOUT, "layout model \"" + model + "\": " + message);
  }
}
