package io.glyphflow.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.document.Failure;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.document.StageName;
import io.glyphflow.core.document.TextLayer;
import io.glyphflow.core.document.TextLine;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Rotation;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.OrientationDetector;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.core.stage.Traits;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrientationTest extends PipelineChecks {

  private static final TextLine LINE =
      new TextLine("x", BoundingBox.of(0, 0, 10, 20), 1, List.of());

  private Pipeline turning(OrientationDetector detector) {
    return build(
        Pipeline.builder()
            .orientationDetector(one(detector, Traits.defaults()))
            .layoutDetector(LayoutDetector.wholePage())
            .recognizer(reading(PipelineChecks::readAll)));
  }

  private static List<Rotation> always(Rotation turn, List<PageInput> pages) {
    return pages.stream().map(page -> turn).toList();
  }

  @ParameterizedTest
  @EnumSource
  void page_turned_isReadUpright(Rotation turn) {
    Pipeline pipeline = turning(pages -> always(turn, pages));

    DocumentResult result = pipeline.process(pages(3));

    assertThat(result.ledger().ok()).isEqualTo(3);
    assertThat(result.pages())
        .allSatisfy(
            page -> {
              assertThat(page.page().orElseThrow().rotation()).isEqualTo(turn);
              assertThat(page.page().orElseThrow().size()).isEqualTo(turn.apply(SIZE));
              assertThat(page.page().orElseThrow().regions().get(0).box())
                  .isEqualTo(turn.apply(SIZE).bounds());
            });
    assertThat(decodes).hasValue(3);
  }

  @Test
  void page_turned_holdsTwiceItsBytesOnlyWhileItIsTurned() {
    List<Long> held = new CopyOnWriteArrayList<>();
    Pipeline[] built = new Pipeline[1];
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .orientationDetector(
                    one(
                        pages -> {
                          held.add(built[0].engine().memory().inUse());
                          return always(Rotation.CLOCKWISE_90, pages);
                        },
                        Traits.defaults()))
                .layoutDetector(
                    detecting(
                        pages -> {
                          held.add(built[0].engine().memory().inUse());
                          return stacked(0).detect(pages);
                        }))
                .recognizer(reading(PipelineChecks::readAll)));
    built[0] = pipeline;

    var unused = pipeline.process(pages(1));

    assertThat(held).containsExactly(2 * PAGE_BYTES, PAGE_BYTES);
  }

  @Test
  void detector_failing_leavesThePageAsItStandsAndSaysSo() {
    Pipeline pipeline =
        turning(
            pages -> {
              throw new IllegalStateException("no idea");
            });

    DocumentResult result = pipeline.process(pages(2));

    assertThat(result.ledger().partial()).isEqualTo(2);
    PageOutcome.Completed first = (PageOutcome.Completed) result.page(1).outcome();
    assertThat(first.page().rotation()).isEqualTo(Rotation.NONE);
    assertThat(first.page().text()).isEqualTo(textOf(1, 0));
    Failure failure = first.failures().get(0);
    assertThat(failure.category()).isEqualTo(FailureCategory.ORIENTATION);
    assertThat(failure.stage()).isEqualTo(StageName.ORIENT);
    assertThat(failure.message()).contains("no idea");
  }

  @Test
  void detector_answeringTooLittle_isADefectOfThatPageOnly() {
    Pipeline pipeline = turning(pages -> List.of());

    DocumentResult result = pipeline.process(pages(1));

    PageOutcome.Completed page = (PageOutcome.Completed) result.page(1).outcome();
    assertThat(page.failures().get(0).category()).isEqualTo(FailureCategory.INTERNAL);
  }

  @Test
  void textLayer_ofATurnedPage_isTurnedToo() throws Exception {
    List<TextLine> seen = new CopyOnWriteArrayList<>();
    CountedPage page =
        new CountedPage(1) {
          @Override
          public TextLayer textLayer() {
            return () -> List.of(LINE);
          }
        };
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .orientationDetector(
                    one(pages -> always(Rotation.CLOCKWISE_90, pages), Traits.defaults()))
                .layoutDetector(LayoutDetector.wholePage())
                .recognizer(
                    reading(
                        crops -> {
                          for (RegionCrop crop : crops) {
                            seen.addAll(crop.textLayer().lines());
                          }
                          return readAll(crops);
                        })));

    var unused = pipeline.process(DocumentSource.ofPages(List.of(page)));

    Size before = SIZE;
    assertThat(seen).containsExactly(LINE.rotate(Rotation.CLOCKWISE_90, before));
    assertThat(seen.get(0).box()).isEqualTo(BoundingBox.of(380, 0, 400, 10));
  }
}
