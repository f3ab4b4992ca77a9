package io.glyphflow.layout;

import io.glyphflow.layout.contract.Adapter;
import io.glyphflow.layout.contract.DetrAdapter;
import io.glyphflow.layout.contract.PaddleAdapter;
import io.glyphflow.layout.contract.YoloAdapter;
import io.glyphflow.layout.postprocess.PostprocessOptions;
import io.glyphflow.onnx.ModelInfo;

/**
 * The families of layout models that an {@link OnnxLayoutDetector} runs: what goes into the graph
 * and what comes out. A family is chosen by the signature of the graph (names, numbers of
 * dimensions, counts), or named where the signature does not tell. Sizes are those that the file
 * declares; the ones below are taken where it leaves them open.
 *
 * <p>Dense answers are cut before post-processing where the confidence is under 0.01, which no
 * threshold in use comes near.
 */
public enum DetectorContract {
  /**
   * PP-DocLayoutV2, V3, L and plus-L in the Paddle export: inputs {@code im_shape}, {@code image}
   * and {@code scale_factor}; outputs rows of 6, 7 or 8 numbers in page pixels ({@code class,
   * confidence, left, top, right, bottom}, then the keys of the reading order), how many rows each
   * page has, and in V3 masks. Pages are stretched to 800 x 800, bicubic, red, green, blue, 0..1.
   * Two keys sort by the first upwards, then by the second downwards. (PaddleX, RapidLayout.)
   */
  PP_DOC_LAYOUT(PaddleAdapter.transformer()),

  /**
   * PP-DocLayout-M and S in the Paddle export: inputs {@code image} and {@code scale_factor};
   * outputs as above, without an order. Pages are stretched to 640 x 640, bicubic, with the mean
   * and deviation of ImageNet. (PaddleX.)
   */
  PP_DOC_LAYOUT_SMALL(PaddleAdapter.convolutional()),

  /**
   * PP-DocLayoutV3 as Hugging Face exports it: input {@code pixel_values}; outputs {@code logits},
   * {@code pred_boxes}, {@code order_logits} and maybe {@code out_masks}. Each pair of query and
   * class counts on its own, the best as many as there are queries; the order is voted. Pages are
   * stretched to 800 x 800, bicubic, 0..1. (transformers, PP-DocLayoutV3.)
   */
  PP_DOC_LAYOUT_V3_TRANSFORMERS(DetrAdapter.ordered()),

  /**
   * RT-DETR and alike as Hugging Face exports them: input {@code pixel_values}; outputs {@code
   * logits}, a sigmoid for each class, and {@code pred_boxes}. Told from {@link #DETR} by 300
   * queries or more; where the file leaves that open, by having no input {@code pixel_mask}. Pages
   * are stretched to 640 x 640, 0..1. (transformers, RT-DETR.)
   */
  RT_DETR(DetrAdapter.sigmoid()),

  /**
   * DETR, table-transformer and alike as Hugging Face exports them: input {@code pixel_values} and
   * maybe {@code pixel_mask}; outputs {@code logits}, a softmax over the classes and a last one for
   * no object, and {@code pred_boxes}. Pages keep their shape, with a short side of 800 unless the
   * long one gets over 1333, and the mean and deviation of ImageNet. (transformers, DETR.)
   */
  DETR(DetrAdapter.softmax()),

  /**
   * YOLOv8 and those after it that answer {@code [pages, 4 + classes, cells]}: centers and sizes in
   * the letterbox, a confidence for each class; to be suppressed. Letterbox of 640 x 640, centered
   * on gray 114, 0..1. (Ultralytics.)
   */
  YOLO_V8(YoloAdapter.v8()),

  /**
   * YOLOv10, DocLayout-YOLO, and exports of others with the suppression in the graph: {@code
   * [pages, boxes, 6]}, edges in the letterbox, confidence, class. Letterbox of 1024 x 1024,
   * centered on gray 114, 0..1. (Ultralytics, DocLayout-YOLO.)
   */
  YOLO_V10(YoloAdapter.v10()),

  /**
   * YOLOX with its raw answer {@code [pages, cells, 5 + classes]}: offsets and logarithms of sizes
   * in grids of 8, 16 and 32 pixels, objectness times class; to be suppressed. Letterbox of 640 x
   * 640, at the top left on gray 114, blue, green, red, 0..255. (YOLOX.)
   */
  YOLOX(YoloAdapter.x());

  @SuppressWarnings("ImmutableEnumChecker") // adapters hold nothing
  private final Adapter adapter;

  DetectorContract(Adapter adapter) {
    this.adapter = adapter;
  }

  Adapter adapter() {
    return adapter;
  }

  /**
   * The post-processing that a detector of this family has by default: {@link
   * PostprocessOptions#defaults()} with the thresholds of the family's own tools. That is 0.3 for
   * PP-DocLayout of the Paddle export and V3 (PaddleX), 0.5 for M and S and for the transformers,
   * 0.25 and suppression at an IoU of 0.5 for YOLOv8, 0.2 for YOLOv10 (DocLayout-YOLO), 0.3 and
   * suppression at 0.45 for YOLOX.
   *
   * @return the options, to be used as they are or as a start
   */
  public PostprocessOptions postprocess() {
    PostprocessOptions.Builder options = PostprocessOptions.builder();
    return switch (this) {
      case PP_DOC_LAYOUT, PP_DOC_LAYOUT_V3_TRANSFORMERS -> options.build();
      case PP_DOC_LAYOUT_SMALL, RT_DETR, DETR -> options.threshold(0.5).build();
      case YOLO_V8 -> options.threshold(0.25).sameClassIou(0.5).build();
      case YOLO_V10 -> options.threshold(0.2).build();
      case YOLOX -> options.sameClassIou(0.45).build();
    };
  }

  /**
   * Which family a model is of.
   *
   * @param model its signature, for example of {@link io.glyphflow.onnx.OnnxSession#model()}
   * @return the family, or why it is of none
   */
  public static ContractMatch match(ModelInfo model) {
    return ContractMatch.of(model);
  }
}
