package io.glyphflow.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.Language;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.PageTiming;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.StageName;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.Traits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PixelsTest extends PipelineChecks {

  /** Hears of pages while their pixels are there. */
  private static class Painter implements PipelineListener {
    final List<String> heard = new CopyOnWriteArrayList<>();
    final List<PageImage> images = new CopyOnWriteArrayList<>();
    private final boolean wantsPixels;

    Painter(boolean wantsPixels) {
      this.wantsPixels = wantsPixels;
    }

    @Override
    public void onEvent(PipelineEvent event) {
      if (event instanceof PipelineEvent.PageRead read) {
        heard.add("read " + read.page().id() + " closed " + read.image().isClosed());
        images.add(read.image());
      } else if (event instanceof PipelineEvent.PageFinished finished) {
        heard.add("finished " + finished.result().id());
      }
    }

    @Override
    public boolean wantsPixels() {
      return wantsPixels;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5})
  void pixels_wanted_areThereWhenThePageIsReadAndGoneAfterwards(int regions) {
    Painter painter = new Painter(true);
    Painter other = new Painter(false);
    Pipeline pipeline = build(small(regions).listener(painter).listener(other));

    var unused = pipeline.process(pages(1));

    assertThat(painter.heard).containsExactly("read d#1 closed false", "finished d#1");
    assertThat(other.heard).containsExactly("finished d#1");
    assertThat(painter.images).allMatch(PageImage::isClosed);
    assertThat(decodes).hasValue(1);
  }

  @Test
  void pixels_ofAPageThatFailed_areNotShown() {
    Painter painter = new Painter(true);
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .layoutDetector(
                    detecting(
                        pages -> {
                          throw new IllegalStateException("no layout");
                        }))
                .recognizer(reading(PipelineChecks::readAll))
                .listener(painter));

    var unused = pipeline.process(pages(1));

    assertThat(painter.heard).containsExactly("finished d#1");
  }

  @Test
  void pixels_notWanted_areGoneBeforeTheTranslation() {
    List<Boolean> closed = new CopyOnWriteArrayList<>();
    List<PageImage> crops = new CopyOnWriteArrayList<>();
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .layoutDetector(detecting(stacked(1)))
                .recognizer(
                    reading(
                        batch -> {
                          crops.add(batch.get(0).image());
                          return List.of(RegionContent.text("t"));
                        }))
                .translator(
                    one(
                        items -> {
                          closed.add(crops.get(0).isClosed());
                          return items.stream().map(i -> i.translated("u")).toList();
                        },
                        Traits.waiting()),
                    Language.GERMAN));

    var unused = pipeline.process(pages(1));

    assertThat(closed).containsExactly(true);
  }

  @Test
  void timing_ofAPage_tellsTheStages() {
    long pause = TimeUnit.MILLISECONDS.toNanos(20);
    Pipeline pipeline =
        build(
            Pipeline.builder()
                .layoutDetector(detecting(stacked(3)))
                .recognizer(
                    reading(
                        crops -> {
                          long end = System.nanoTime() + pause;
                          while (System.nanoTime() < end) {
                            LockSupport.parkNanos(end - System.nanoTime());
                          }
                          return readAll(crops);
                        })));

    PageResult page = pipeline.process(pages(1)).page(1);

    PageTiming timing = page.timing();
    assertThat(timing.of(StageName.RECOGNIZE)).isGreaterThanOrEqualTo(Duration.ofNanos(3 * pause));
    assertThat(timing.of(StageName.LOAD)).isPositive();
    assertThat(timing.of(StageName.TRANSLATE)).isZero();
    assertThat(timing.total()).isGreaterThanOrEqualTo(timing.of(StageName.RECOGNIZE));
    assertThat(new PageResult(page.id(), page.outcome())).isEqualTo(page).hasSameHashCodeAs(page);
  }
}
