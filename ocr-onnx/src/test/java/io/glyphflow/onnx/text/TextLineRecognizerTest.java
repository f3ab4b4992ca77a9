package io.glyphflow.onnx.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.image.TensorSpec;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.onnx.ModelSource;
import io.glyphflow.onnx.SessionOptions;
import io.glyphflow.onnx.text.ReadText.ReadCharacter;
import io.glyphflow.testkit.onnx.OnnxGraph;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TextLineRecognizerTest {

  private static TextLineRecognizer.Builder bars(BarModel model) {
    return TextLineRecognizer.builder(model.source()).dictionary(BarModel.DICTIONARY);
  }

  private static TextLineRecognizer reader(BarModel model) {
    return bars(model).height(32).build();
  }

  private static String read(TextLineRecognizer recognizer, PageImage line)
      throws InterruptedException {
    return recognizer.read(List.of(line)).getFirst().text();
  }

  @Test
  void read_noLines_isNothing() throws InterruptedException {
    try (TextLineRecognizer recognizer = reader(new BarModel())) {
      assertThat(recognizer.read(List.of())).isEmpty();
      assertThat(recognizer.stats()).isEqualTo(new ReadingStats(0, 0, 0, 0, 0, 0));
      assertThat(recognizer.stats().paddingWaste()).isZero();
      assertThat(recognizer.stats().meanBatch()).isZero();
    }
  }

  @Test
  void read_bars_areLetters() throws InterruptedException {
    try (TextLineRecognizer recognizer = reader(new BarModel())) {
      assertThat(read(recognizer, BarModel.line("abacab b"))).isEqualTo("abacab b");
    }
  }

  @Test
  void read_halfPrecision_isTheSame() throws InterruptedException {
    try (TextLineRecognizer recognizer = reader(new BarModel().type(OnnxGraph.Type.FLOAT16))) {
      ReadText text = recognizer.read(List.of(BarModel.line("cab ca"))).getFirst();
      assertThat(text.text()).isEqualTo("cab ca");
      assertThat(text.confidence()).isBetween(0.9, 1.0);
    }
  }

  @Test
  void read_logits_haveTheConfidenceOfProbabilities() throws InterruptedException {
    try (TextLineRecognizer recognizer = reader(new BarModel());
        TextLineRecognizer raw = reader(new BarModel().logits())) {
      ReadText text = recognizer.read(List.of(BarModel.line("abc"))).getFirst();
      ReadText same = raw.read(List.of(BarModel.line("abc"))).getFirst();
      assertThat(same.text()).isEqualTo("abc");
      assertThat(same.confidence()).isCloseTo(text.confidence(), within(1e-5)).isLessThan(1);
    }
  }

  @Test
  void read_grayModel_takesColorAndGray() throws InterruptedException {
    try (TextLineRecognizer recognizer = reader(new BarModel().channels(1).height(32));
        PageImage color = PageImage.allocateNative(new Size(112, 32), PageImage.Format.BGR24, 0)) {
      assertThat(read(recognizer, BarModel.line("cab"))).isEqualTo("cab");
      assertThat(read(recognizer, color)).isEqualTo("a");
    }
  }

  @Test
  void read_stretchedLevels_areThoseOfFullContrast() throws InterruptedException {
    ByteBuffer faint = ByteBuffer.allocateDirect(32 * 112);
    PageImage line = BarModel.line("aaaa");
    for (int i = 0; i < faint.capacity(); i++) {
      faint.put(i, (byte) (100 + (line.pixels().get(i) & 0xff) / 5));
    }
    PageImage picture =
        PageImage.wrap(faint, line.size(), PageImage.Format.GRAY8, 112, 0, () -> {});
    try (TextLineRecognizer plain = reader(new BarModel());
        TextLineRecognizer stretched =
            bars(new BarModel()).height(32).normalization(LineNormalization.STRETCHED).build()) {
      assertThat(read(plain, picture)).isNotEqualTo("aaaa");
      assertThat(read(stretched, picture)).isEqualTo("aaaa");
    }
  }

  @Test
  void read_colorChannels_areInTheOrderOfTheModel() throws InterruptedException {
    // Blue paper: in the mean of three channels the order does not count, in one alone it does.
    byte[] bytes =
        new OnnxGraph()
            .input("x", OnnxGraph.Type.FLOAT, "n", 3, 32, "w")
            .output("y", OnnxGraph.Type.FLOAT, "n", "t", 2)
            .constant("zero", new long[] {0}, 1)
            .constant("onechannel", new long[] {1}, 1)
            .constant("axis", new long[] {1}, 1)
            .node("Slice", List.of("x", "zero", "onechannel", "axis"), List.of("first"))
            .node(
                "ReduceMean",
                List.of("first"),
                List.of("columns"),
                OnnxGraph.ints("axes", 1, 2),
                OnnxGraph.integer("keepdims", 0))
            .constant("two", new long[] {2}, 1)
            .node("Unsqueeze", List.of("columns", "two"), List.of("level"))
            .node("Neg", List.of("level"), List.of("other"))
            .node("Concat", List.of("level", "other"), List.of("y"), OnnxGraph.integer("axis", 2))
            .toBytes();
    ModelSource model = ModelSource.of("first channel", ByteBuffer.wrap(bytes));
    ByteBuffer blue = ByteBuffer.allocateDirect(3 * 32 * 32);
    for (int i = 0; i < blue.capacity(); i += 3) {
      blue.put(i, (byte) 255);
    }
    PageImage line =
        PageImage.wrap(blue, new Size(32, 32), PageImage.Format.BGR24, 96, 0, () -> {});
    CharacterDictionary dark = CharacterDictionary.of(List.of("dark"));
    try (TextLineRecognizer bgr = TextLineRecognizer.builder(model).dictionary(dark).build();
        TextLineRecognizer rgb =
            TextLineRecognizer.builder(model)
                .dictionary(dark)
                .channels(TensorSpec.Channels.RGB)
                .build()) {
      assertThat(read(bgr, line)).isEmpty();
      assertThat(read(rgb, line)).isEqualTo("dark");
    }
  }

  @Test
  void read_characters_areWhereTheirBarsAre() throws InterruptedException {
    try (TextLineRecognizer recognizer = reader(new BarModel())) {
      for (int height : new int[] {32, 64}) {
        ReadText text = recognizer.read(List.of(BarModel.line("abc", height))).getFirst();
        assertThat(text.characters())
            .extracting(ReadCharacter::text)
            .containsExactly("a", "b", "c");
        for (int i = 0; i < 3; i++) {
          ReadCharacter character = text.characters().get(i);
          double middle = (character.left() + character.right()) / 2;
          assertThat(middle).isCloseTo((3 * i + 2.5) / 11, within(0.04));
          assertThat(character.right() - character.left()).isCloseTo(3.0 / 11, within(0.05));
        }
      }
    }
  }

  @Test
  void read_aloneOrInABatch_isTheSame() throws InterruptedException {
    Random random = new Random(4);
    List<PageImage> lines = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      StringBuilder text = new StringBuilder();
      int length = 1 + random.nextInt(30);
      for (int k = 0; k < length; k++) {
        text.append("abc ".charAt(random.nextInt(4)));
      }
      lines.add(BarModel.line(text.toString(), 16 + 8 * random.nextInt(6)));
    }
    try (TextLineRecognizer recognizer = reader(new BarModel());
        TextLineRecognizer single = bars(new BarModel()).height(32).maxBatch(1).build()) {
      List<ReadText> together = recognizer.read(lines);
      checkSame(single.read(lines), together);
      for (int i = 0; i < lines.size(); i++) {
        checkSame(recognizer.read(List.of(lines.get(i))), List.of(together.get(i)));
      }
      assertThat(single.stats().runs()).isEqualTo(40);
      assertThat(single.stats().meanBatch()).isEqualTo(1);
      assertThat(recognizer.stats().lines()).isEqualTo(80);
      assertThat(recognizer.stats().runs()).isLessThan(80);
      assertThat(recognizer.stats().paddingWaste()).isBetween(0.01, 0.25);
    }
  }

  /** Sums of a batch are rounded otherwise. */
  private static void checkSame(List<ReadText> read, List<ReadText> expected) {
    assertThat(read).hasSameSizeAs(expected);
    for (int i = 0; i < read.size(); i++) {
      assertThat(read.get(i).text()).isEqualTo(expected.get(i).text());
      assertThat(read.get(i).confidence()).isCloseTo(expected.get(i).confidence(), within(1e-5));
    }
  }

  @Test
  void read_lineTooLong_isCutAtAGap() throws InterruptedException {
    String text = "abcab bacca cabab";
    try (TextLineRecognizer recognizer = bars(new BarModel()).height(32).maxWidth(100).build();
        TextLineRecognizer whole = reader(new BarModel())) {
      ReadText read = recognizer.read(List.of(BarModel.line(text))).getFirst();
      assertThat(read.text().replace(" ", "")).isEqualTo(text.replace(" ", ""));
      assertThat(recognizer.stats().cuts()).isBetween(2L, 6L);
      assertThat(recognizer.stats().squeezed()).isZero();
      ReadCharacter last = read.characters().getLast();
      ReadCharacter expected =
          whole.read(List.of(BarModel.line(text))).getFirst().characters().getLast();
      assertThat(last.right() + last.left())
          .isCloseTo(expected.right() + expected.left(), within(0.02));
    }
  }

  @Test
  void read_lineTooLongWithoutAGap_isSqueezed() throws InterruptedException {
    try (TextLineRecognizer recognizer = bars(new BarModel()).height(32).maxWidth(64).build();
        PageImage black = PageImage.allocate(new Size(500, 32), PageImage.Format.GRAY8)) {
      assertThat(read(recognizer, black)).isEqualTo("a");
      assertThat(recognizer.stats().squeezed()).isEqualTo(1);
      assertThat(recognizer.stats().cuts()).isZero();
    }
  }

  @Test
  void read_fixedBatchAndWidth_areKept() throws InterruptedException {
    try (TextLineRecognizer recognizer =
        bars(new BarModel().lines(3).width(160).height(32)).build()) {
      List<ReadText> read =
          recognizer.read(List.of(BarModel.line("ab"), BarModel.line("c"), BarModel.line("b a")));
      assertThat(read).extracting(ReadText::text).containsExactly("ab", "c", "b a");
      assertThat(read(recognizer, BarModel.line("acc"))).isEqualTo("acc");
      assertThat(recognizer.stats().runs()).isEqualTo(2);
      assertThat(recognizer.stats().columns()).isEqualTo(2 * 3 * 160);
    }
  }

  @Test
  void read_tinyPictures_areAnswered() throws InterruptedException {
    try (TextLineRecognizer recognizer = reader(new BarModel());
        PageImage pixel = PageImage.allocate(new Size(1, 1), PageImage.Format.BGR24);
        PageImage rod = PageImage.allocate(new Size(1, 500), PageImage.Format.GRAY8)) {
      assertThat(recognizer.read(List.of(pixel, rod))).hasSize(2);
    }
  }

  @Test
  void dictionary_ofAnotherModel_isAFailureAtTheFirstRun() throws InterruptedException {
    CharacterDictionary two = CharacterDictionary.of(List.of("a", "b"));
    try (TextLineRecognizer recognizer =
        TextLineRecognizer.builder(new BarModel().source()).dictionary(two).height(32).build()) {
      assertThatThrownBy(recognizer::warmUp)
          .isInstanceOf(PermanentOcrException.class)
          .hasMessageContaining("2 entries")
          .hasMessageContaining("5 classes");
      assertThatThrownBy(() -> read(recognizer, BarModel.line("a")))
          .isInstanceOf(PermanentOcrException.class);
    }
  }

  @Test
  void dictionary_inTheMetadata_isTheDefault() {
    byte[] without =
        new OnnxGraph()
            .input("x", OnnxGraph.Type.FLOAT, "n", 3, 32, "w")
            .output("y", OnnxGraph.Type.FLOAT, "n", "t", "c")
            .node("Identity", List.of("x"), List.of("y"))
            .toBytes();
    ModelSource model = ModelSource.of("plain", ByteBuffer.wrap(without));
    assertThatThrownBy(() -> TextLineRecognizer.builder(model).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("character")
        .hasMessageContaining("plain");
  }

  @Test
  void answer_ofAnotherShape_isAFailure() {
    byte[] bytes =
        new OnnxGraph()
            .input("x", OnnxGraph.Type.FLOAT, "n", 3, 32, "w")
            .output("y", OnnxGraph.Type.FLOAT, "n", "t", "c")
            .node("Identity", List.of("x"), List.of("y"))
            .toBytes();
    try (TextLineRecognizer recognizer =
        TextLineRecognizer.builder(ModelSource.of("same", ByteBuffer.wrap(bytes)))
            .dictionary(BarModel.DICTIONARY)
            .build()) {
      assertThatThrownBy(() -> read(recognizer, BarModel.line("a")))
          .isInstanceOf(PermanentOcrException.class)
          .hasMessageContaining("[1, 3, 32, ")
          .hasMessageContaining("lines, steps, classes");
    }
  }

  @Test
  void model_ofOtherInputs_isRefused() {
    byte[] bytes =
        new OnnxGraph()
            .input("x", OnnxGraph.Type.FLOAT, "n", 3)
            .output("y", OnnxGraph.Type.FLOAT, "n", 3)
            .node("Identity", List.of("x"), List.of("y"))
            .toBytes();
    ModelSource model = ModelSource.of("flat", ByteBuffer.wrap(bytes));
    assertThatThrownBy(
            () -> TextLineRecognizer.builder(model).dictionary(BarModel.DICTIONARY).build())
        .isInstanceOf(PermanentOcrException.class)
        .hasMessageContaining("flat")
        .hasMessageContaining("lines, channels, height, width");
  }

  @Test
  void height_notThatOfTheFile_isRefused() {
    assertThatThrownBy(() -> bars(new BarModel().height(32)).height(48).build())
        .isInstanceOf(PermanentOcrException.class)
        .hasMessageContaining("48")
        .hasMessageContaining("only 32");
    assertThatThrownBy(() -> bars(new BarModel().channels(2)).height(32).build())
        .isInstanceOf(PermanentOcrException.class)
        .hasMessageContaining("2 channels");
  }

  @Test
  void height_openInTheFile_isTried() {
    try (TextLineRecognizer recognizer = bars(new BarModel()).build();
        TextLineRecognizer declared = bars(new BarModel().height(40)).build()) {
      assertThat(recognizer.height()).isIn(32, 48);
      assertThat(declared.height()).isEqualTo(40);
    }
  }

  /** Reads digits surely at one height, and what is a letter at any other. */
  private static ModelSource sureAt(int height) {
    byte[] bytes =
        new OnnxGraph()
            .input("x", OnnxGraph.Type.FLOAT, "n", 3, "h", "w")
            .output("y", OnnxGraph.Type.FLOAT, 1, 1, 2)
            .constant("two", new long[] {2}, 1)
            .constant("wanted", new long[] {height}, 1)
            .constant("unsure", new float[] {0.4f, 0.6f}, 1, 1, 2)
            .constant("sure", new float[] {0.1f, 0.9f}, 1, 1, 2)
            .node("Shape", List.of("x"), List.of("shape"))
            .node("Gather", List.of("shape", "two"), List.of("h"))
            .node("Equal", List.of("h", "wanted"), List.of("is"))
            .node("Where", List.of("is", "sure", "unsure"), List.of("y"))
            .toBytes();
    return ModelSource.of("sure at " + height, ByteBuffer.wrap(bytes));
  }

  @Test
  void height_openInTheFile_isTheOneThatIsReadSurely() {
    CharacterDictionary one = CharacterDictionary.of(List.of("1"));
    for (int height : new int[] {48, 32}) {
      try (TextLineRecognizer recognizer =
          TextLineRecognizer.builder(sureAt(height)).dictionary(one).build()) {
        assertThat(recognizer.height()).isEqualTo(height);
      }
    }
  }

  @Test
  void height_tried_findsADictionaryThatDoesNotFit() {
    TextLineRecognizer.Builder builder =
        TextLineRecognizer.builder(sureAt(48)).dictionary(BarModel.DICTIONARY);
    assertThatThrownBy(builder::build)
        .isInstanceOf(PermanentOcrException.class)
        .hasMessageContaining("2 classes");
  }

  @Test
  void read_cancelled_endsBeforeTheNextBatch() {
    Attempt cancelled =
        new Attempt() {
          @Override
          public Optional<Duration> remaining() {
            return Optional.empty();
          }

          @Override
          public boolean isCancelled() {
            return true;
          }

          @Override
          public void onCancel(Runnable action) {
            action.run();
          }

          @Override
          public Reservation reserve(long bytes) {
            return () -> {};
          }
        };
    try (TextLineRecognizer recognizer = reader(new BarModel())) {
      assertThatThrownBy(() -> recognizer.read(List.of(BarModel.line("a")), cancelled))
          .isInstanceOf(InterruptedException.class);
      assertThat(recognizer.stats().runs()).isZero();
    }
  }

  @Test
  void read_closed_isAnError() throws InterruptedException {
    TextLineRecognizer recognizer = reader(new BarModel());
    recognizer.close();
    assertThatThrownBy(() -> read(recognizer, BarModel.line("a")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void options_smallestAndLargest_areTaken() {
    TextLineRecognizer.Builder builder = bars(new BarModel()).maxBatch(1).maxWidth(64).height(8);
    try (TextLineRecognizer recognizer = builder.session(SessionOptions.defaults()).build();
        TextLineRecognizer again = builder.build()) {
      assertThat(recognizer.height()).isEqualTo(8);
      assertThat(again.height()).isEqualTo(8);
    }
  }

  @Test
  void options_outOfRange_areRefused() {
    TextLineRecognizer.Builder builder = bars(new BarModel());
    assertThatThrownBy(() -> builder.maxBatch(0)).hasMessageContaining("maxBatch: 0");
    assertThatThrownBy(() -> builder.maxBatch(1025)).hasMessageContaining("maxBatch: 1025");
    assertThatThrownBy(() -> builder.maxWidth(63)).hasMessageContaining("maxWidth: 63");
    assertThatThrownBy(() -> builder.maxWidth(100_001)).hasMessageContaining("maxWidth: 100001");
    assertThatThrownBy(() -> builder.height(7)).hasMessageContaining("height: 7");
    assertThatThrownBy(() -> builder.height(1025)).hasMessageContaining("height: 1025");
  }

  @Test
  @SuppressWarnings("NullAway")
  void options_null_areRefused() {
    TextLineRecognizer.Builder builder = TextLineRecognizer.builder(new BarModel().source());
    assertThatThrownBy(() -> TextLineRecognizer.builder(null)).hasMessage("model");
    assertThatThrownBy(() -> builder.dictionary(null)).hasMessage("dictionary");
    assertThatThrownBy(() -> builder.channels(null)).hasMessage("channels");
    assertThatThrownBy(() -> builder.normalization(null)).hasMessage("normalization");
    assertThatThrownBy(() -> builder.session(null)).hasMessage("session");
  }

  @Test
  void options_setTwice_areRefused() {
    TextLineRecognizer.Builder builder =
        bars(new BarModel())
            .channels(TensorSpec.Channels.BGR)
            .height(32)
            .normalization(LineNormalization.CENTERED)
            .maxWidth(3200)
            .maxBatch(2)
            .session(SessionOptions.defaults());
    List<ThrowingCallable> again =
        List.of(
            () -> builder.dictionary(BarModel.DICTIONARY),
            () -> builder.channels(TensorSpec.Channels.RGB),
            () -> builder.height(48),
            () -> builder.normalization(LineNormalization.STRETCHED),
            () -> builder.maxWidth(100),
            () -> builder.maxBatch(3),
            () -> builder.session(SessionOptions.defaults()));
    for (var call : again) {
      assertThatThrownBy(call)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("already");
    }
  }
}
