package io.glyphflow.core.export;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PlainTextTest {

  private static PageResult page(int number, String... texts) {
    Region region = Region.of(RegionKind.TEXT, "t", BoundingBox.ofSize(0, 0, 9, 9), 1);
    List<RegionResult> regions =
        Stream.of(texts)
            .map(
                text ->
                    new RegionResult(
                        region,
                        Optional.of(RegionContent.text(text)),
                        Optional.empty(),
                        Optional.empty()))
            .toList();
    PageId id = new PageId("d", number);
    return new PageResult(
        id, new PageOutcome.Completed(new Page(id, new Size(9, 9), 0, regions, 0), List.of()));
  }

  private static PageResult failed(int number, String message) {
    return new PageResult(
        new PageId("d", number),
        new PageOutcome.Failed(Failure.of(FailureCategory.LAYOUT, StageName.LAYOUT, message)));
  }

  private static DocumentResult result(PageResult... pages) {
    int n = pages.length;
    return new DocumentResult(
        List.of(pages),
        new Ledger(n, n, 0, 0, 0, 0, 0, true, new Ledger.Regions(0, 0, 0, 0, 0, 0)));
  }

  @Test
  void write_pages_areUtf8WithFormFeeds() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PlainText.exporter()
        .write(result(page(1, "Zürich", "日本"), page(2), failed(3, "no"), page(4, "end")), out);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("Zürich\n\n日本\n\f\n\n\f\n[d#3: LAYOUT in layout: no]\n\f\nend\n");
  }

  @Test
  void of_blankFirstPage_keepsItsPlace() {
    assertThat(PlainText.of(result(page(1), page(2, "x")))).isEqualTo("\n\f\nx\n");
    assertThat(PlainText.of(result())).isEmpty();
  }

  @Test
  void of_failureWithALongMessage_isOneLine() {
    String text = PlainText.of(failed(1, "first line\nsecond line\r\nthird\fline"));
    assertThat(text.lines()).hasSize(1);
    assertThat(text).startsWith("[d#1: ").endsWith("]").doesNotContain("\f");
  }
}
