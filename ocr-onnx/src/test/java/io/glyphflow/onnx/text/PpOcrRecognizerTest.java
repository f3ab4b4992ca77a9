package io.glyphflow.onnx.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.document.TableCell;
import io.glyphflow.core.document.TextLine;
import io.glyphflow.core.document.Word;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.core.stage.Placement;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.onnx.OnnxSession;
import io.glyphflow.onnx.SessionOptions;
import io.glyphflow.testkit.contract.RecognizerContract;
import java.nio.ByteBuffer;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** On small models: it is known what they answer. */
class PpOcrRecognizerTest extends RecognizerContract {

  private static final int WIDTH = 800;
  private static final int HEIGHT = 736;

  private static PpOcrRecognizer.Builder bars() {
    return plainBars().detection(detector -> detector.unclipRatio(0.5));
  }

  private static PpOcrRecognizer.Builder plainBars() {
    return PpOcrRecognizer.builder(InkDetectorModel.source(), new BarModel().height(32).source())
        .dictionary(BarModel.DICTIONARY);
  }

  @Override
  protected Recognizer create() {
    return bars().build();
  }

  /** Sums of a batch are rounded otherwise. */
  @Override
  protected Object comparable(RegionContent answer) {
    return answer.text() + " " + Math.round(1e4 * answer.confidence());
  }

  /** White paper that lines of bars are laid on. */
  private static PageImage paper() {
    ByteBuffer pixels = ByteBuffer.allocateDirect(WIDTH * HEIGHT);
    for (int i = 0; i < pixels.capacity(); i++) {
      pixels.put(i, (byte) 255);
    }
    return PageImage.wrap(
        pixels, new Size(WIDTH, HEIGHT), PageImage.Format.GRAY8, WIDTH, 0, () -> {});
  }

  private static ByteBuffer pixels() {
    ByteBuffer pixels = ByteBuffer.allocateDirect(WIDTH * HEIGHT);
    for (int i = 0; i < pixels.capacity(); i++) {
      pixels.put(i, (byte) 255);
    }
    return pixels;
  }

  private static void lay(ByteBuffer page, String text, int left, int top) {
    PageImage line = BarModel.line(text);
    for (int y = 0; y < line.size().height(); y++) {
      for (int x = 0; x < line.size().width(); x++) {
        page.put((top + y) * WIDTH + left + x, line.pixels().get(y * line.rowStride() + x));
      }
    }
  }

  private static void fill(ByteBuffer page, int left, int top, int right, int bottom) {
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        page.put(y * WIDTH + x, (byte) 0);
      }
    }
  }

  private static PageImage image(ByteBuffer page) {
    return PageImage.wrap(
        page, new Size(WIDTH, HEIGHT), PageImage.Format.GRAY8, WIDTH, 0, () -> {});
  }

  private static RegionCrop crop(RegionKind kind, PageImage image, double left, double top) {
    Size size = image.size();
    BoundingBox box = BoundingBox.ofSize(left, top, size.width(), size.height());
    return new RegionCrop(new PageId("test", 1), Region.of(kind, "text", box, 1), image);
  }

  private static RegionContent read(RegionKind kind, ByteBuffer page) throws InterruptedException {
    try (PpOcrRecognizer recognizer = bars().build()) {
      return recognizer.recognize(List.of(crop(kind, image(page), 0, 0))).getFirst();
    }
  }

  @Test
  void recognize_lines_areInReadingOrderWithBoxesOnTheirInk() throws InterruptedException {
    ByteBuffer page = pixels();
    lay(page, "cab", 100, 200);
    lay(page, "abc", 100, 100);
    try (PpOcrRecognizer recognizer = bars().build()) {
      RegionContent.Text text =
          (RegionContent.Text)
              recognizer
                  .recognize(List.of(crop(RegionKind.TEXT, image(page), 1000, 2000)))
                  .getFirst();
      assertThat(text.text()).isEqualTo("abc\ncab");
      assertThat(text.raw()).isEqualTo("abc\ncab");
      assertThat(text.confidence()).isBetween(0.5, 1.0);
      TextLine first = text.lines().getFirst();
      Word word = first.words().getFirst();
      assertThat(word.text()).isEqualTo("abc");
      assertThat(word.box().iou(new BoundingBox(1116, 2100, 1172, 2132))).isGreaterThan(0.9);
      assertThat(first.box()).isEqualTo(word.box());
    }
  }

  @Test
  void recognize_boxesOnOneRow_areOneLine() throws InterruptedException {
    ByteBuffer page = pixels();
    lay(page, "bca", 500, 102);
    lay(page, "abc", 100, 100);
    lay(page, "ca", 100, 180);
    RegionContent.Text text = (RegionContent.Text) read(RegionKind.TEXT, page);
    assertThat(text.text()).isEqualTo("abc bca\nca");
    assertThat(text.lines()).hasSize(2);
    assertThat(text.lines().getFirst().words())
        .extracting(Word::text)
        .containsExactly("abc", "bca");
  }

  @Test
  void recognize_emptyRegion_isEmptyText() throws InterruptedException {
    for (RegionKind kind : RegionKind.values()) {
      RegionContent content = read(kind, pixels());
      assertThat(content).isInstanceOf(RegionContent.Text.class);
      assertThat(content.text()).isEmpty();
      assertThat(content.confidence()).isZero();
    }
  }

  @Test
  void recognize_cropOfAnotherSizeThanItsRegion_hasBoxesOfThePage() throws InterruptedException {
    ByteBuffer page = pixels();
    lay(page, "abc", 100, 100);
    Region region =
        Region.of(RegionKind.TEXT, "text", new BoundingBox(0, 0, WIDTH / 2.0, HEIGHT / 2.0), 1);
    RegionCrop crop = new RegionCrop(new PageId("test", 1), region, image(page));
    try (PpOcrRecognizer recognizer = bars().build()) {
      RegionContent.Text text = (RegionContent.Text) recognizer.recognize(List.of(crop)).getFirst();
      BoundingBox box = text.lines().getFirst().box();
      assertThat(box.iou(new BoundingBox(58, 50, 86, 66))).isGreaterThan(0.9);
    }
  }

  @Test
  void recognize_ruledTable_isReadCellByCell() throws InterruptedException {
    ByteBuffer page = pixels();
    for (int i = 0; i <= 2; i++) {
      fill(page, 100, 100 + 250 * i, 703, 103 + 250 * i);
      fill(page, 100 + 300 * i, 100, 103 + 300 * i, 603);
    }
    lay(page, "abc", 308, 180); // close to the rule, so that both cells are found as one line
    lay(page, "ca", 410, 180);
    lay(page, "b", 120, 430);
    lay(page, "bcb", 420, 430);
    try (PpOcrRecognizer recognizer = bars().build()) {
      RegionContent content =
          recognizer.recognize(List.of(crop(RegionKind.TABLE, image(page), 90, 90))).getFirst();
      assertThat(content).isInstanceOf(RegionContent.Table.class);
      assertThat(((RegionContent.Table) content).cells())
          .containsExactly(
              TableCell.of(0, 0, "abc"),
              TableCell.of(0, 1, "ca"),
              TableCell.of(1, 0, "b"),
              TableCell.of(1, 1, "bcb"));
      assertThat(content.text()).isEqualTo("abc\tca\nb\tbcb");
    }
  }

  @Test
  void recognize_wordsInColumns_areATable() throws InterruptedException {
    ByteBuffer page = pixels();
    for (int row = 0; row < 3; row++) {
      lay(page, "abc", 100, 100 + 60 * row);
      lay(page, "ca", 500, 100 + 60 * row);
    }
    assertThat(read(RegionKind.TABLE, page).text()).isEqualTo("abc\tca\nabc\tca\nabc\tca");
    assertThat(read(RegionKind.TEXT, page).text()).isEqualTo("abc ca\nabc ca\nabc ca");
  }

  @Test
  void recognize_manyRegionsAtOnce_areReadTogether() throws InterruptedException {
    ByteBuffer first = pixels();
    lay(first, "abc", 100, 100);
    ByteBuffer second = pixels();
    lay(second, "cab", 200, 300);
    try (PpOcrRecognizer recognizer = bars().build()) {
      List<RegionContent> contents =
          recognizer.recognize(
              List.of(
                  crop(RegionKind.TEXT, image(first), 0, 0),
                  crop(RegionKind.TEXT, paper(), 0, 0),
                  crop(RegionKind.TEXT, image(second), 0, 0)));
      assertThat(contents).extracting(RegionContent::text).containsExactly("abc", "", "cab");
      assertThat(recognizer.stats().lines()).isEqualTo(2);
      assertThat(recognizer.stats().runs()).isEqualTo(1);
    }
  }

  @Test
  void dropBelow_one_dropsEverythingThatIsNotSure() throws InterruptedException {
    ByteBuffer page = pixels();
    lay(page, "abc", 100, 100);
    try (PpOcrRecognizer recognizer = bars().dropBelow(1).build()) {
      RegionCrop crop = crop(RegionKind.TEXT, image(page), 0, 0);
      assertThat(recognizer.recognize(List.of(crop)).getFirst().text()).isEmpty();
    }
  }

  @Test
  void traits_manyCallsAtOnce_areOnProcessors() {
    try (PpOcrRecognizer recognizer = bars().build()) {
      assertThat(recognizer.traits().placement()).isEqualTo(Placement.CPU);
      assertThat(recognizer.traits().concurrency()).isGreaterThan(64);
      assertThat(recognizer.traits().maxBatch()).isEqualTo(16);
    }
  }

  @Test
  void warmUp_dictionaryOfAnotherModel_isAFailure() throws InterruptedException {
    try (PpOcrRecognizer recognizer =
        PpOcrRecognizer.builder(InkDetectorModel.source(), new BarModel().height(32).source())
            .dictionary(CharacterDictionary.of(List.of("a")))
            .build()) {
      assertThatThrownBy(recognizer::warmUp)
          .isInstanceOf(PermanentOcrException.class)
          .hasMessageContaining("1 entries")
          .hasMessageContaining("5 classes");
    }
  }

  @Test
  void build_noDictionary_isAnErrorAndLeavesNothingOpen() {
    long before = OnnxSession.liveHandles();
    PpOcrRecognizer.Builder builder =
        PpOcrRecognizer.builder(InkDetectorModel.source(), new BarModel().height(32).source());
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("dictionary");
    assertThatThrownBy(() -> plainBars().detection(x -> null).build())
        .isInstanceOf(NullPointerException.class);
    assertThat(OnnxSession.liveHandles()).isEqualTo(before);
  }

  @Test
  void recognize_closed_isAnError() {
    PpOcrRecognizer recognizer = bars().build();
    recognizer.close();
    RegionCrop crop = crop(RegionKind.TEXT, paper(), 0, 0);
    assertThatThrownBy(() -> recognizer.recognize(List.of(crop)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void options_ofTheModels_arePassedOn() throws InterruptedException {
    ByteBuffer page = pixels();
    lay(page, "abc", 100, 100);
    try (PpOcrRecognizer recognizer =
        plainBars()
            .session(SessionOptions.defaults())
            .cropper(TextLineCropper.defaults())
            .detection(detector -> detector.unclipRatio(0.5).longestSide(960))
            .reading(lines -> lines.maxBatch(1))
            .build()) {
      RegionCrop crop = crop(RegionKind.TEXT, image(page), 0, 0);
      assertThat(recognizer.recognize(List.of(crop)).getFirst().text()).isEqualTo("abc");
    }
  }

  @Test
  @SuppressWarnings("NullAway")
  void options_null_areRefused() {
    PpOcrRecognizer.Builder builder = bars();
    assertThatThrownBy(() -> PpOcrRecognizer.builder(null, new BarModel().source()))
        .hasMessage("detector");
    assertThatThrownBy(() -> PpOcrRecognizer.builder(new BarModel().source(), null))
        .hasMessage("recognizer");
    assertThatThrownBy(() -> builder.dictionary(null)).hasMessage("dictionary");
    assertThatThrownBy(() -> builder.classifier(null)).hasMessage("classifier");
    assertThatThrownBy(() -> builder.session(null)).hasMessage("session");
    assertThatThrownBy(() -> builder.cropper(null)).hasMessage("cropper");
    assertThatThrownBy(() -> builder.detection(null)).hasMessage("detection");
    assertThatThrownBy(() -> builder.reading(null)).hasMessage("reading");
  }

  @Test
  void options_outOfRange_areRefused() {
    for (double value : new double[] {-0.01, 1.01, Double.NaN}) {
      assertThatThrownBy(() -> bars().dropBelow(value))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("dropBelow: " + value);
    }
  }

  @Test
  void options_setTwice_areRefused() {
    PpOcrRecognizer.Builder builder =
        bars()
            .classifier(new BarModel().source())
            .session(SessionOptions.defaults())
            .cropper(TextLineCropper.defaults())
            .dropBelow(0)
            .reading(x -> x);
    List<ThrowingCallable> again =
        List.of(
            () -> builder.dictionary(BarModel.DICTIONARY),
            () -> builder.classifier(new BarModel().source()),
            () -> builder.session(SessionOptions.defaults()),
            () -> builder.cropper(TextLineCropper.defaults()),
            () -> builder.dropBelow(0.5),
            () -> builder.detection(x -> x),
            () -> builder.reading(x -> x));
    for (ThrowingCallable call : again) {
      assertThatThrownBy(call)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("already");
    }
  }
}
