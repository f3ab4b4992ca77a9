package io.glyphflow.layout.postprocess;

import io.glyphflow.core.document.RegionKind;
import io.glyphflow.layout.LabelMap;
import java.util.ArrayList;
import java.util.List;

/** The 25 labels of PP-DocLayoutV2 and V3. */
final class Labels25 {

  static final int IMAGE = 14;
  static final int PARAGRAPH_TITLE = 17;
  static final int REFERENCE = 18;
  static final int TABLE = 21;
  static final int TEXT = 22;
  static final int HEADER = 12;
  static final int CHART = 3;

  private static final List<String> NAMES =
      List.of(
          ("abstract algorithm aside_text chart content display_formula doc_title figure_title"
                  + " footer footer_image footnote formula_number header header_image image"
                  + " inline_formula number paragraph_title reference reference_content seal table"
                  + " text vertical_text vision_footnote")
              .split(" "));

  private Labels25() {}

  static LabelMap map() {
    List<LabelMap.Entry> entries = new ArrayList<>();
    for (String name : NAMES) {
      entries.add(new LabelMap.Entry(name, kind(name)));
    }
    return LabelMap.of(entries);
  }

  private static RegionKind kind(String name) {
    return switch (name) {
      case "header", "footer", "number", "header_image", "footer_image" -> RegionKind.FURNITURE;
      case "image", "chart", "seal" -> RegionKind.FIGURE;
      case "table" -> RegionKind.TABLE;
      case "display_formula", "inline_formula" -> RegionKind.FORMULA;
      default -> RegionKind.TEXT;
    };
  }
}
