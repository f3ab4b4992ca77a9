package io.glyphflow.tesseract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.document.TextLine;
import io.glyphflow.core.document.Word;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.geometry.Rotation;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.testkit.check.ErrorRates;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TesseractRecognizerTest {

  private static TesseractRecognizer recognizer;

  @BeforeAll
  static void open() {
    recognizer = new TesseractRecognizer();
  }

  @AfterAll
  static void close() {
    recognizer.close();
  }

  private static RegionContent.Text read(RegionCrop crop) throws InterruptedException {
    return (RegionContent.Text) recognizer.recognize(List.of(crop)).getFirst();
  }

  private static RegionContent.Text readPage(PageImage page) throws InterruptedException {
    return read(TestPages.whole(page, RegionKind.TEXT, "page"));
  }

  private static double foldedErrors(String truth, String read) {
    return ErrorRates.characterErrorRate(
        ErrorRates.foldQuotesAndDashes(truth), ErrorRates.foldQuotesAndDashes(read));
  }

  @Test
  void recognize_cleanPage_isReadWithoutErrors() throws Exception {
    if (!TestPages.areThere()) {
      return;
    }
    RegionContent.Text text = readPage(TestPages.load(TestPages.alice()));

    assertThat(ErrorRates.characterErrorRate(TestPages.aliceText(), text.text()))
        .isLessThanOrEqualTo(0.006);
    assertThat(foldedErrors(TestPages.aliceText(), text.text())).isZero();
    assertThat(text.lines()).hasSize(37);
    assertThat(text.confidence()).isBetween(0.9, 1.0);
  }

  @Test
  void recognize_phototest_givesEveryLine() throws Exception {
    if (!TestPages.areThere()) {
      return;
    }
    PageImage page = TestPages.load(TestPages.path("tesseract-test/phototest.tif"));

    RegionContent.Text text = readPage(page);

    assertThat(text.text()).isEqualTo(TestPages.PHOTOTEST);
    TextLine first = text.lines().getFirst();
    assertThat(first.words()).extracting(Word::text).startsWith("This", "is").endsWith("the");
    assertThat(first.box().left()).isBetween(30.0, 40.0);
    assertThat(first.box().top()).isBetween(85.0, 95.0);
    assertThat(first.confidence()).isGreaterThan(0.9);
  }

  @TestFactory
  Stream<DynamicTest> words_everyPage_areThoseOfTesseract() throws Exception {
    if (!TestPages.areThere()) {
      return Stream.empty();
    }
    return TestPages.all().stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> compare(file)));
  }

  private static void compare(Path file) throws Exception {
    PageImage page = TestPages.load(file);
    for (String label : List.of("page", "text")) {
      RegionContent.Text text = read(TestPages.whole(page, RegionKind.TEXT, label));

      List<String> words =
          text.lines().stream()
              .flatMap(line -> line.words().stream())
              .flatMap(word -> Stream.of(word.text().split("\\s+")))
              .toList();
      List<String> raw = Stream.of(text.raw().split("\\s+")).filter(w -> !w.isEmpty()).toList();
      assertThat(words).as("words of %s read as %s", file, label).isEqualTo(raw);
      assertThat(text.text())
          .isEqualTo(text.lines().stream().map(TextLine::text).collect(Collectors.joining("\n")));
      for (TextLine line : text.lines()) {
        for (Word word : line.words()) {
          assertInside(word.box(), page);
          assertThat(line.box().union(word.box())).isEqualTo(line.box());
        }
      }
    }
  }

  private static void assertInside(BoundingBox box, PageImage page) {
    assertThat(box.isValid()).isTrue();
    assertThat(box.left()).isGreaterThanOrEqualTo(0);
    assertThat(box.top()).isGreaterThanOrEqualTo(0);
    assertThat(box.right()).isLessThanOrEqualTo(page.size().width());
    assertThat(box.bottom()).isLessThanOrEqualTo(page.size().height());
  }

  @Test
  void recognize_colorPhoto_isRead() throws Exception {
    if (!TestPages.areThere()) {
      return;
    }
    RegionContent.Text text = readPage(TestPages.load(TestPages.path("rapidocr-tests/en.jpg")));

    assertThat(ErrorRates.normalize(text.text()))
        .endsWith(
            "MovieShots Dataset To facilitate the shot type analysis in videos, we collect"
                + " MovieShots, a large-scale shot type annotation set that contains 46K shots"
                + " from 7858 movies. The details of this dataset are specified as follows.");
  }

  @Test
  void recognize_tightLines_losesNothingAtTheirEdges() throws Exception {
    if (!TestPages.areThere()) {
      return;
    }
    PageImage page = TestPages.load(TestPages.alice());
    StringBuilder read = new StringBuilder();
    for (TextLine line : readPage(page).lines()) {
      Region region = Region.of(RegionKind.TEXT, "text", line.box(), 1);
      read.append(read(TestPages.crop(page, region)).text()).append('\n');
    }

    assertThat(foldedErrors(TestPages.aliceText(), read.toString())).isLessThan(0.001);
  }

  @Test
  void recognize_smallText_isEnlarged() throws Exception {
    if (!TestPages.areThere()) {
      return;
    }
    BufferedImage small = resize(ImageIO.read(TestPages.alice().toFile()), 0.2);

    RegionContent.Text text = readPage(TestPages.outsideTheHeap(small, 0));

    // 0.19 as it is
    assertThat(foldedErrors(TestPages.aliceText(), text.text())).isLessThan(0.01);
    assertThat(text.lines().getFirst().box().top()).isBetween(90.0, 125.0);
  }

  private static BufferedImage resize(BufferedImage picture, double factor) {
    int width = (int) (picture.getWidth() * factor);
    int height = (int) (picture.getHeight() * factor);
    java.awt.Image scaled =
        picture.getScaledInstance(width, height, java.awt.Image.SCALE_AREA_AVERAGING);
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    small.getGraphics().drawImage(scaled, 0, 0, null);
    return small;
  }

  @Test
  void recognize_skewedOutline_isStraightenedAndBoxesAreThoseOfThePage() throws Exception {
    if (!TestPages.areThere()) {
      return;
    }
    BufferedImage upright = ImageIO.read(TestPages.alice().toFile());
    int width = upright.getWidth();
    int height = upright.getHeight();
    AffineTransform skew = AffineTransform.getTranslateInstance(350, 30);
    skew.rotate(Math.toRadians(5));
    PageImage page = TestPages.outsideTheHeap(TestPages.redraw(upright, 2900, 3800, skew), 300);
    Polygon outline =
        Polygon.of(
            at(skew, 0, 0), at(skew, width, 0), at(skew, width, height), at(skew, 0, height));

    RegionContent.Text text = read(TestPages.skewed(page, outline));

    assertThat(ErrorRates.characterErrorRate(TestPages.aliceText(), text.text()))
        .isLessThanOrEqualTo(0.02);
    List<Word> expected = words(readPage(TestPages.outsideTheHeap(upright, 300)));
    List<Word> words = words(text);
    assertThat(words).hasSameSizeAs(expected);
    for (int i = 0; i < words.size(); i++) {
      Point center = expected.get(i).box().center();
      Point mapped = at(skew, center.x(), center.y());
      assertThat(words.get(i).box().contains(mapped)).as("%s at %s", words.get(i), mapped).isTrue();
    }
  }

  private static Point at(AffineTransform transform, double x, double y) {
    java.awt.geom.Point2D to = transform.transform(new java.awt.geom.Point2D.Double(x, y), null);
    return new Point(to.getX(), to.getY());
  }

  private static List<Word> words(RegionContent.Text text) {
    return text.lines().stream().flatMap(line -> line.words().stream()).toList();
  }

  @Test
  void recognize_outlineThatBeginsElsewhere_saysHowTheTextLies() throws Exception {
    if (!TestPages.areThere()) {
      return;
    }
    PageImage upright = TestPages.load(TestPages.path("tesseract-test/phototest.tif"));
    PageImage page = upright.rotate(Rotation.CLOCKWISE_90); // the text begins at the top right
    try (TesseractRecognizer straight = TesseractRecognizer.builder().orientation(false).build()) {
      Polygon outline =
          Polygon.of(new Point(480, 0), new Point(480, 640), new Point(0, 640), new Point(0, 0));

      RegionContent content =
          straight.recognize(List.of(TestPages.skewed(page, outline))).getFirst();

      assertThat(content.text()).isEqualTo(TestPages.PHOTOTEST);
    }
  }

  @TestFactory
  Stream<DynamicTest> recognize_turnedRegion_isReadInTheBestTurn() {
    if (!TestPages.areThere()) {
      return Stream.empty();
    }
    return Stream.of(Rotation.values())
        .map(turn -> DynamicTest.dynamicTest(turn.name(), () -> checkTurned(turn)));
  }

  private static void checkTurned(Rotation turn) throws Exception {
    PageImage upright = TestPages.load(TestPages.path("tesseract-test/phototest.tif"));
    List<Word> expected = words(readPage(upright));
    PageImage page = upright.rotate(turn);

    RegionContent.Text text = read(TestPages.whole(page, RegionKind.TEXT, "text"));

    assertThat(text.text()).isEqualTo(TestPages.PHOTOTEST);
    List<Word> words = words(text);
    for (int i = 0; i < words.size(); i++) {
      BoundingBox turned = turn.apply(expected.get(i).box(), upright.size());
      assertThat(words.get(i).box().iou(turned)).isGreaterThan(0.6);
    }
  }

  @Test
  void recognize_turnedRegionWithoutOrientation_isReadAsItLies() throws Exception {
    if (!TestPages.areThere()) {
      return;
    }
    PageImage page = TestPages.load(TestPages.path("tesseract-test/phototest-rotated-180.png"));
    try (TesseractRecognizer straight = TesseractRecognizer.builder().orientation(false).build()) {
      RegionCrop crop = TestPages.whole(page, RegionKind.TEXT, "text");

      assertThat(straight.recognize(List.of(crop)).getFirst().confidence()).isLessThan(0.6);
    }
  }

  @Test
  void recognize_blankRegion_isEmptyText() throws Exception {
    BufferedImage blank =
        TestPages.redraw(
            new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY),
            400,
            200,
            AffineTransform.getTranslateInstance(-5, -5));

    RegionContent.Text text = readPage(TestPages.outsideTheHeap(blank, 300));

    assertThat(text.text()).isEmpty();
    assertThat(text.lines()).isEmpty();
    assertThat(text.confidence()).isZero();
  }

  @Test
  void recognize_everyKind_answersText() throws Exception {
    if (!TestPages.areThere()) {
      return;
    }
    PageImage page = TestPages.load(TestPages.path("rapidocr-tests/latin.jpg"));
    for (RegionKind kind : RegionKind.values()) {
      assertThat(read(TestPages.whole(page, kind, "number")).text())
          .as("%s", kind)
          .isEqualTo("Alphabetum in mundo hodie frequentissime adhibitum est alphabetum Latinum.");
    }
  }

  @Test
  void recognize_sideBeyondSixteenBits_isRefused() {
    PageImage page = PageImage.allocate(new Size(32_748, 4), PageImage.Format.GRAY8);

    assertThatThrownBy(() -> read(TestPages.whole(page, RegionKind.TEXT, "text")))
        .isInstanceOf(PermanentOcrException.class)
        .hasMessageContaining("at most 32747 pixels a side");
  }

  @Test
  void recognize_afterClose_isRefused() {
    TesseractRecognizer closed = new TesseractRecognizer();
    closed.close();
    closed.close();
    PageImage page =
        TestPages.outsideTheHeap(new BufferedImage(20, 20, BufferedImage.TYPE_BYTE_GRAY), 0);

    assertThatThrownBy(
            () -> closed.recognize(List.of(TestPages.whole(page, RegionKind.TEXT, "text"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(closed::warmUp).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void builder_optionSetTwice_isRefused() {
    assertThatThrownBy(() -> TesseractRecognizer.builder().languages("eng").languages("deu"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("languages was set to eng already");
    assertThatThrownBy(
            () -> TesseractRecognizer.builder().tessdata(Path.of("a")).tessdata(Path.of("b")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("tessdata was set to a already");
    assertThatThrownBy(() -> TesseractRecognizer.builder().orientation(true).orientation(true))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("orientation was set to true already");
  }

  @Test
  void builder_notALanguage_isRefused() {
    for (String name : List.of("", "+", "eng+", "../eng", "a/b/c", "~eng")) {
      assertThatThrownBy(() -> TesseractRecognizer.builder().languages(name))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("languages: '" + name + "'");
    }
  }
}
