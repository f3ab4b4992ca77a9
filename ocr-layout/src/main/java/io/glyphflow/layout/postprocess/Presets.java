package io.glyphflow.layout.postprocess;

import io.glyphflow.core.document.RegionKind;
import java.util.List;
import java.util.Set;

/** What known systems do with the 25 labels of PP-DocLayoutV2 and V3. */
final class Presets {

  private static final List<String> LABELS =
      List.of(
          "abstract",
          "algorithm",
          "aside_text",
          "chart",
          "content",
          "display_formula",
          "doc_title",
          "figure_title",
          "footer",
          "footer_image",
          "footnote",
          "formula_number",
          "header",
          "header_image",
          "image",
          "inline_formula",
          "number",
          "paragraph_title",
          "reference",
          "reference_content",
          "seal",
          "table",
          "text",
          "vertical_text",
          "vision_footnote");

  /** What GLM-OCR has no task for. */
  private static final Set<String> ABANDONED =
      Set.of(
          "aside_text",
          "footer",
          "footer_image",
          "footnote",
          "header",
          "header_image",
          "number",
          "reference");

  /** What keeps what is inside of it in PaddleOCR-VL. */
  private static final Set<String> LARGE =
      Set.of("chart", "display_formula", "doc_title", "inline_formula", "paragraph_title");

  private Presets() {}

  static PostprocessOptions compat() {
    PostprocessOptions.Builder builder = PostprocessOptions.builder().compat();
    for (String label : LABELS) {
      builder.merge(label, label.equals("reference") ? MergeMode.SMALL : MergeMode.LARGE);
      if (!ABANDONED.contains(label)) {
        builder.kind(label, glmKind(label));
      }
    }
    return builder.dropped(ABANDONED).asPreset().build();
  }

  private static RegionKind glmKind(String label) {
    return switch (label) {
      case "chart", "image" -> RegionKind.FIGURE;
      case "display_formula", "inline_formula" -> RegionKind.FORMULA;
      case "table" -> RegionKind.TABLE;
      default -> RegionKind.TEXT;
    };
  }

  static PostprocessOptions paddleOcrVl() {
    PostprocessOptions.Builder builder =
        PostprocessOptions.builder().containment(0.9).preserved(Set.of("formula"));
    for (String label : LABELS) {
      builder.merge(label, LARGE.contains(label) ? MergeMode.LARGE : MergeMode.UNION);
    }
    return builder.asPreset().build();
  }
}
