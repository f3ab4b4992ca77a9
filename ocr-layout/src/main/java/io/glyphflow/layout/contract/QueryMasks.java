package io.glyphflow.layout.contract;

import io.glyphflow.layout.postprocess.Detections;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** The masks of PP-DocLayoutV3's queries, as logits: above 0 is more likely inside than not. */
final class QueryMasks {

  private final @Nullable FloatBuffer values;
  private final int width;
  private final int height;

  private QueryMasks(@Nullable FloatBuffer values, int width, int height) {
    this.values = values;
    this.width = width;
    this.height = height;
  }

  static QueryMasks of(Answer answer, Adapter.Batch batch, int page, int queries) {
    if (!batch.hasMasks() || !answer.has(DetrAdapter.MASKS)) {
      return new QueryMasks(null, 0, 0);
    }
    Values masks = answer.batched(answer.named(DetrAdapter.MASKS), 4, batch);
    answer.check(
        masks.size(1) == queries && masks.size(2) > 0 && masks.size(3) > 0,
        masks,
        "must be a picture for each of " + queries + " queries");
    int height = masks.size(2);
    int width = masks.size(3);
    int area = Math.multiplyExact(queries, Math.multiplyExact(width, height));
    return new QueryMasks(masks.floats().slice(page * area, area), width, height);
  }

  /** In the order of what was found; a query may be there twice. */
  Detections.@Nullable Masks of(TopQueries top) {
    if (values == null) {
      return null;
    }
    int area = width * height;
    FloatBuffer chosen = FloatBuffer.allocate(Math.multiplyExact(area, top.count()));
    for (int i = 0; i < top.count(); i++) {
      chosen.put(i * area, values, top.query(i) * area, area);
    }
    return new Detections.Masks(chosen, width, height, 0);
  }
}
