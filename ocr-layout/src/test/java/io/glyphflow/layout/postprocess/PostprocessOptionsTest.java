package io.glyphflow.layout.postprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.RegionKind;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PostprocessOptionsTest {

  private static PostprocessOptions with(Consumer<PostprocessOptions.Builder> option) {
    PostprocessOptions.Builder builder = PostprocessOptions.builder();
    option.accept(builder);
    return builder.build();
  }

  private static void refuses(Consumer<PostprocessOptions.Builder> option, String value) {
    assertThatThrownBy(() -> with(option))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(value);
  }

  private static void refusesTwice(Consumer<PostprocessOptions.Builder> option, String before) {
    assertThatThrownBy(() -> with(option.andThen(option)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("already set to " + before);
  }

  @Test
  void defaults_everyOption_asListed() {
    PostprocessOptions options = PostprocessOptions.defaults();
    assertThat(options.threshold("text")).isEqualTo(0.3);
    assertThat(options.isSuppressing()).isTrue();
    assertThat(options.sameClassIou()).isEqualTo(0.6);
    assertThat(options.crossClassIou()).isEqualTo(0.98);
    assertThat(options.largeImage(true)).isEqualTo(0.82);
    assertThat(options.largeImage(false)).isEqualTo(0.93);
    assertThat(options.merge("text")).isEqualTo(MergeMode.LARGE);
    assertThat(options.isMergedAsOne()).isTrue();
    assertThat(options.containment()).isEqualTo(0.8);
    assertThat(List.of("image", "seal", "chart")).allMatch(options::isPreserved);
    assertThat(options.isPreserved("text")).isFalse();
    assertThat(options.unclip("text")).isEqualTo(PostprocessOptions.Ratio.ONE);
    assertThat(options.minimum()).isEqualTo(PostprocessOptions.Ratio.NONE);
    assertThat(options.isWithPolygons()).isTrue();
    assertThat(options.kind("text", RegionKind.TABLE)).isEqualTo(RegionKind.TABLE);
    assertThat(options.isDropped("header")).isFalse();
    assertThat(options.isCompat()).isFalse();
  }

  @Test
  void thresholds_limits() {
    assertThat(with(b -> b.threshold(0)).threshold("any")).isZero();
    assertThat(with(b -> b.threshold("text", 1)).threshold("text")).isEqualTo(1);
    refuses(b -> b.threshold(-0.01), "-0.01");
    refuses(b -> b.threshold(Double.NaN), "NaN");
    refuses(b -> b.threshold("text", 1.01), "1.01");
    refusesTwice(b -> b.threshold(0.25), "0.25");
    refusesTwice(b -> b.threshold("text", 0.25), "0.25");
    assertThatCode(() -> with(b -> b.threshold("a", 0.1).threshold("b", 0.1).threshold(0.2)))
        .doesNotThrowAnyException();
  }

  @Test
  void suppression_limits() {
    assertThat(with(b -> b.suppression(false)).isSuppressing()).isFalse();
    assertThat(with(b -> b.sameClassIou(1e-9)).sameClassIou()).isEqualTo(1e-9);
    assertThat(with(b -> b.crossClassIou(1)).crossClassIou()).isEqualTo(1);
    refuses(b -> b.sameClassIou(0), "0.0");
    refuses(b -> b.crossClassIou(1.1), "1.1");
    refuses(b -> b.crossClassIou(Double.NaN), "NaN");
    refusesTwice(b -> b.suppression(true), "true");
    refusesTwice(b -> b.sameClassIou(0.5), "0.5");
    refusesTwice(b -> b.crossClassIou(0.5), "0.5");
  }

  @Test
  void sizes_limits() {
    refuses(b -> b.largeImage(0, 0.5), "landscape");
    refuses(b -> b.largeImage(0.5, 1.5), "portrait");
    refusesTwice(b -> b.largeImage(0.5, 0.75), "0.5, 0.75");
    refuses(b -> b.containment(0), "0.0");
    refusesTwice(b -> b.containment(0.9), "0.9");
    refuses(b -> b.unclip(0, 1), "width");
    refuses(b -> b.unclip("text", 1, Double.POSITIVE_INFINITY), "Infinity");
    refusesTwice(b -> b.unclip(1.1, 1.2), "1.1 x 1.2");
    refusesTwice(b -> b.unclip("text", 1.1, 1.2), "1.1 x 1.2");
    refuses(b -> b.minimumSize(-1, 0), "-1.0");
    refuses(b -> b.minimumSize(0, Double.NaN), "NaN");
    refusesTwice(b -> b.minimumSize(0, 0), "0.0 x 0.0");
  }

  @Test
  void labels_setTwice_exception() {
    refusesTwice(b -> b.merge(MergeMode.SMALL), "SMALL");
    refusesTwice(b -> b.merge("text", MergeMode.UNION), "UNION");
    refusesTwice(b -> b.preserved(Set.of()), "[]");
    refusesTwice(b -> b.polygons(false), "false");
    refusesTwice(b -> b.kind("text", RegionKind.TABLE), "TABLE");
    refusesTwice(b -> b.dropped(Set.of("a")), "[a]");
  }

  @Test
  @SuppressWarnings("DataFlowIssue")
  void anything_null_exception() {
    List<Consumer<PostprocessOptions.Builder>> calls =
        List.of(
            b -> b.threshold(null, 0.5),
            b -> b.merge(null),
            b -> b.merge(null, MergeMode.LARGE),
            b -> b.merge("text", null),
            b -> b.preserved(null),
            b -> b.unclip(null, 1, 1),
            b -> b.kind(null, RegionKind.TEXT),
            b -> b.kind("text", null),
            b -> b.dropped(null));
    for (Consumer<PostprocessOptions.Builder> call : calls) {
      assertThatThrownBy(() -> with(call)).isInstanceOf(NullPointerException.class);
    }
  }

  @Test
  void builder_afterBuild_usableAgainAndApart() {
    PostprocessOptions.Builder builder = PostprocessOptions.builder().threshold(0.5);
    PostprocessOptions first = builder.build();
    PostprocessOptions second = builder.threshold("text", 0.9).build();
    assertThat(first.threshold("text")).isEqualTo(0.5);
    assertThat(second.threshold("text")).isEqualTo(0.9);
  }

  @Test
  void toBuilder_ofAPreset_keepsAllButWhatIsSet() {
    PostprocessOptions options = PostprocessOptions.compat().toBuilder().dropped(Set.of()).build();
    assertThat(options.isCompat()).isTrue();
    assertThat(options.merge("reference")).isEqualTo(MergeMode.SMALL);
    assertThat(options.kind("seal", RegionKind.FIGURE)).isEqualTo(RegionKind.TEXT);
    assertThat(options.isDropped("header")).isFalse();
    assertThat(PostprocessOptions.compat().isDropped("header")).isTrue();
  }

  @Test
  void paddleOcrVl_merges_asItsPipelineDoes() {
    PostprocessOptions options = PostprocessOptions.paddleOcrVl();
    assertThat(options.merge("doc_title")).isEqualTo(MergeMode.LARGE);
    assertThat(options.merge("text")).isEqualTo(MergeMode.UNION);
    assertThat(options.containment()).isEqualTo(0.9);
    assertThat(options.isPreserved("image")).isFalse();
    assertThat(options.isCompat()).isFalse();
  }
}
