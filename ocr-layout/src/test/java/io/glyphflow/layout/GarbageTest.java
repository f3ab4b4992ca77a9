package io.glyphflow.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.image.TensorPlacement;
import io.glyphflow.core.image.TensorWriter;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.layout.contract.Adapter;
import io.glyphflow.layout.contract.Answer;
import io.glyphflow.layout.contract.Values;
import io.glyphflow.layout.postprocess.Detections;
import io.glyphflow.layout.postprocess.LayoutPostprocessor;
import io.glyphflow.layout.postprocess.PostprocessOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever a model answers, a page has regions inside of it or a failure of the layout: a million
 * answers of all families together.
 */
class GarbageTest {

  private static final int ANSWERS = 125_000; // for each of eight families
  private static final int CLASSES = 3;
  private static final Size TENSOR = new Size(32, 32);
  private static final Size PAGE = new Size(100, 60);
  private static final int CELLS = 21;
  private static final float[] WILD = {
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.MIN_VALUE,
    -0f,
    -1,
    1e9f,
    99
  };

  private final SplittableRandom random = new SplittableRandom(20);

  @ParameterizedTest
  @EnumSource
  void decode_randomAnswers_givesRegionsInsideThePageOrFails(DetectorContract contract) {
    Adapter adapter = contract.adapter();
    TensorPlacement place = placement(adapter);
    LayoutPostprocessor postprocessor =
        new LayoutPostprocessor(PostprocessOptions.defaults(), LabelMap.of("a", "b", "c"));
    int failed = 0;
    int answered = 0;
    long regions = 0;
    for (int i = 0; i < ANSWERS; i++) {
      double wildness = i % 4 == 0 ? 0 : Math.pow(random.nextDouble(), 4);
      try {
        List<Detections> pages =
            adapter.decode(
                answer(contract, wildness),
                new Adapter.Batch(List.of(place, place), 2, TENSOR, true, CLASSES));
        for (Detections found : pages) {
          PageLayout layout = postprocessor.apply(found, PAGE);
          layout.regions().forEach(GarbageTest::checkInside);
          regions += layout.regions().size();
          assertThat(layout.regions().size() + layout.droppedBoxes())
              .isLessThanOrEqualTo(found.count());
        }
        answered++;
      } catch (PermanentOcrException e) {
        assertThat(e.category()).as(e.getMessage()).isEqualTo(FailureCategory.LAYOUT);
        failed++;
      }
    }
    assertThat(failed).as("failures").isGreaterThan(ANSWERS / 50);
    assertThat(answered).as("answers").isGreaterThan(ANSWERS / 10);
    assertThat(regions).as("regions").isGreaterThan(ANSWERS / 10);
  }

  private static void checkInside(Region region) {
    BoundingBox box = region.box();
    if (!(box.isValid()
        && box.left() >= 0
        && box.top() >= 0
        && box.right() <= PAGE.width()
        && box.bottom() <= PAGE.height()
        && region.confidence() >= 0
        && region.confidence() <= 1)) {
      throw new AssertionError(region + " is not inside of " + PAGE);
    }
  }

  private Answer answer(DetectorContract contract, double wildness) {
    return new Answer(
        "garbage",
        switch (contract) {
          case PP_DOC_LAYOUT, PP_DOC_LAYOUT_SMALL -> paddle(wildness);
          case PP_DOC_LAYOUT_V3_TRANSFORMERS, RT_DETR, DETR ->
              queries(contract == DetectorContract.DETR ? CLASSES + 1 : CLASSES, wildness);
          case YOLO_V8 -> List.of(values("y", wildness, this::planes, 2, 4 + CLASSES, CELLS));
          case YOLO_V10 -> List.of(values("y", wildness, this::row, 2, random.nextInt(8), 6));
          case YOLOX -> List.of(values("y", wildness, this::cell, 2, CELLS, 5 + CLASSES));
        });
  }

  private List<Values> paddle(double wildness) {
    int first = random.nextInt(6);
    int second = random.nextInt(6);
    int columns = 6 + random.nextInt(3);
    List<Values> outputs = new ArrayList<>();
    outputs.add(values("rows", wildness, this::paddleRow, first + second, columns));
    outputs.add(values("counts", wildness / 4, (at, shape) -> at == 0 ? first : second, 2));
    if (random.nextBoolean()) {
      outputs.add(values("masks", wildness, (at, shape) -> at % 2, first + second, 4, 4));
    }
    return outputs;
  }

  private List<Values> queries(int classes, double wildness) {
    return List.of(
        values("logits", wildness, (at, shape) -> normal(4), 2, 5, classes),
        values("pred_boxes", wildness, this::normalized, 2, 5, 4),
        values("order_logits", wildness, (at, shape) -> normal(3), 2, 5, 5),
        values("out_masks", wildness, (at, shape) -> normal(3), 2, 5, 4, 4));
  }

  private float paddleRow(int at, long[] shape) {
    return switch ((int) (at % shape[1])) {
      case 0 -> random.nextInt(CLASSES);
      case 1 -> random.nextFloat();
      case 2 -> 60 * random.nextFloat();
      case 3 -> 40 * random.nextFloat();
      case 4 -> 60 + 40 * random.nextFloat();
      case 5 -> 40 + 20 * random.nextFloat();
      default -> random.nextInt(9);
    };
  }

  private float row(int at, long[] shape) {
    return switch (at % 6) {
      case 0, 1 -> 16 * random.nextFloat();
      case 2, 3 -> 16 + 16 * random.nextFloat();
      case 4 -> random.nextFloat();
      default -> random.nextInt(CLASSES);
    };
  }

  private float planes(int at, long[] shape) {
    int plane = at / CELLS % (4 + CLASSES);
    return plane < 4 ? 8 + 8 * random.nextFloat() : random.nextFloat() * random.nextFloat();
  }

  private float cell(int at, long[] shape) {
    return at % (5 + CLASSES) < 4 ? normal(0.5) : random.nextFloat();
  }

  private float normalized(int at, long[] shape) {
    return at % 4 < 2 ? 0.3f + 0.4f * random.nextFloat() : 0.05f + 0.5f * random.nextFloat();
  }

  private float normal(double deviation) {
    return (float) (deviation * (random.nextDouble() + random.nextDouble() - 1) * 2);
  }

  private interface Source {
    float value(int at, long[] shape);
  }

  /** Numbers that make sense, but for some that are wild, and now and then of another shape. */
  private Values values(String name, double wildness, Source source, long... shape) {
    long[] real = shape.clone();
    if (random.nextDouble() < wildness / 4) {
      real[random.nextInt(shape.length)] = random.nextInt(9);
    }
    if (random.nextDouble() < wildness / 8) {
      real = Arrays.copyOf(real, real.length - 1);
    }
    int count = 1;
    for (long side : real) {
      count = (int) (count * side);
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          random.nextDouble() < wildness / 4
              ? WILD[random.nextInt(WILD.length)]
              : source.value(i, shape);
    }
    return new Values(name, real, () -> FloatBuffer.wrap(values));
  }

  private static TensorPlacement placement(Adapter adapter) {
    FloatBuffer target =
        ByteBuffer.allocateDirect(4 * adapter.spec(TENSOR).values())
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    try (TensorWriter writer = new TensorWriter(adapter.spec(TENSOR));
        PageImage image = PageImage.allocate(PAGE, PageImage.Format.GRAY8)) {
      return writer.write(image, target);
    }
  }
}
