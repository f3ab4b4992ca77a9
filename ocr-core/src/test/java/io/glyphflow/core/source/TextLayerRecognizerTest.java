package io.glyphflow.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.document.TextLayer;
import io.glyphflow.core.document.TextLine;
import io.glyphflow.core.document.Word;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.core.stage.Traits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextLayerRecognizerTest {

  private static final PageImage PIXELS =
      PageImage.allocate(new Size(10, 10), PageImage.Format.GRAY8);

  /** Two lines of two words, 10 x 10 pixels each, at 0 and 20 from the left. */
  private static final TextLayer LAYER =
      () -> List.of(line(0, "one", "two"), line(20, "three", "four"));

  private final Fallback fallback = new Fallback();
  private final TextLayerRecognizer recognizer = TextLayerRecognizer.orElse(fallback);

  @AfterEach
  void interruptsAreGone() {
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void recognize_regionWithWords_isReadFromTheLayer() throws Exception {
    RegionContent content = read(crop(RegionKind.TEXT, box(0, 0, 100, 100), LAYER));

    assertThat(content)
        .isEqualTo(
            new RegionContent.Text("one two\nthree four", LAYER.lines(), 1, "one two\nthree four"));
    assertThat(fallback.batches).isEmpty();
  }

  @Test
  void recognize_partOfALine_hasOnlyTheWordsWithTheirCentersInside() throws Exception {
    RegionContent.Text content =
        (RegionContent.Text) read(crop(RegionKind.TEXT, box(15, 0, 26, 40), LAYER));

    assertThat(content.text()).isEqualTo("two\nfour");
    assertThat(content.lines().get(0).box()).isEqualTo(box(20, 0, 30, 10));
    assertThat(content.lines().get(0).words()).hasSize(1);
  }

  @Test
  void recognize_polygon_countsBesideTheBox() throws Exception {
    Polygon lowerLeft =
        Polygon.of(new Point(0, 0), new Point(40, 40), new Point(0, 40), new Point(0, 20));
    Region region = Region.of(RegionKind.TEXT, "text", box(0, 0, 40, 40), 1).withPolygon(lowerLeft);

    assertThat(read(new RegionCrop(new PageId("x", 1), region, PIXELS, LAYER)).text())
        .isEqualTo("three");
  }

  @Test
  void recognize_lineWithoutWords_isTakenByItsCenter() throws Exception {
    TextLayer layer = () -> List.of(new TextLine("all of it", box(0, 0, 100, 10), 0.5, List.of()));

    assertThat(read(crop(RegionKind.TEXT, box(40, 0, 60, 10), layer)).text())
        .isEqualTo("all of it");
    assertThat(read(crop(RegionKind.TEXT, box(60, 0, 90, 10), layer)).text()).isEqualTo("read 0");
  }

  @Test
  void recognize_regionsWithoutWords_goToTheFallbackInOneCall() throws Exception {
    BoundingBox nothing = box(200, 200, 300, 300);
    List<RegionContent> contents =
        recognizer.recognize(
            List.of(
                crop(RegionKind.TEXT, nothing, LAYER),
                crop(RegionKind.TEXT, box(0, 0, 40, 10), LAYER),
                crop(RegionKind.TEXT, box(0, 0, 40, 40), TextLayer.none()),
                crop(RegionKind.FURNITURE, box(0, 20, 40, 40), LAYER)));

    assertThat(contents)
        .extracting(RegionContent::text)
        .containsExactly("read 0", "one two", "read 1", "three four");
    assertThat(fallback.batches).containsExactly(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = RegionKind.class,
      names = {"FORMULA", "FIGURE"})
  void recognize_formulasAndFigures_goToTheFallback(RegionKind kind) throws Exception {
    assertThat(read(crop(kind, box(0, 0, 100, 100), LAYER)).text()).isEqualTo("read 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ue000\ue001\ue002", "\ufffd\ufffdok", "\u0001\u0002\u0003", " "})
  void recognize_textWithoutMeaning_goesToTheFallback(String text) throws Exception {
    TextLayer layer = () -> List.of(new TextLine(text, box(0, 0, 10, 10), 1, List.of()));

    assertThat(read(crop(RegionKind.TEXT, box(0, 0, 100, 100), layer)).text()).isEqualTo("read 0");
  }

  @Test
  void recognize_layerThatCannotBeRead_goesToTheFallback() throws Exception {
    TextLayer layer =
        () -> {
          throw new PermanentOcrException(FailureCategory.INPUT_UNREADABLE, "broken");
        };

    assertThat(read(crop(RegionKind.TEXT, box(0, 0, 100, 100), layer)).text()).isEqualTo("read 0");
  }

  @Test
  void recognize_layerInterrupted_isInterrupted() {
    TextLayer layer =
        () -> {
          throw new InterruptedException("now");
        };

    assertThatThrownBy(() -> read(crop(RegionKind.TEXT, box(0, 0, 100, 100), layer)))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void recognize_fallbackAnswersTooFew_isAnError() {
    TextLayerRecognizer wrong = TextLayerRecognizer.orElse(crops -> List.of());

    assertThatThrownBy(
            () ->
                wrong.recognize(List.of(crop(RegionKind.TEXT, box(0, 0, 1, 1), TextLayer.none()))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("0 contents for 1 crops");
  }

  @Test
  void attempt_isPassedOn() throws Exception {
    Attempt attempt = Attempt.unlimited();
    recognizer.recognize(
        List.of(crop(RegionKind.TEXT, box(0, 0, 1, 1), TextLayer.none())), attempt);

    assertThat(fallback.attempt).isSameAs(attempt);
  }

  @Test
  void traitsAndLife_areThoseOfTheFallback() throws Exception {
    recognizer.warmUp();
    recognizer.close();

    assertThat(recognizer.traits()).isEqualTo(Traits.waiting().withMaxBatch(7));
    assertThat(recognizer.estimatedCost(crop(RegionKind.TEXT, box(0, 0, 1, 1), LAYER)))
        .isEqualTo(42);
    assertThat(fallback.warmUps).isEqualTo(1);
    assertThat(fallback.closes).isEqualTo(1);
  }

  @Test
  void close_fallbackThatCannotBeClosed_throws() {
    class Stuck implements Recognizer, AutoCloseable {
      @Override
      public List<RegionContent> recognize(List<RegionCrop> crops) {
        return List.of();
      }

      @Override
      public void close() throws java.io.IOException {
        throw new java.io.IOException("stuck");
      }
    }
    TextLayerRecognizer stuck = TextLayerRecognizer.orElse(new Stuck());

    assertThatThrownBy(stuck::close)
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("stuck");
  }

  private RegionContent read(RegionCrop crop) throws InterruptedException {
    List<RegionContent> contents = recognizer.recognize(List.of(crop));
    assertThat(contents).hasSize(1);
    return contents.get(0);
  }

  private static RegionCrop crop(RegionKind kind, BoundingBox box, TextLayer layer) {
    return new RegionCrop(
        new PageId("x", 1), new Region(3, kind, "text", box, Optional.empty(), 1), PIXELS, layer);
  }

  private static TextLine line(int top, String first, String second) {
    return TextLines.of(
        List.of(
            new Word(first, box(0, top, 10, top + 10), 1),
            new Word(second, box(20, top, 30, top + 10), 1)));
  }

  private static BoundingBox box(int left, int top, int right, int bottom) {
    return BoundingBox.of(left, top, right, bottom);
  }

  private static final class Fallback implements Recognizer, AutoCloseable {
    final List<Integer> batches = new ArrayList<>();
    Attempt attempt;
    int warmUps;
    int closes;

    @Override
    public List<RegionContent> recognize(List<RegionCrop> crops) {
      batches.add(crops.size());
      List<RegionContent> contents = new ArrayList<>();
      for (int i = 0; i < crops.size(); i++) {
        contents.add(RegionContent.text("read " + i));
      }
      return contents;
    }

    @Override
    public List<RegionContent> recognize(List<RegionCrop> crops, Attempt given) {
      attempt = given;
      return recognize(crops);
    }

    @Override
    public Traits traits() {
      return Traits.waiting().withMaxBatch(7);
    }

    @Override
    public double estimatedCost(RegionCrop crop) {
      return 42;
    }

    @Override
    public void warmUp() {
      warmUps++;
    }

    @Override
    public void close() {
      closes++;
    }
  }
}
