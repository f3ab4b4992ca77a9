package io.glyphflow.core.export;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.document.Failure;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.Ledger;
import io.glyphflow.core.document.Page;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.document.RegionResult;
import io.glyphflow.core.document.StageName;
import io.glyphflow.core.document.TextLine;
import io.glyphflow.core.document.Translation;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Pages composed by hand. */
final class ExportPages {

  static final Size SIZE = new Size(1000, 1400);

  private ExportPages() {}

  static RegionResult text(String label, String text) {
    return region(RegionKind.TEXT, label, RegionContent.text(text));
  }

  static RegionResult text(String text) {
    return text("text", text);
  }

  static RegionResult region(RegionKind kind, String label, @Nullable RegionContent content) {
    return region(kind, label, content, null);
  }

  static RegionResult region(
      RegionKind kind, String label, @Nullable RegionContent content, @Nullable Failure failure) {
    Region region = Region.of(kind, label, BoundingBox.of(10, 20, 300, 60), 0.9);
    return new RegionResult(
        region, Optional.ofNullable(content), Optional.empty(), Optional.ofNullable(failure));
  }

  static RegionResult translated(RegionResult region, Translation translation) {
    return new RegionResult(
        region.region(), region.content(), Optional.of(translation), region.failure());
  }

  /** Lines at given left edges, 20 high, 10 a character, one every 24 pixels. */
  static RegionContent.Text lines(Object... leftsAndTexts) {
    List<TextLine> lines = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    double top = 100;
    for (int i = 0; i < leftsAndTexts.length; i += 2) {
      int left = (Integer) leftsAndTexts[i];
      String text = (String) leftsAndTexts[i + 1];
      if (!text.isEmpty()) {
        BoundingBox box = BoundingBox.ofSize(left, top, 10 * text.length(), 20);
        lines.add(new TextLine(text, box, 0.95, List.of()));
        texts.add(text);
      }
      top += 24;
    }
    String text = String.join("\n", texts);
    return new RegionContent.Text(text, lines, 0.95, text);
  }

  static Page page(int number, RegionResult... regions) {
    return page("in/scan.pdf", number, regions);
  }

  static Page page(String document, int number, RegionResult... regions) {
    List<RegionResult> numbered = new ArrayList<>();
    for (RegionResult result : regions) {
      Region r = result.region();
      Region region =
          new Region(numbered.size(), r.kind(), r.label(), r.box(), r.polygon(), r.confidence());
      Optional<Failure> failure = result.failure().map(f -> f.ofRegion(region.id()));
      numbered.add(new RegionResult(region, result.content(), result.translation(), failure));
    }
    return new Page(new PageId(document, number), SIZE, 150, numbered, 0);
  }

  static PageResult completed(Page page) {
    List<Failure> failures = page.regions().stream().flatMap(r -> r.failure().stream()).toList();
    return new PageResult(page.id(), new PageOutcome.Completed(page, failures));
  }

  static PageResult failed(int number, FailureCategory category, String message) {
    return new PageResult(
        new PageId("in/scan.pdf", number),
        new PageOutcome.Failed(Failure.of(category, StageName.LAYOUT, message)));
  }

  static Failure failure(FailureCategory category, String message) {
    return new Failure(
        category, StageName.RECOGNIZE, OptionalInt.empty(), 2, message, Optional.empty());
  }

  static DocumentResult result(Page... pages) {
    return result(List.of(pages).stream().map(ExportPages::completed).toList());
  }

  static DocumentResult result(List<PageResult> pages) {
    long[] counts = new long[5];
    for (PageResult page : pages) {
      int i =
          switch (page.status()) {
            case OK -> 0;
            case PARTIAL -> 1;
            case FAILED -> 2;
            case SKIPPED -> 3;
            case CANCELLED -> 4;
          };
      counts[i]++;
    }
    Ledger.Regions regions = new Ledger.Regions(0, 0, 0, 0, 0, 0);
    return new DocumentResult(
        pages,
        new Ledger(
            pages.size(), counts[0], counts[1], counts[2], counts[3], counts[4], 0, true, regions));
  }
}
