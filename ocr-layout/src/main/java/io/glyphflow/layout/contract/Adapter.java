package io.glyphflow.layout.contract;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.TensorPlacement;
import io.glyphflow.core.image.TensorSpec;
import io.glyphflow.layout.postprocess.Detections;
import io.glyphflow.onnx.ModelInfo;
import io.glyphflow.onnx.SessionLease;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How models of one family want pages, and what they answer. Immutable, thread-safe. */
public interface Adapter {

  /**
   * What a model lacks to be run as one of this family at all.
   *
   * @param model its signature
   * @return why not; empty if it can be run
   */
  Optional<String> lacking(ModelInfo model);

  /**
   * What a model lacks to be taken for one of this family without being told.
   *
   * @param model its signature
   * @return why not; empty if it fits
   */
  Optional<String> misfit(ModelInfo model);

  /**
   * Whether pages of different shapes have tensors of different sizes.
   *
   * @param model its signature
   * @return whether {@link #size} looks at the page
   */
  default boolean isSizedByPage(ModelInfo model) {
    return false;
  }

  /**
   * The size of the picture that the model sees.
   *
   * @param model its signature
   * @param page the page
   * @return the size that the file declares, or else the family's usual one
   */
  Size size(ModelInfo model, Size page);

  /**
   * How pages are prepared.
   *
   * @param size of the picture that the model sees
   * @return what the family wants
   */
  TensorSpec spec(Size size);

  /**
   * How many classes the file declares.
   *
   * @param model its signature
   * @return 1 or more; empty if the signature does not tell
   */
  OptionalInt classes(ModelInfo model);

  /**
   * The labels of a known model, if the signature tells that it is that one.
   *
   * @param model its signature
   * @return their name; empty if it could be several models
   */
  Optional<String> knownLabels(ModelInfo model);

  /**
   * Fills the inputs beside the picture.
   *
   * @param lease the call
   * @param model its signature
   * @param batch pages of the call
   */
  default void fill(SessionLease lease, ModelInfo model, Batch batch) {}

  /**
   * Reads an answer.
   *
   * @param answer what came out
   * @param batch pages of the call
   * @return one for each page
   * @throws io.glyphflow.core.stage.PermanentOcrException with {@code LAYOUT} if it is none
   */
  List<Detections> decode(Answer answer, Batch batch);

  /**
   * Pages of a call.
   *
   * @param pages where each lies in its tensor
   * @param size of the batch, as many as the pages or more
   * @param tensor the size of a picture of the batch
   * @param hasMasks whether outlines are wanted
   * @param classes how many classes the labels have
   */
  record Batch(List<TensorPlacement> pages, int size, Size tensor, boolean hasMasks, int classes) {

    /** Copies the list. */
    public Batch {
      pages = List.copyOf(pages);
    }
  }
}
