package io.glyphflow.core.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.glyphflow.core.document.Failure;
import io.glyphflow.core.document.Page;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionResult;
import io.glyphflow.core.document.TableCell;
import io.glyphflow.core.document.TextLine;
import io.glyphflow.core.document.Translation;
import io.glyphflow.core.document.Word;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Polygon;
import java.io.IOException;
import java.util.Optional;

/** Writes the regions of a page. */
final class JsonRegions {

  private final JsonGenerator json;
  private final JsonNumbers numbers;

  JsonRegions(JsonGenerator json, JsonNumbers numbers) {
    this.json = json;
    this.numbers = numbers;
  }

  void write(Page page) throws IOException {
    json.writeArrayFieldStart("regions");
    int order = 1;
    for (RegionResult region : page.regions()) {
      region(region, order++);
    }
    json.writeEndArray();
  }

  private void region(RegionResult result, int order) throws IOException {
    Region region = result.region();
    json.writeStartObject();
    json.writeNumberField("id", region.id());
    json.writeNumberField("order", order);
    json.writeStringField("kind", region.kind().name());
    numbers.text("label", region.label());
    numbers.box("box", region.box());
    if (region.polygon().isPresent()) {
      polygon(region.polygon().get());
    }
    numbers.confidence("confidence", region.confidence());
    Optional<RegionContent> content = result.content();
    Optional<Failure> failure = result.failure();
    if (content.isPresent() && content.get() instanceof RegionContent.Unread unread) {
      failure = failure.or(() -> Optional.of(unread.failure()));
      content = unread.partial();
    }
    if (content.isPresent()) {
      json.writeFieldName("content");
      content(content.get());
    }
    if (result.translation().isPresent()) {
      translation(result.translation().get());
    }
    if (failure.isPresent()) {
      json.writeFieldName("failure");
      failure(failure.get());
    }
    json.writeEndObject();
  }

  private void polygon(Polygon polygon) throws IOException {
    json.writeArrayFieldStart("polygon");
    for (Point vertex : polygon.vertices()) {
      json.writeStartObject();
      json.writeFieldName("x_px");
      numbers.hundredths(vertex.x());
      json.writeFieldName("y_px");
      numbers.hundredths(vertex.y());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void content(RegionContent content) throws IOException {
    json.writeStartObject();
    switch (content) {
      case RegionContent.Text text -> {
        json.writeStringField("type", "text");
        numbers.text("text", text.text());
        json.writeArrayFieldStart("lines");
        for (TextLine line : text.lines()) {
          line(line);
        }
        json.writeEndArray();
      }
      case RegionContent.Table table -> {
        json.writeStringField("type", "table");
        table(table);
      }
      case RegionContent.Formula formula -> {
        json.writeStringField("type", "formula");
        numbers.text("latex", formula.latex());
      }
      case RegionContent.Figure figure -> {
        json.writeStringField("type", "figure");
        numbers.text("description", figure.description());
      }
      case RegionContent.Unread unread ->
          throw new IllegalStateException("partial: " + unread + ", is never unread itself");
    }
    numbers.confidence("confidence", content.confidence());
    if (!content.raw().isEmpty() && !content.raw().equals(content.text())) {
      numbers.text("raw", content.raw());
    }
    json.writeEndObject();
  }

  private void table(RegionContent.Table table) throws IOException {
    json.writeArrayFieldStart("cells");
    for (TableCell cell : table.cells()) {
      json.writeStartObject();
      json.writeNumberField("row", cell.row());
      json.writeNumberField("column", cell.column());
      json.writeNumberField("row_span", cell.rowSpan());
      json.writeNumberField("column_span", cell.columnSpan());
      json.writeBooleanField("is_header", cell.isHeader());
      numbers.text("text", cell.text());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void line(TextLine line) throws IOException {
    json.writeStartObject();
    numbers.text("text", line.text());
    numbers.box("box", line.box());
    numbers.confidence("confidence", line.confidence());
    json.writeArrayFieldStart("words");
    for (Word word : line.words()) {
      json.writeStartObject();
      numbers.text("text", word.text());
      numbers.box("box", word.box());
      numbers.confidence("confidence", word.confidence());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void translation(Translation translation) throws IOException {
    json.writeObjectFieldStart("translation");
    json.writeStringField("language", translation.language().tag());
    numbers.text("text", translation.text());
    if (translation.failure().isPresent()) {
      json.writeFieldName("failure");
      failure(translation.failure().get());
    }
    json.writeEndObject();
  }

  void failure(Failure failure) throws IOException {
    json.writeStartObject();
    json.writeStringField("category", failure.category().name());
    json.writeStringField("stage", failure.stage().label());
    if (failure.regionId().isPresent()) {
      json.writeNumberField("region_id", failure.regionId().getAsInt());
    }
    json.writeNumberField("attempts", failure.attempts());
    numbers.text("message", failure.message());
    json.writeEndObject();
  }
}
