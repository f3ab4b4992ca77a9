package io.glyphflow.core.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.document.Failure;
import io.glyphflow.core.document.Ledger;
import io.glyphflow.core.document.Page;
import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.PageTiming;
import io.glyphflow.core.document.StageName;
import io.glyphflow.core.geometry.Rotation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes one result: documents, pages, failures, timings, the ledger. */
final class JsonResult {

  private final JsonGenerator json;
  private final JsonNumbers numbers;
  private final JsonRegions regions;
  private final boolean hasTiming;

  JsonResult(JsonGenerator json, boolean hasTiming) {
    this.json = json;
    this.numbers = new JsonNumbers(json);
    this.regions = new JsonRegions(json, numbers);
    this.hasTiming = hasTiming;
  }

  void write(DocumentResult result) throws IOException {
    Map<String, List<PageResult>> documents = new LinkedHashMap<>();
    for (PageResult page : result.pages()) {
      documents.computeIfAbsent(page.id().document(), name -> new ArrayList<>()).add(page);
    }
    json.writeStartObject();
    json.writeStringField("schema_version", Json.SCHEMA_VERSION);
    json.writeArrayFieldStart("documents");
    for (Map.Entry<String, List<PageResult>> document : documents.entrySet()) {
      json.writeStartObject();
      numbers.text("document", document.getKey());
      json.writeArrayFieldStart("pages");
      for (PageResult page : document.getValue()) {
        page(page);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    ledger(result.ledger());
    json.writeEndObject();
  }

  private void page(PageResult result) throws IOException {
    json.writeStartObject();
    json.writeNumberField("page_number", result.pageNumber());
    json.writeStringField("status", result.status().name());
    switch (result.outcome()) {
      case PageOutcome.Completed completed -> {
        Page page = completed.page();
        json.writeNumberField("width_px", page.size().width());
        json.writeNumberField("height_px", page.size().height());
        json.writeFieldName("dpi");
        if (page.dpi() > 0) {
          numbers.hundredths(page.dpi());
        } else {
          json.writeNull();
        }
        json.writeNumberField("rotation_degrees_clockwise", degrees(page.rotation()));
        json.writeNumberField("dropped_boxes", page.droppedBoxes());
        regions.write(page);
        failures(completed.failures());
      }
      case PageOutcome.Failed failed -> failures(List.of(failed.failure()));
    }
    if (hasTiming) {
      timing(result.timing());
    }
    json.writeEndObject();
  }

  private static int degrees(Rotation rotation) {
    return switch (rotation) {
      case NONE -> 0;
      case CLOCKWISE_90 -> 90;
      case HALF -> 180;
      case CLOCKWISE_270 -> 270;
    };
  }

  private void failures(List<Failure> failures) throws IOException {
    json.writeArrayFieldStart("failures");
    for (Failure failure : failures) {
      regions.failure(failure);
    }
    json.writeEndArray();
  }

  private void timing(PageTiming timing) throws IOException {
    json.writeObjectFieldStart("timing");
    json.writeFieldName("total_milliseconds");
    milliseconds(timing.total());
    json.writeArrayFieldStart("stages");
    for (Map.Entry<StageName, Duration> stage : timing.inStages().entrySet()) {
      json.writeStartObject();
      json.writeStringField("stage", stage.getKey().label());
      json.writeFieldName("milliseconds");
      milliseconds(stage.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void milliseconds(Duration duration) throws IOException {
    numbers.hundredths(Math.max(0, duration.getSeconds() * 1e3 + duration.getNano() / 1e6));
  }

  private void ledger(Ledger ledger) throws IOException {
    json.writeObjectFieldStart("ledger");
    json.writeNumberField("accepted", ledger.accepted());
    json.writeNumberField("ok", ledger.ok());
    json.writeNumberField("partial", ledger.partial());
    json.writeNumberField("failed", ledger.failed());
    json.writeNumberField("skipped", ledger.skipped());
    json.writeNumberField("cancelled", ledger.cancelled());
    json.writeNumberField("in_progress", ledger.inProgress());
    json.writeBooleanField("is_source_exhausted", ledger.isSourceExhausted());
    Ledger.Regions counts = ledger.regions();
    json.writeObjectFieldStart("regions");
    json.writeNumberField("found", counts.found());
    json.writeNumberField("read", counts.read());
    json.writeNumberField("failed", counts.failed());
    json.writeNumberField("not_read", counts.notRead());
    json.writeNumberField("in_progress", counts.inProgress());
    json.writeNumberField("dropped_boxes", counts.droppedBoxes());
    json.writeEndObject();
    json.writeEndObject();
  }
}
