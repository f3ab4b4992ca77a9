package io.glyphflow.layout.postprocess;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.layout.LabelMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What the GLM-OCR SDK made of synthetic detections, from {@code
 * ../shared/golden/glmocr_compat.json} or the file that {@code -Dglyphflow.golden} names. Without
 * the file there is no case.
 */
class GoldenTest {

  private static final LabelMap LABELS = Labels25.map();

  @TestFactory
  Stream<DynamicTest> compat_caseOfTheReference_equal() throws IOException {
    Path file = file();
    if (!Files.isRegularFile(file)) {
      return Stream.empty();
    }
    JsonNode golden = new ObjectMapper().readTree(file.toFile());
    List<DynamicTest> cases = new ArrayList<>();
    for (JsonNode one : golden.get("layout")) {
      JsonNode mode = golden.get("modes").get(one.get("mode").asText());
      cases.add(DynamicTest.dynamicTest("layout " + cases.size(), () -> check(one, mode)));
    }
    return cases.stream();
  }

  private static Path file() {
    String given = System.getProperty("glyphflow.golden", "");
    return given.isEmpty()
        ? Path.of(System.getProperty("glyphflow.shared", "../shared"), "golden/glmocr_compat.json")
        : Path.of(given);
  }

  private static void check(JsonNode one, JsonNode mode) {
    Size page = new Size(one.get("w").asInt(), one.get("h").asInt());
    Detections found = detections(one.get("in"));
    PostprocessOptions all = options(one, mode, Set.of());
    assertThat(out(all, found, page)).isEqualTo(expectedOut(one.get("out")));
    PostprocessOptions glm = options(one, mode, abandoned());
    assertThat(regions(glm, found, page)).isEqualTo(expectedRegions(one.get("regions")));
  }

  private static Detections detections(JsonNode in) {
    int count = in.size();
    double[] boxes = new double[4 * count];
    int[] classes = new int[count];
    float[] confidences = new float[count];
    float[] order = new float[count];
    for (int i = 0; i < count; i++) {
      JsonNode one = in.get(i);
      classes[i] = one.get("cls").asInt();
      confidences[i] = (float) one.get("score").asDouble();
      order[i] = (float) one.get("order").asDouble();
      for (int edge = 0; edge < 4; edge++) {
        boxes[4 * i + edge] = one.get("box").get(edge).asDouble();
      }
    }
    return Detections.precise(boxes, classes, confidences, order);
  }

  private static PostprocessOptions options(JsonNode one, JsonNode mode, Set<String> dropped) {
    PostprocessOptions.Builder builder =
        mode.isObject() && isGlm(mode)
            ? PostprocessOptions.compat().toBuilder()
            : merging(PostprocessOptions.builder().compat(), mode);
    builder.threshold(0).suppression(one.get("nms").asBoolean()).dropped(dropped);
    JsonNode unclip = one.get("unclip");
    if (unclip.isNumber()) {
      builder.unclip(unclip.asDouble(), unclip.asDouble());
    } else if (unclip.isArray()) {
      builder.unclip(unclip.get(0).asDouble(), unclip.get(1).asDouble());
    } else if (unclip.isObject()) {
      for (Map.Entry<String, JsonNode> ratio : unclip.properties()) {
        builder.unclip(
            LABELS.label(Integer.parseInt(ratio.getKey())),
            ratio.getValue().get(0).asDouble(),
            ratio.getValue().get(1).asDouble());
      }
    }
    return builder.build();
  }

  /** Whether a mode is the one that {@link PostprocessOptions#compat()} has. */
  private static boolean isGlm(JsonNode mode) {
    int equal = 0;
    for (Map.Entry<String, JsonNode> one : mode.properties()) {
      String expected = one.getKey().equals("18") ? "small" : "large";
      equal += one.getValue().asText().equals(expected) ? 1 : 0;
    }
    return equal == LABELS.size();
  }

  private static PostprocessOptions.Builder merging(
      PostprocessOptions.Builder builder, JsonNode mode) {
    if (mode.isObject()) {
      builder.merge(MergeMode.NONE);
      for (Map.Entry<String, JsonNode> one : mode.properties()) {
        builder.merge(LABELS.label(Integer.parseInt(one.getKey())), mode(one.getValue().asText()));
      }
      return builder;
    }
    return builder.merge(mode.isNull() ? MergeMode.NONE : mode(mode.asText()));
  }

  private static MergeMode mode(String name) {
    return switch (name) {
      case "large" -> MergeMode.LARGE;
      case "small" -> MergeMode.SMALL;
      case "union" -> MergeMode.UNION;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Set<String> abandoned() {
    return Set.of(
        "aside_text",
        "footer",
        "footer_image",
        "footnote",
        "header",
        "header_image",
        "number",
        "reference");
  }

  /** Class, label, confidence, coordinates and order of each box. */
  private static List<String> out(PostprocessOptions options, Detections found, Size page) {
    List<String> out = new ArrayList<>();
    Workspace space = new Workspace();
    Steps steps = new Steps(options, new ClassTable(options, LABELS), found, page, space);
    int count = steps.run();
    for (int i = 0; i < count; i++) {
      BoundingBox box = steps.box(i);
      float order = found.order()[steps.index(i)];
      out.add(
          line(
              steps.classId(i),
              LABELS.label(steps.classId(i)),
              (float) steps.confidence(i),
              List.of(box.left(), box.top(), box.right(), box.bottom()),
              order > 0 ? (int) order : null));
    }
    return out;
  }

  private static List<String> expectedOut(JsonNode out) {
    List<String> expected = new ArrayList<>();
    for (JsonNode one : out) {
      List<Double> edges = new ArrayList<>();
      one.get("coordinate").forEach(edge -> edges.add(edge.asDouble()));
      expected.add(
          line(
              one.get("cls").asInt(),
              one.get("label").asText(),
              (float) one.get("score").asDouble(),
              edges,
              one.get("order").isNull() ? null : one.get("order").asInt()));
    }
    return expected;
  }

  private static String line(
      int classId, String label, float confidence, List<Double> edges, Integer order) {
    return classId + " " + label + " " + confidence + " " + edges + " " + order;
  }

  /** Index, label, task and box in thousandths of each region, by way of the public API. */
  private static List<String> regions(PostprocessOptions options, Detections found, Size page) {
    List<String> regions = new ArrayList<>();
    for (Region region :
        new LayoutPostprocessor(glmKinds(options), LABELS).apply(found, page).regions()) {
      BoundingBox box = region.box();
      List<Integer> thousandths =
          List.of(
              (int) (box.left() / page.width() * 1000),
              (int) (box.top() / page.height() * 1000),
              (int) (box.right() / page.width() * 1000),
              (int) (box.bottom() / page.height() * 1000));
      regions.add(
          regions.size() + " " + region.label() + " " + task(region.kind()) + " " + thousandths);
    }
    return regions;
  }

  /** Any merge mode with the tasks of {@link PostprocessOptions#compat()}. */
  private static PostprocessOptions glmKinds(PostprocessOptions options) {
    if (!options.isMergedAsOne() && options.kind("seal", RegionKind.FIGURE) == RegionKind.TEXT) {
      return options;
    }
    return options.toBuilder().kind("seal", RegionKind.TEXT).build();
  }

  private static String task(RegionKind kind) {
    return switch (kind) {
      case TEXT -> "text";
      case TABLE -> "table";
      case FORMULA -> "formula";
      case FIGURE -> "skip";
      case FURNITURE -> "abandon";
    };
  }

  private static List<String> expectedRegions(JsonNode regions) {
    List<String> expected = new ArrayList<>();
    for (JsonNode one : regions) {
      List<Integer> edges = new ArrayList<>();
      Iterator<JsonNode> box = one.get("bbox_2d").elements();
      box.forEachRemaining(edge -> edges.add(edge.asInt()));
      expected.add(
          one.get("index").asInt()
              + " "
              + one.get("label").asText()
              + " "
              + one.get("task").asText()
              + " "
              + edges);
    }
    return expected;
  }
}
