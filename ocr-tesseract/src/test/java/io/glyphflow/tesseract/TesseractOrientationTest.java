package io.glyphflow.tesseract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.geometry.Rotation;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.PageInput;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TesseractOrientationTest {

  private static TesseractOrientation orientation;

  @BeforeAll
  static void open() {
    orientation = new TesseractOrientation();
  }

  @AfterAll
  static void close() {
    orientation.close();
  }

  private static Rotation detect(PageImage page) throws InterruptedException {
    return orientation.detect(List.of(new PageInput(new PageId("test", 1), page))).getFirst();
  }

  @TestFactory
  Stream<DynamicTest> detect_pageInAnyTurn_isTurnedUpright() {
    if (!TestPages.areThere()) {
      return Stream.empty();
    }
    return Stream.of(
            "hocr-tools-alice/alice_1.png",
            "tesseract-test/phototest.tif",
            "tesseract-test/eurotext.tif")
        .map(TestPages::path)
        .flatMap(file -> Stream.of(Rotation.values()).map(turn -> turnedTest(file, turn)));
  }

  private static DynamicTest turnedTest(Path file, Rotation turn) {
    return DynamicTest.dynamicTest(
        file.getFileName() + " " + turn,
        () -> assertThat(detect(TestPages.load(file).rotate(turn))).isEqualTo(turn.inverse()));
  }

  @Test
  void detect_turnedFiles_areTurnedUpright() throws Exception {
    if (!TestPages.areThere()) {
      return;
    }
    String name = "tesseract-test/phototest-rotated-";

    assertThat(detect(TestPages.load(TestPages.path(name + "L.png"))))
        .isEqualTo(Rotation.CLOCKWISE_90);
    assertThat(detect(TestPages.load(TestPages.path(name + "R.png"))))
        .isEqualTo(Rotation.CLOCKWISE_270);
    assertThat(detect(TestPages.load(TestPages.path(name + "180.png")))).isEqualTo(Rotation.HALF);
  }

  @TestFactory
  Stream<DynamicTest> detect_fewWords_isFoundByReading() {
    if (!TestPages.areThere()) {
      return Stream.empty();
    }
    return Stream.of(Rotation.values())
        .map(turn -> DynamicTest.dynamicTest(turn.name(), () -> checkFewWords(turn)));
  }

  /** One line of text: the orientation model is not sure of it. */
  private static void checkFewWords(Rotation turn) throws Exception {
    BufferedImage all = ImageIO.read(TestPages.path("tesseract-test/phototest.tif").toFile());
    BufferedImage line =
        TestPages.redraw(
            all.getSubimage(30, 85, 560, 35),
            800,
            600,
            AffineTransform.getTranslateInstance(99, 99));
    PageImage page = TestPages.outsideTheHeap(line, 0).rotate(turn);

    assertThat(detect(page)).isEqualTo(turn.inverse());
  }

  @Test
  void detect_pagesWithoutText_stayAsTheyAre() throws Exception {
    BufferedImage blank =
        TestPages.redraw(
            new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY),
            2480,
            3508,
            AffineTransform.getTranslateInstance(-5, -5));
    assertThat(detect(TestPages.outsideTheHeap(blank, 300))).isEqualTo(Rotation.NONE);

    BufferedImage black = new BufferedImage(700, 900, BufferedImage.TYPE_3BYTE_BGR);
    assertThat(detect(TestPages.outsideTheHeap(black, 0))).isEqualTo(Rotation.NONE);
    if (TestPages.areThere()) {
      PageImage photo = TestPages.load(TestPages.path("rapidocr-tests/empty_black.jpg"));
      assertThat(detect(photo)).isEqualTo(Rotation.NONE);
    }
  }

  @Test
  void detect_afterClose_isRefused() {
    TesseractOrientation closed = new TesseractOrientation();
    closed.close();
    closed.close();
    PageImage page =
        TestPages.outsideTheHeap(new BufferedImage(20, 20, BufferedImage.TYPE_BYTE_GRAY), 0);

    assertThatThrownBy(() -> closed.detect(List.of(new PageInput(new PageId("test", 1), page))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }
}
