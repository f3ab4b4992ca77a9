package io.glyphflow.testkit.contract;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.document.Failure;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.Language;
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
import io.glyphflow.core.document.TableCell;
import io.glyphflow.core.document.TextLine;
import io.glyphflow.core.document.Translation;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The results that every exporter has to write. */
final class SampleResults {

  private static final Size PAGE = new Size(600, 800);
  private static final String NASTY =
      "<b>&amp;</b> \"q\" 'a' \\ | * _ # ``` ]]> $x$ \u0000\u0001\u001b\t\r\n\f\u0085\u2028"
          + "\ufffe \ud83d\ude00 \ud800 lone \u05e9\u05dc\u05d5\u05dd \u202e rtl e\u0301 \u6f22";

  private SampleResults() {}

  static List<DocumentResult> all() {
    return List.of(
        result(),
        result(page(1)),
        result(page(1, read(0, RegionKind.TEXT, RegionContent.text("one line")))),
        result(everyContent(1), everyFailure(2), failed(3), page(4), skipped(5), cancelled(6)));
  }

  private static PageResult everyContent(int number) {
    BoundingBox line = BoundingBox.of(10, 10, 300, 30);
    return page(
        number,
        read(
            0,
            RegionKind.TEXT,
            new RegionContent.Text(
                "two\nlines",
                List.of(
                    new TextLine("two", line, 0.9, List.of()),
                    new TextLine("lines", line.translate(0, 20), 0.8, List.of())),
                0.9,
                "two\nlines")),
        read(1, RegionKind.TEXT, RegionContent.text(NASTY, 0.5)),
        read(2, RegionKind.TEXT, RegionContent.text("")),
        read(
            3,
            RegionKind.TABLE,
            RegionContent.table(
                List.of(
                    new TableCell(0, 0, 1, 2, true, "head"),
                    TableCell.of(1, 0, NASTY),
                    TableCell.of(1, 1, "")),
                "<table>")),
        read(4, RegionKind.TABLE, RegionContent.table(List.of(), "")),
        read(5, RegionKind.FORMULA, RegionContent.formula("\\frac{a}{b} < \\& $")),
        read(6, RegionKind.FIGURE, RegionContent.figure("a chart")),
        result(7, RegionKind.FIGURE, Optional.empty(), Optional.empty(), Optional.empty()),
        read(8, RegionKind.FURNITURE, RegionContent.text("page 1")),
        result(
            9,
            RegionKind.TEXT,
            Optional.of(RegionContent.text("hallo")),
            Optional.of(Translation.of(Language.ENGLISH, NASTY)),
            Optional.empty()));
  }

  private static PageResult everyFailure(int number) {
    Failure failure = failure(FailureCategory.RECOGNITION).ofRegion(0);
    Failure translation = failure(FailureCategory.TRANSLATION).ofRegion(2);
    return page(
        number,
        result(0, RegionKind.TEXT, Optional.empty(), Optional.empty(), Optional.of(failure)),
        result(
            1,
            RegionKind.TEXT,
            Optional.of(RegionContent.text("the part that was re")),
            Optional.empty(),
            Optional.of(failure(FailureCategory.TRUNCATED).ofRegion(1))),
        result(
            2,
            RegionKind.TEXT,
            Optional.of(RegionContent.text("hallo")),
            Optional.of(Translation.failed(Language.ENGLISH, translation)),
            Optional.of(translation)));
  }

  private static Failure failure(FailureCategory category) {
    return Failure.of(category, StageName.RECOGNIZE, "it failed: " + NASTY).withAttempts(2);
  }

  private static PageResult failed(int number) {
    return ended(number, FailureCategory.INPUT_UNREADABLE, StageName.LOAD);
  }

  private static PageResult skipped(int number) {
    return ended(number, FailureCategory.SKIPPED_BY_FILTER, StageName.FILTER);
  }

  private static PageResult cancelled(int number) {
    return ended(number, FailureCategory.CANCELLED, StageName.LAYOUT);
  }

  private static PageResult ended(int number, FailureCategory category, StageName stage) {
    return new PageResult(
        id(number), new PageOutcome.Failed(Failure.of(category, stage, "no page: " + NASTY)));
  }

  private static PageId id(int number) {
    return new PageId("dir/name with spaces & <signs>.pdf", number);
  }

  private static RegionResult read(int id, RegionKind kind, RegionContent content) {
    return result(id, kind, Optional.of(content), Optional.empty(), Optional.empty());
  }

  private static RegionResult result(
      int id,
      RegionKind kind,
      Optional<RegionContent> content,
      Optional<Translation> translation,
      Optional<Failure> failure) {
    BoundingBox box = BoundingBox.ofSize(10, 10 + 70 * id, 500, 60.5);
    Region region = new Region(id, kind, "label & <kind>", box, Optional.empty(), 0.9);
    return new RegionResult(region, content, translation, failure);
  }

  private static PageResult page(int number, RegionResult... regions) {
    List<Failure> failures = new ArrayList<>();
    for (RegionResult region : regions) {
      region.failure().ifPresent(failures::add);
    }
    Page page = new Page(id(number), PAGE, 72, List.of(regions), 0);
    return new PageResult(id(number), new PageOutcome.Completed(page, failures));
  }

  private static DocumentResult result(PageResult... pages) {
    long regions = 0;
    long failedRegions = 0;
    long notRead = 0;
    for (PageResult page : pages) {
      for (RegionResult region : page.page().map(Page::regions).orElse(List.of())) {
        regions++;
        failedRegions += region.failure().isPresent() ? 1 : 0;
        notRead += region.content().isEmpty() && region.failure().isEmpty() ? 1 : 0;
      }
    }
    Ledger ledger =
        new Ledger(
            pages.length,
            count(PageOutcome.Status.OK, pages),
            count(PageOutcome.Status.PARTIAL, pages),
            count(PageOutcome.Status.FAILED, pages),
            count(PageOutcome.Status.SKIPPED, pages),
            count(PageOutcome.Status.CANCELLED, pages),
            0,
            true,
            new Ledger.Regions(
                regions, regions - failedRegions - notRead, failedRegions, notRead, 0, 0));
    return new DocumentResult(List.of(pages), ledger);
  }

  private static long count(PageOutcome.Status status, PageResult... pages) {
    long count = 0;
    for (PageResult page : pages) {
      count += page.status() == status ? 1 : 0;
    }
    return count;
  }
}
