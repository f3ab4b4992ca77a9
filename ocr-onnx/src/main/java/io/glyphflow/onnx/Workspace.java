package io.glyphflow.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.stage.PermanentOcrException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a call needs outside the heap: a slot for each input and output, and run options. Lent to
 * one lease after the other, so that a call in the steady state neither allocates memory nor makes
 * tensors.
 *
 * <p>Outputs. Whatever shapes the file declares, only runs tell the truth. The first run for given
 * input shapes lets the runtime allocate the outputs; from the second on they are pinned, that is,
 * written straight into our slots. If one comes out with another shape after all (it depends on the
 * values), the runtime refuses the pinned run; it is run once more without pins, and that output is
 * never pinned again. So the answer is never lost, and the price is paid once.
 *
 * <p>Ownership. {@code held} are the tensors that the runtime allocated in the last run. They live
 * until the next run has ended, as they may be carried into it. For one thread at a time.
 */
final class Workspace implements AutoCloseable {

  private final SessionCalls calls;
  private final Termination termination;
  private final Numbers numbers = new Numbers();
  private final Slot[] inputs;
  private final Slot[] outputs;

  private final @Nullable Tensor[] given;
  private final @Nullable Tensor[] answers;
  private final @Nullable OnnxTensor[] held;

  /** By input: the output that it carries on, or -1. */
  private final int[] carriedFrom;

  /** By input: the tensor that it takes in the next run instead of what was given. */
  private final @Nullable OnnxTensor[] carried;

  private final Map<String, OnnxTensor> feeds = new LinkedHashMap<>();
  private final Map<String, OnnxTensor> pins = new LinkedHashMap<>();
  private final Set<String> requests = new LinkedHashSet<>();

  Workspace(SessionCalls calls) {
    this.calls = calls;
    ModelInfo model = calls.model();
    inputs = model.inputs().stream().map(Slot::new).toArray(Slot[]::new);
    outputs = model.outputs().stream().map(Slot::new).toArray(Slot[]::new);
    given = new Tensor[inputs.length];
    answers = new Tensor[outputs.length];
    held = new OnnxTensor[outputs.length];
    carried = new OnnxTensor[inputs.length];
    carriedFrom = new int[inputs.length];
    Arrays.fill(carriedFrom, -1);
    try {
      termination = new Termination(calls.isArenaShrunk());
    } catch (OrtException e) {
      throw new PermanentOcrException(
          FailureCategory.INTERNAL, "run options: " + e.getMessage(), e);
    }
  }

  Termination termination() {
    return termination;
  }

  /** Memory for an input; what was given for it before is over. */
  Tensor input(int index, long[] shape) {
    Slot slot = inputs[index];
    Shapes.check(slot.value(), shape);
    Tensor before = given[index];
    if (before != null) {
      before.expire();
    }
    Tensor tensor = Tensor.input(shape, slot, numbers);
    given[index] = tensor;
    carried[index] = null;
    return tensor;
  }

  /** An output of the last run. */
  @Nullable Tensor output(int index) {
    return answers[index];
  }

  /** From now on each run's output is the next run's input. */
  void carry(int output, int input) {
    ValueInfo from = outputs[output].value();
    ValueInfo to = inputs[input].value();
    if (from.type() != to.type()) {
      throw new IllegalArgumentException("carry: " + from + " to " + to + ", types must be equal");
    }
    if (from.shape().size() != to.shape().size()) {
      throw new IllegalArgumentException("carry: " + from + " to " + to + ", ranks must be equal");
    }
    if (carriedFrom[input] != output) {
      // What it carried before may be written to from now on.
      carriedFrom[input] = output;
      carried[input] = null;
    }
    carryOn(input);
  }

  private void carryOn(int input) {
    int output = carriedFrom[input];
    if (output >= 0 && answers[output] != null) {
      OnnxTensor tensor = held[output];
      carried[input] = tensor == null ? pins.get(outputs[output].value().name()) : tensor;
    }
  }

  private boolean isCarried(int output) {
    for (int from : carriedFrom) {
      if (from == output) {
        return true;
      }
    }
    return false;
  }

  /** Runs the model on what was given and carried. */
  void run() throws OrtException {
    KnownShapes.Key key = feed();
    forgetAnswers();
    long @Nullable [][] expected = calls.shapes().outputs(key);
    aim(expected);
    boolean isRefused = false;
    OrtSession.Result result;
    try {
      result = call();
    } catch (OrtException e) {
      if (pins.isEmpty() || termination.isTerminated()) {
        throw e;
      }
      // Most likely a shape; whatever else it is, it comes again.
      isRefused = true;
      aim(null);
      result = call();
    }
    take(result, expected);
    learn(key, expected, isRefused);
    for (int i = 0; i < inputs.length; i++) {
      carryOn(i);
    }
  }

  /** Fills the feeds; returns their shapes. */
  private KnownShapes.Key feed() throws OrtException {
    long[][] shapes = new long[inputs.length][];
    feeds.clear();
    for (int i = 0; i < inputs.length; i++) {
      OnnxTensor tensor = carried[i];
      Tensor own = given[i];
      if (tensor != null) {
        shapes[i] = tensor.getInfo().getShape();
      } else if (own != null) {
        own.narrow();
        shapes[i] = own.trueShape();
        tensor = inputs[i].tensor(calls.environment(), own.trueShape(), own.byteCount());
      } else {
        throw new IllegalStateException(
            "input: nothing was given for " + inputs[i].value() + ", call input(name, shape)");
      }
      feeds.put(inputs[i].value().name(), tensor);
    }
    return new KnownShapes.Key(shapes);
  }

  /** Whatever came out is not to be had any more. */
  void forget() {
    Arrays.fill(carried, null);
    forgetAnswers();
  }

  private void forgetAnswers() {
    for (int i = 0; i < outputs.length; i++) {
      Tensor answer = answers[i];
      if (answer != null) {
        answer.expire();
        answers[i] = null;
      }
      if (!isFed(held[i])) {
        release(i);
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // a handle, not a value
  private boolean isFed(@Nullable OnnxTensor tensor) {
    for (OnnxTensor each : carried) {
      if (each != null && each == tensor) {
        return true;
      }
    }
    return false;
  }

  private void release(int output) {
    OnnxTensor tensor = held[output];
    if (tensor != null) {
      held[output] = null;
      tensor.close();
      Handles.closed();
    }
  }

  /** Decides for each output who allocates it: the runtime, if nothing is expected. */
  private void aim(long @Nullable [][] expected) throws OrtException {
    pins.clear();
    requests.clear();
    for (int i = 0; i < outputs.length; i++) {
      Slot slot = outputs[i];
      String name = slot.value().name();
      if (expected != null && isPinnable(i, expected[i])) {
        int bytes = Shapes.count(name, expected[i]) * slot.value().type().bytes();
        pins.put(name, slot.tensor(calls.environment(), expected[i], bytes));
      } else {
        requests.add(name);
      }
    }
  }

  private boolean isPinnable(int output, long[] shape) {
    if (!calls.shapes().isSteady(output) || isCarried(output)) {
      return false;
    }
    for (long side : shape) {
      if (side == 0) {
        return false;
      }
    }
    return true;
  }

  private OrtSession.Result call() throws OrtException {
    return calls.runtime().run(feeds, requests, pins, termination.options());
  }

  /** Takes over the tensors of a result, which therefore is not closed. */
  private void take(OrtSession.Result result, long @Nullable [][] expected) {
    for (int i = 0; i < outputs.length; i++) {
      release(i);
      String name = outputs[i].value().name();
      if (!pins.containsKey(name) && result.get(name).orElse(null) instanceof OnnxTensor tensor) {
        held[i] = tensor;
        Handles.opened();
      }
    }
    for (int i = 0; i < outputs.length; i++) {
      Slot slot = outputs[i];
      OnnxTensor tensor = held[i];
      if (tensor != null) {
        long[] shape = tensor.getInfo().getShape();
        requireReadable(slot.value(), shape);
        answers[i] = Tensor.output(shape, slot, numbers, tensor);
      } else if (expected != null) {
        answers[i] = Tensor.output(expected[i], slot, numbers, null);
      }
    }
  }

  private static void requireReadable(ValueInfo output, long[] shape) {
    double bytes = output.type().bytes();
    for (long side : shape) {
      bytes *= side;
    }
    if (bytes > NativeBlock.MAX_BYTES) {
      throw new PermanentOcrException(
          FailureCategory.MODEL,
          "output: " + output + " came out as " + Arrays.toString(shape) + ", must be < 2 GiB");
    }
  }

  private void learn(KnownShapes.Key key, long @Nullable [][] expected, boolean isRefused) {
    if (expected != null && requests.isEmpty()) {
      return;
    }
    long[][] shapes = new long[outputs.length][];
    boolean isNew = expected == null;
    boolean isExplained = false;
    for (int i = 0; i < outputs.length; i++) {
      Tensor answer = answers[i];
      shapes[i] = answer == null ? new long[0] : answer.trueShape();
      if (answer == null) {
        calls.shapes().distrust(i);
      } else if (expected != null && !Arrays.equals(shapes[i], expected[i])) {
        isNew |= calls.shapes().isSteady(i);
        isExplained = true;
        calls.shapes().distrust(i);
      }
    }
    if (isNew) {
      calls.shapes().learn(key, shapes);
    }
    if (isRefused && !isExplained) {
      // Not for a shape, so for pinning as such.
      calls.shapes().distrustAll();
    }
  }

  /** The lease is over: what it handed out is out of reach, and the memory waits for the next. */
  void rest() {
    for (int i = 0; i < inputs.length; i++) {
      Tensor tensor = given[i];
      if (tensor != null) {
        tensor.expire();
        given[i] = null;
      }
      carried[i] = null;
      carriedFrom[i] = -1;
      inputs[i].rest();
    }
    forgetAnswers();
    for (Slot slot : outputs) {
      slot.rest();
    }
  }

  /** After {@link #rest()}. */
  @Override
  public void close() {
    for (Slot slot : inputs) {
      slot.close();
    }
    for (Slot slot : outputs) {
      slot.close();
    }
    termination.close();
  }

  /** What went into the last run, for messages. */
  String fed() {
    List<String> shapes = new ArrayList<>();
    for (Slot slot : inputs) {
      OnnxTensor tensor = feeds.get(slot.value().name());
      if (tensor != null) {
        shapes.add(
            slot.value().name()
                + " "
                + slot.value().type()
                + Arrays.toString(tensor.getInfo().getShape()));
      }
    }
    return String.join(", ", shapes);
  }
}
