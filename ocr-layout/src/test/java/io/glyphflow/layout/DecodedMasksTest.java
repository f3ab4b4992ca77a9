package io.glyphflow.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.TensorPlacement;
import io.glyphflow.layout.contract.Adapter;
import io.glyphflow.layout.contract.Answer;
import io.glyphflow.layout.contract.Values;
import io.glyphflow.layout.postprocess.Detections;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Masks go with their detections. */
class DecodedMasksTest {

  private static final TensorPlacement PLACE = new TensorPlacement(1, 1, 0, 0, new Size(32, 32));

  @Test
  void paddle_secondPage_hasItsOwnMasks() {
    float[] rows = new float[3 * 7];
    float[] masks = {1, 1, 2, 2, 3, 3};
    Answer answer =
        new Answer(
            "m",
            List.of(
                values("rows", rows, 3, 7),
                values("counts", new float[] {1, 2}, 2),
                values("masks", masks, 3, 1, 2)));
    List<Detections> pages =
        DetectorContract.PP_DOC_LAYOUT.adapter().decode(answer, batch(2, true));
    assertThat(masks(pages.get(0))).containsExactly(1, 1);
    assertThat(masks(pages.get(1))).containsExactly(2, 2, 3, 3);
    assertThat(
            DetectorContract.PP_DOC_LAYOUT
                .adapter()
                .decode(answer, batch(2, false))
                .getFirst()
                .masks())
        .isNull();
  }

  @Test
  void transformers_queriesInOrderOfConfidence_haveTheirMasks() {
    Answer answer =
        new Answer(
            "m",
            List.of(
                values("logits", new float[] {-20, -20, 1, 3, 2, -20}, 1, 3, 2),
                values("pred_boxes", new float[12], 1, 3, 4),
                values("order_logits", new float[9], 1, 3, 3),
                values("out_masks", new float[] {1, 1, 2, 2, 3, 3}, 1, 3, 2, 1)));
    Detections found =
        DetectorContract.PP_DOC_LAYOUT_V3_TRANSFORMERS
            .adapter()
            .decode(answer, batch(1, true))
            .getFirst();
    // query 1 as class 1, query 2 as class 0, query 1 as class 0
    assertThat(found.count()).isEqualTo(3);
    assertThat(found.classes()).startsWith(1, 0, 0);
    assertThat(masks(found)).containsExactly(2, 2, 3, 3, 2, 2);
    assertThat(found.order()[0]).isEqualTo(found.order()[2]);
  }

  private static float[] masks(Detections page) {
    Detections.Masks masks = page.masks();
    assertThat(masks).isNotNull();
    float[] values = new float[masks.values().remaining()];
    masks.values().duplicate().get(values);
    return values;
  }

  private static Adapter.Batch batch(int pages, boolean hasMasks) {
    List<TensorPlacement> places = pages == 1 ? List.of(PLACE) : List.of(PLACE, PLACE);
    return new Adapter.Batch(places, pages, new Size(32, 32), hasMasks, 2);
  }

  private static Values values(String name, float[] values, long... shape) {
    return new Values(name, shape, () -> FloatBuffer.wrap(values));
  }
}
