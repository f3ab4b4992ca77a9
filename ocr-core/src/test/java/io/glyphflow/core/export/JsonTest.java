package io.glyphflow.core.export;

import static io.glyphflow.core.export.ExportPages.completed;
import static io.glyphflow.core.export.ExportPages.failed;
import static io.glyphflow.core.export.ExportPages.failure;
import static io.glyphflow.core.export.ExportPages.page;
import static io.glyphflow.core.export.ExportPages.region;
import static io.glyphflow.core.export.ExportPages.result;
import static io.glyphflow.core.export.ExportPages.text;
import static io.glyphflow.core.export.ExportPages.translated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.Language;
import io.glyphflow.core.document.Page;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.PageTiming;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.document.RegionResult;
import io.glyphflow.core.document.StageName;
import io.glyphflow.core.document.TableCell;
import io.glyphflow.core.document.TextLine;
import io.glyphflow.core.document.Translation;
import io.glyphflow.core.document.Word;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.geometry.Rotation;
import io.glyphflow.core.geometry.Size;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JsonTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Json.schema());

  private static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode valid(DocumentResult result) {
    JsonNode json = parse(Json.of(result));
    assertThat(SCHEMA.validate(json)).isEmpty();
    return json;
  }

  private static RegionResult boxed() {
    Word word = new Word("Hello", BoundingBox.of(10.126, 20, 30.5, 40), 0.87654321);
    Word bad = new Word("x", BoundingBox.of(Double.NaN, 0, 1, 1), 1);
    TextLine line =
        new TextLine("Hello x", BoundingBox.of(10, 20, 1e15, 40), 0.5, List.of(word, bad));
    Polygon polygon = Polygon.of(new Point(1.004, 2), new Point(3, 2.5), new Point(-1, 1e-9));
    Region region =
        Region.of(RegionKind.TEXT, "text", BoundingBox.of(10, 20.005, 300, 60), 0.9)
            .withPolygon(polygon);
    RegionContent content = new RegionContent.Text("Hello x", List.of(line), 0.5, "Hello  x");
    return new RegionResult(region, Optional.of(content), Optional.empty(), Optional.empty());
  }

  /** Every outcome and every kind of content. */
  private static DocumentResult everything() {
    List<TableCell> cells = List.of(new TableCell(0, 0, 1, 2, true, "a"), TableCell.of(1, 0, "b"));
    Page first =
        page(
            1,
            boxed(),
            translated(text("Hallo"), Translation.of(Language.ENGLISH, "Hello")),
            translated(
                text("Welt"),
                Translation.failed(Language.GERMAN, failure(FailureCategory.TRANSLATION, "no"))),
            region(RegionKind.TABLE, "table", RegionContent.table(cells, "<table/>")),
            region(RegionKind.FORMULA, "display_formula", RegionContent.formula("x^2")),
            region(RegionKind.FIGURE, "image", RegionContent.figure("a boat")),
            region(RegionKind.FIGURE, "chart", null),
            region(RegionKind.TEXT, "text", null, failure(FailureCategory.TIMEOUT, "30 s")),
            region(
                RegionKind.TEXT,
                "text",
                RegionContent.text("half"),
                failure(FailureCategory.TRUNCATED, "512")),
            region(
                RegionKind.TEXT,
                "text",
                RegionContent.unread(
                    failure(FailureCategory.REPETITION, "x"), RegionContent.text("part"))));
    PageTiming timing =
        new PageTiming(
            Map.of(
                StageName.RECOGNIZE,
                Duration.ofNanos(1_234_567),
                StageName.LOAD,
                Duration.ofMillis(5)),
            Duration.ofMillis(1500));
    List<PageResult> pages = new ArrayList<>();
    pages.add(new PageResult(first.id(), completed(first).outcome(), timing));
    pages.add(completed(page("other.png", 1)));
    pages.add(failed(2, FailureCategory.LAYOUT, "no"));
    pages.add(failed(3, FailureCategory.SKIPPED_BY_FILTER, "blank"));
    pages.add(failed(4, FailureCategory.CANCELLED, "stop"));
    PageId turned = new PageId("other.png", 2);
    pages.add(completed(new Page(turned, new Size(3, 2), 0, Rotation.CLOCKWISE_270, List.of(), 7)));
    return result(pages);
  }

  @Test
  void of_everyOutcomeAndContent_isValid() {
    JsonNode json = valid(everything());
    assertThat(json.at("/documents/0/document").asText()).isEqualTo("in/scan.pdf");
    assertThat(json.at("/documents/0/pages")).hasSize(4);
    assertThat(json.at("/documents/1/pages")).hasSize(2);
    JsonNode page = json.at("/documents/0/pages/0");
    assertThat(page.get("status").asText()).isEqualTo("PARTIAL");
    assertThat(page.at("/regions/0").toString())
        .isEqualTo(
            "{\"id\":0,\"order\":1,\"kind\":\"TEXT\",\"label\":\"text\",\"box\":{\"left_px\":10,"
                + "\"top_px\":20.01,\"right_px\":300,\"bottom_px\":60},\"polygon\":[{\"x_px\":1,"
                + "\"y_px\":2},{\"x_px\":3,\"y_px\":2.5},{\"x_px\":-1,\"y_px\":0}],\"confidence\":0.9,"
                + "\"content\":{\"type\":\"text\",\"text\":\"Hello x\",\"lines\":[{\"text\":\"Hello x\","
                + "\"box\":{\"left_px\":10,\"top_px\":20,\"right_px\":1.0E15,\"bottom_px\":40},"
                + "\"confidence\":0.5,\"words\":[{\"text\":\"Hello\",\"box\":{\"left_px\":10.13,"
                + "\"top_px\":20,\"right_px\":30.5,\"bottom_px\":40},\"confidence\":0.8765},"
                + "{\"text\":\"x\",\"box\":null,\"confidence\":1}]}],\"confidence\":0.5,"
                + "\"raw\":\"Hello  x\"}}");
    assertThat(page.at("/regions/1/translation/text").asText()).isEqualTo("Hello");
    assertThat(page.at("/regions/2/translation/failure/category").asText())
        .isEqualTo("TRANSLATION");
    assertThat(page.at("/regions/7").has("content")).isFalse();
    assertThat(page.at("/regions/7/failure/region_id").asInt()).isEqualTo(7);
    assertThat(page.at("/regions/9/content/text").asText()).isEqualTo("part");
    assertThat(page.at("/regions/9/failure/category").asText()).isEqualTo("REPETITION");
    assertThat(page.get("timing").toString())
        .isEqualTo(
            "{\"total_milliseconds\":1500,\"stages\":[{\"stage\":\"load\",\"milliseconds\":5},"
                + "{\"stage\":\"recognize\",\"milliseconds\":1.23}]}");
    JsonNode turned = json.at("/documents/1/pages/1");
    assertThat(turned.get("dpi").isNull()).isTrue();
    assertThat(turned.get("rotation_degrees_clockwise").asInt()).isEqualTo(270);
    assertThat(turned.get("dropped_boxes").asInt()).isEqualTo(7);
    assertThat(json.at("/ledger/accepted").asInt()).isEqualTo(6);
  }

  @Test
  void of_hostileText_isValidAndWellFormed() {
    String hostile = "\u0000\u0001\u001F\"\\/\u2028\uD800x\uDC00\uD83D\uDE00</script>\uFFFF";
    Page page =
        page(
            hostile,
            1,
            text(hostile, hostile),
            translated(text(hostile), Translation.of(Language.ENGLISH, hostile)));
    JsonNode json = valid(result(page));
    String clean = hostile.replace("\uD800x", "\uFFFDx").replace("x\uDC00", "x\uFFFD");
    assertThat(json.at("/documents/0/document").asText()).isEqualTo(clean);
    assertThat(json.at("/documents/0/pages/0/regions/0/content/text").asText()).isEqualTo(clean);
    assertThat(json.at("/documents/0/pages/0/regions/0/label").asText()).isEqualTo(clean);
  }

  @Test
  void of_numbersThatAreNone_areNull() {
    Region odd =
        new Region(
            0,
            RegionKind.TEXT,
            "t",
            BoundingBox.of(0, 0, Double.POSITIVE_INFINITY, 1),
            Optional.empty(),
            Double.NaN);
    RegionResult result =
        new RegionResult(odd, Optional.empty(), Optional.empty(), Optional.empty());
    Page page =
        new Page(new PageId("x", 1), new Size(1, 1), Double.POSITIVE_INFINITY, List.of(result), 0);
    JsonNode json = valid(result(page));
    JsonNode region = json.at("/documents/0/pages/0/regions/0");
    assertThat(region.get("box").isNull()).isTrue();
    assertThat(region.get("confidence").isNull()).isTrue();
    assertThat(json.at("/documents/0/pages/0/dpi").isNull()).isTrue();
  }

  @Test
  void schema_everyMissingExtraOrMistypedField_isCaught() {
    JsonNode json = parse(Json.of(everything()));
    int[] mutations = {0};
    mutate(json, json, mutations);
    assertThat(mutations[0]).isGreaterThan(300);
  }

  /** Optional fields may be left out; anything else that is changed must be noticed. */
  private static void mutate(JsonNode root, JsonNode node, int[] mutations) {
    Set<String> optional =
        Set.of("polygon", "content", "translation", "failure", "raw", "timing", "region_id");
    if (node instanceof ObjectNode object) {
      object.put("unknown_field", 1);
      assertCaught(root, "extra field in " + object);
      object.remove("unknown_field");
      mutations[0]++;
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        if (!optional.contains(name)) {
          JsonNode value = object.remove(name);
          assertCaught(root, "missing " + name);
          object.set(name, value);
          mutations[0]++;
        }
      }
      for (String name : names) {
        JsonNode value = object.get(name);
        object.set(
            name,
            value.isTextual()
                ? MAPPER.getNodeFactory().numberNode(-5)
                : MAPPER.getNodeFactory().textNode("x"));
        assertCaught(root, "wrong type of " + name);
        object.set(name, value);
        mutations[0]++;
        mutate(root, value, mutations);
      }
    } else if (node instanceof ArrayNode array) {
      for (Iterator<JsonNode> items = array.elements(); items.hasNext(); ) {
        mutate(root, items.next(), mutations);
      }
    }
  }

  private static void assertCaught(JsonNode json, String mutation) {
    assertThat(SCHEMA.validate(json)).as(mutation).isNotEmpty();
  }

  @Test
  void schema_impossibleValues_areCaught() {
    for (String[] change :
        new String[][] {
          {"\"schema_version\":\"1.0\"", "\"schema_version\":\"0.9\""},
          {"\"status\":\"PARTIAL\"", "\"status\":\"FAILED\""},
          {"\"status\":\"SKIPPED\"", "\"status\":\"OK\""},
          {"\"kind\":\"TABLE\"", "\"kind\":\"table\""},
          {"\"confidence\":0.8765", "\"confidence\":1.01"},
          {"\"rotation_degrees_clockwise\":270", "\"rotation_degrees_clockwise\":45"},
          {"\"type\":\"formula\"", "\"type\":\"figure\""},
          {"\"page_number\":1", "\"page_number\":0"},
          {"\"category\":\"TIMEOUT\"", "\"category\":\"LATE\""},
          {"\"total_milliseconds\":1500", "\"total_milliseconds\":-1"},
          {"\"row_span\":1", "\"row_span\":0"}
        }) {
      String json = Json.of(everything());
      assertThat(json).contains(change[0]);
      assertThat(SCHEMA.validate(parse(json.replace(change[0], change[1]))))
          .as(change[1])
          .isNotEmpty();
    }
  }

  @Test
  void schema_saysUnitAndOriginOfEveryNumber() {
    JsonNode schema = parse(Json.schema());
    assertThat(schema.get("$id").asText())
        .endsWith("result-" + Json.SCHEMA_VERSION + ".schema.json");
    assertThat(schema.get("$schema").asText())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    List<String> silent = new ArrayList<>();
    check(schema, "", silent);
    assertThat(silent).isEmpty();
  }

  private static void check(JsonNode schema, String path, List<String> silent) {
    String type = schema.path("type").toString();
    boolean isNumber = type.contains("number") || type.contains("integer");
    if (isNumber && !schema.has("description")) {
      silent.add(path + ": a number without description");
    }
    if (type.contains("object")
        && schema.has("properties")
        && schema.path("additionalProperties").asBoolean(true)) {
      silent.add(path + ": open");
    }
    for (Map.Entry<String, JsonNode> field : schema.properties()) {
      check(field.getValue(), path + "/" + field.getKey(), silent);
    }
    if (schema.isArray()) {
      schema.forEach(item -> check(item, path + "/*", silent));
    }
  }

  @Test
  void options_timingAndLines() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Json.builder().timing(false).indented(true).build().write(everything(), out);
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(text)
        .doesNotContain("timing", "milliseconds")
        .hasLineCount((int) text.lines().count());
    assertThat(text.lines().count()).isGreaterThan(100);
    assertThat(SCHEMA.validate(parse(text))).isEmpty();
    out.reset();
    Json.write(everything(), out);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(Json.of(everything()))
        .hasLineCount(1);
    assertThatThrownBy(() -> Json.builder().timing(true).timing(false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("timing: set already, to true");
  }

  @Test
  void write_streamThatFails_isReported() {
    assertThatThrownBy(
            () ->
                Json.write(
                    everything(),
                    new java.io.OutputStream() {
                      @Override
                      public void write(int b) throws IOException {
                        throw new IOException("disk full");
                      }
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("disk full");
  }
}
