package io.glyphflow.onnx.text;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.onnx.ModelInfo;
import io.glyphflow.onnx.SessionLease;
import io.glyphflow.onnx.Tensor;
import io.glyphflow.onnx.text.ReadText.ReadCharacter;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Makes text of a model's answer. What the classes stand for, and whether they are probabilities,
 * is seen at the first run and kept. Thread-safe.
 */
final class LineOutput {

  private final ModelInfo model;
  private final CharacterDictionary dictionary;
  private final AtomicReference<@Nullable Classes> classes = new AtomicReference<>();

  private record Classes(List<String> texts, boolean isLogits) {}

  LineOutput(ModelInfo model, CharacterDictionary dictionary) {
    this.model = model;
    this.dictionary = dictionary;
  }

  /**
   * The answer of a run.
   *
   * @throws PermanentOcrException if it is none of a text recognizer, or the dictionary does not
   *     fit
   */
  Answer open(SessionLease lease, int lines) {
    Tensor tensor = lease.output(0);
    long[] shape = tensor.shape();
    if (shape.length != 3 || shape[0] != lines || shape[2] < 2) {
      throw new PermanentOcrException(
          FailureCategory.MODEL,
          "model \""
              + model.name()
              + "\": its answer is "
              + Arrays.toString(shape)
              + ", must be "
              + lines
              + " lines, steps, classes");
    }
    CtcDecoder decoder = new CtcDecoder();
    int steps = Math.toIntExact(shape[1]);
    int width = Math.toIntExact(shape[2]);
    Classes known = classes.get();
    if (known == null || known.texts.size() != width) {
      List<String> texts = dictionary.classes(width);
      known = new Classes(texts, decoder.isLogits(tensor.floats(), 0, lines * steps, width));
      classes.set(known);
    }
    return new Answer(tensor, steps, known, decoder);
  }

  /** The answer of one run, for one thread. */
  static final class Answer {
    private final FloatBuffer values;
    private final int steps;
    private final Classes classes;
    private final CtcDecoder decoder;

    private Answer(Tensor tensor, int steps, Classes classes, CtcDecoder decoder) {
      this.values = tensor.floats();
      this.steps = steps;
      this.classes = classes;
      this.decoder = decoder;
    }

    /**
     * The text of a line.
     *
     * @param index of the line in the batch
     * @param part of the padded width that the line takes
     */
    ReadText text(int index, double part) {
      int width = classes.texts.size();
      decoder.decode(values, index * steps * width, steps, width, classes.isLogits);
      int count = decoder.count();
      double scale = 1 / (steps * part);
      List<ReadCharacter> characters = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        characters.add(
            new ReadCharacter(
                classes.texts.get(decoder.classAt(i)),
                decoder.confidenceAt(i),
                Math.clamp(scale * edge(i), 0, 1),
                Math.clamp(scale * edge(i + 1), 0, 1)));
      }
      return LinePiece.text(characters);
    }

    /** Between two characters; half as far outside of the first and the last. */
    private double edge(int i) {
      int count = decoder.count();
      if (count == 1) {
        return decoder.middleAt(0) + i - 0.5;
      }
      if (i == 0) {
        return decoder.middleAt(0) - (decoder.middleAt(1) - decoder.middleAt(0)) / 2;
      }
      if (i == count) {
        double last = decoder.middleAt(count - 1);
        return last + (last - decoder.middleAt(count - 2)) / 2;
      }
      return (decoder.middleAt(i - 1) + decoder.middleAt(i)) / 2;
    }
  }
}
