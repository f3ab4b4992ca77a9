package io.glyphflow.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.source.PageSource;
import io.glyphflow.core.stage.LayoutDetector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Native calls that do not come back: the other pages must not notice. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class HungCallTest {

  private final CountDownLatch end = new CountDownLatch(1);

  private record Decoding(PageId id, CountDownLatch hang) implements PageSource {
    @Override
    public long decodedBytes() {
      return 100;
    }

    @Override
    public PageImage decode() {
      boolean isOver = hang.getCount() == 0;
      while (!isOver) {
        try {
          hang.await();
          isOver = true;
        } catch (InterruptedException e) {
          isOver = false;
        }
      }
      return PageImage.allocate(new Size(10, 10), PageImage.Format.GRAY8);
    }
  }

  @Test
  void decode_moreHangThanThereAreCpuThreads_othersAreRead() {
    List<PageSource> pages = new ArrayList<>();
    CountDownLatch open = new CountDownLatch(0);
    for (int number = 1; number <= 20; number++) {
      pages.add(new Decoding(new PageId("d", number), number % 4 == 1 ? end : open));
    }
    RunOptions options =
        RunOptions.defaults()
            .timeBudgets(TimeBudgets.defaults().withAttempt(Duration.ofMillis(100)));
    Pipeline pipeline =
        Pipeline.builder()
            .layoutDetector(LayoutDetector.wholePage())
            .recognizer(crops -> crops.stream().map(crop -> RegionContent.text("x")).toList())
            .cpuThreads(2)
            .build();

    DocumentResult result = pipeline.process(DocumentSource.ofPages(pages), options);

    assertThat(result.ledger()).hasToString("accepted 20 = ok 15 + failed 5");
    PageOutcome.Failed failed = (PageOutcome.Failed) result.page(1).outcome();
    assertThat(failed.failure().category()).isEqualTo(FailureCategory.TIMEOUT);
    assertThat(failed.failure().attempts()).isEqualTo(1);
    assertThat(failed.failure().message()).contains("requested 0.1 s", "granted 0.1 s");
    assertThat(pipeline.engine().memory().inUse()).as("pixels of hung decodes").isEqualTo(500);

    List<String> left = pipeline.close(Duration.ofMillis(200));
    assertThat(left).hasSize(5).allMatch(name -> name.contains("-cpu-"));
    end.countDown();
    assertThat(pipeline.close(Duration.ofSeconds(20))).isEmpty();
    assertThat(pipeline.engine().memory().inUse()).isZero();
    assertThat(pipeline.engine().leasesInUse()).isZero();
    assertThat(pipeline.engine().cpuInUse()).isZero();
  }
}
