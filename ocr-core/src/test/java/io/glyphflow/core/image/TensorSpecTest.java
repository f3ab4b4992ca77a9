package io.glyphflow.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage.Format;
import io.glyphflow.core.image.TensorSpec.Channels;
import io.glyphflow.core.image.TensorSpec.Fit;
import io.glyphflow.core.image.TensorSpec.Layout;
import io.glyphflow.core.image.TensorSpec.Resampling;
import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TensorSpecTest {

  @Test
  void builder_defaults_areAsDocumented() {
    TensorSpec spec = TensorSpec.builder(new Size(3, 2)).build();

    assertThat(spec.fit()).isEqualTo(Fit.STRETCH);
    assertThat(spec.channels()).isEqualTo(Channels.RGB);
    assertThat(spec.layout()).isEqualTo(Layout.CHW);
    assertThat(spec.resampling()).isEqualTo(Resampling.LINEAR);
    assertThat(spec.values()).isEqualTo(18);
    assertThat(spec.factor(1)).isEqualTo(1 / 255f);
    assertThat(spec.offset(2)).isZero();
  }

  @Test
  void builder_badValues_throw() {
    TensorSpec.Builder builder = TensorSpec.builder(new Size(3, 2));

    assertThatThrownBy(() -> builder.fit(Fit.STRETCH, 256))
        .hasMessage("padding: 256, must be 0..255");
    assertThatThrownBy(() -> builder.scale(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.normalize(new float[] {0}, new float[] {0}))
        .hasMessage("std: 0.0, must not be 0");
    assertThatThrownBy(() -> TensorSpec.builder(new Size(40_000, 40_000)))
        .isInstanceOf(IllegalArgumentException.class);
    builder.normalize(new float[] {1, 2}, new float[] {1});
    assertThatThrownBy(builder::build).hasMessage("mean: [1.0, 2.0], must be 1 or 3");
    assertThatThrownBy(() -> builder.normalize(new float[] {0}, new float[] {1}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("normalize: is [1.0, 2.0] already, set it once");
  }

  // --- lines ---

  @Test
  void line_narrowerThanTheModel_keepsItsHeightAndIsPaddedOnTheRight() {
    TensorSpec spec = TensorSpec.builder(new Size(320, 48)).fit(Fit.LINE, 0).build();

    // 100 * 48 / 37 = 129.7
    assertThat(spec.placement(new Size(100, 37)).resized()).isEqualTo(new Size(130, 48));
    assertThat(spec.placement(new Size(100, 48)).resized()).isEqualTo(new Size(100, 48));
    assertThat(spec.placement(new Size(1, 4_800)).resized()).isEqualTo(new Size(1, 48));
    assertThat(spec.placement(new Size(100, 37)).offsetX()).isZero();
  }

  @Test
  void line_widerThanTheModel_isSqueezed() {
    TensorSpec spec = TensorSpec.builder(new Size(320, 48)).fit(Fit.LINE, 0).build();

    TensorPlacement placement = spec.placement(new Size(1_000, 20));

    assertThat(placement.resized()).isEqualTo(new Size(320, 48));
    assertThat(placement.toPicture(new Point(320, 48))).isEqualTo(new Point(1_000, 20));
  }

  @Test
  void paddingValue_set_isWhatTheModelSees() {
    TensorSpec spec =
        TensorSpec.builder(new Size(30, 10))
            .fit(Fit.LINE, 200)
            .normalize(new float[] {0.5f}, new float[] {0.5f})
            .paddingValue(0)
            .build();
    FloatBuffer target = TensorWriterTest.floats(spec.values());
    try (TensorWriter writer = new TensorWriter(spec)) {
      writer.write(PageImage.allocate(new Size(20, 10), Format.BGR24), target);

      for (int i = 0; i < spec.values(); i++) {
        assertThat(target.get(i)).as("value %d", i).isEqualTo(i % 30 < 20 ? -1f : 0f);
      }
    }
  }

  @Test
  void paddingValue_notSet_isTheLevelNormalized() {
    TensorSpec spec =
        TensorSpec.builder(new Size(2, 2))
            .fit(Fit.LETTERBOX_CENTER, 51)
            .normalize(new float[] {0.1f, 0.2f, 0.3f}, new float[] {1, 1, 0.5f})
            .build();

    assertThat(spec.paddingValue(0)).isCloseTo(0.1f, within(1e-6f));
    assertThat(spec.paddingValue(1)).isCloseTo(0, within(1e-6f));
    assertThat(spec.paddingValue(2)).isCloseTo(-0.2f, within(1e-6f));
  }

  @Test
  void paddingValue_badOrTwice_throws() {
    TensorSpec.Builder builder = TensorSpec.builder(new Size(2, 2));

    assertThatThrownBy(() -> builder.paddingValue(Float.NaN))
        .hasMessage("paddingValue: NaN, must be finite");
    builder.paddingValue(-1);
    assertThatThrownBy(() -> builder.paddingValue(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("paddingValue: is -1.0 already, set it once");
    assertThat(builder.build().paddingValue(2)).isEqualTo(-1);
  }

  // --- middles ---

  @Test
  void crop_landscape_cutsOffLeftAndRight() {
    TensorSpec spec = TensorSpec.builder(new Size(224, 224)).crop(256).build();

    TensorPlacement placement = spec.placement(new Size(600, 300));

    assertThat(spec.fit()).isEqualTo(Fit.CROP_CENTER);
    assertThat(spec.shortSide()).isEqualTo(256);
    assertThat(placement.resized()).isEqualTo(new Size(512, 256));
    assertThat(placement.offsetX()).isEqualTo(-144);
    assertThat(placement.offsetY()).isEqualTo(-16);
    assertThat(placement.toPicture(new Point(112, 112))).isEqualTo(new Point(300, 150));
  }

  @Test
  void crop_picture_isTheMiddleOfTheWholeOne() {
    PageImage picture = TensorWriterTest.image(new Size(64, 40), Format.BGR24, new Random(3));
    TensorSpec spec = TensorSpec.builder(new Size(20, 20)).crop(32).build();
    TensorSpec whole = TensorSpec.builder(new Size(51, 32)).build();
    FloatBuffer cut = TensorWriterTest.floats(spec.values());
    FloatBuffer all = TensorWriterTest.floats(whole.values());
    try (TensorWriter writer = new TensorWriter(spec);
        TensorWriter wholeWriter = new TensorWriter(whole)) {
      TensorPlacement placement = writer.write(picture, cut);
      wholeWriter.write(picture, all);

      assertThat(placement.resized()).isEqualTo(whole.size());
      for (int i = 0; i < spec.values(); i++) {
        int x = i % 20 - placement.offsetX();
        int y = i / 20 % 20 - placement.offsetY();
        assertThat(cut.get(i)).isEqualTo(all.get((i / 400 * 32 + y) * 51 + x));
      }
    }
  }

  @Test
  void crop_extremeShape_isSqueezed() {
    TensorSpec spec = TensorSpec.builder(new Size(224, 224)).fit(Fit.CROP_CENTER, 0).build();

    assertThat(spec.shortSide()).isEqualTo(224);
    assertThat(spec.placement(new Size(65_000, 1)).resized()).isEqualTo(new Size(3_584, 224));
  }

  @Test
  void crop_badOrTwice_throws() {
    TensorSpec.Builder builder = TensorSpec.builder(new Size(224, 200));

    assertThatThrownBy(() -> builder.crop(223))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("crop: 223, must be >= both sides");
    assertThatThrownBy(() -> builder.crop(-1)).isInstanceOf(IllegalArgumentException.class);
    builder.crop(224);
    assertThatThrownBy(() -> builder.fit(Fit.STRETCH, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("fit: is CROP_CENTER already, set it once");
    assertThatThrownBy(() -> builder.build().withSize(new Size(300, 10)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  // --- any size ---

  @Test
  void withSize_other_keepsTheRest() {
    TensorSpec spec =
        TensorSpec.builder(new Size(32, 32))
            .fit(Fit.LETTERBOX_TOP_LEFT, 9)
            .channels(Channels.BGR)
            .layout(Layout.HWC)
            .resampling(Resampling.AREA)
            .normalize(new float[] {1, 2, 3}, new float[] {1})
            .build();

    TensorSpec other = spec.withSize(new Size(64, 96));

    assertThat(other.size()).isEqualTo(new Size(64, 96));
    assertThat(other.values()).isEqualTo(3 * 64 * 96);
    assertThat(other.fit()).isEqualTo(Fit.LETTERBOX_TOP_LEFT);
    assertThat(other.padding()).isEqualTo(9);
    assertThat(other.channels()).isEqualTo(Channels.BGR);
    assertThat(other.layout()).isEqualTo(Layout.HWC);
    assertThat(other.resampling()).isEqualTo(Resampling.AREA);
    assertThat(other.offset(2)).isEqualTo(-3);
    assertThat(spec.withSize(new Size(32, 32))).isSameAs(spec);
    assertThatThrownBy(() -> spec.withSize(new Size(40_000, 40_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void write_otherSizes_isWhatWritersOfThoseSizesWrite() {
    TensorSpec spec = TensorSpec.builder(new Size(32, 32)).fit(Fit.LINE, 7).build();
    PageImage picture = TensorWriterTest.image(new Size(50, 20), Format.BGR24, new Random(6));
    try (TensorWriter writer = new TensorWriter(spec)) {
      for (Size size : new Size[] {new Size(96, 32), new Size(32, 32), new Size(64, 48)}) {
        FloatBuffer actual = TensorWriterTest.floats((int) (3 * size.area()));
        FloatBuffer expected = TensorWriterTest.floats((int) (3 * size.area()));
        try (TensorWriter other = new TensorWriter(spec.withSize(size))) {
          assertThat(writer.write(picture, size, actual)).isEqualTo(other.write(picture, expected));
          assertThat(actual.flip()).isEqualTo(expected.flip());
        }
      }
      assertThat(writer.write(picture, TensorWriterTest.floats(3 * 32 * 32)).resized())
          .isEqualTo(new Size(32, 32));
      assertThatThrownBy(() -> writer.write(picture, new Size(8, 8), TensorWriterTest.floats(191)))
          .hasMessage("target: room for 191 values, must be >= 192");
    }
  }
}
