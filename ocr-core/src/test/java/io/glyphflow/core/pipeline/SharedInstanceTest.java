package io.glyphflow.core.pipeline;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.core.stage.Traits;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedInstanceTest {

  /** One model that does both. */
  private record Both(int concurrency) implements LayoutDetector, Recognizer {
    @Override
    public List<PageLayout> detect(List<PageInput> pages) {
      return List.of();
    }

    @Override
    public List<RegionContent> recognize(List<RegionCrop> crops) {
      return List.of();
    }

    @Override
    public Traits traits() {
      return Traits.defaults().withConcurrency(concurrency);
    }
  }

  @Test
  void build_sameInstanceInTwoRoles_isRefused() {
    Both both = new Both(1);
    assertThatThrownBy(() -> Pipeline.builder().layoutDetector(both).recognizer(both).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("recognizer: the same instance as layoutDetector");
  }

  @Test
  void build_sameThreadSafeInstanceInTwoRoles_isFine() {
    Both both = new Both(2);
    assertThatCode(() -> Pipeline.builder().layoutDetector(both).recognizer(both).build().close())
        .doesNotThrowAnyException();
  }
}
