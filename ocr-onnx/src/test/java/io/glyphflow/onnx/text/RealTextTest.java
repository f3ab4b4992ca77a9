package io.glyphflow.onnx.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.document.Word;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Rotation;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.onnx.ModelSource;
import io.glyphflow.testkit.check.ErrorRates;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point2f;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Real models on real pages, with the default options, where both are at hand. */
class RealTextTest {

  private static final Path DATA =
      Path.of(System.getProperty("glyphflow.shared", "../shared"), "testdata");

  private static final String PHOTOTEST =
      """
      This is a lot of 12 point text to test the
      ocr code and see if it works on all types
      of file format.
      The quick brown dog jumped over the
      lazy fox. The quick brown dog jumped
      over the lazy fox. The quick brown dog
      jumped over the lazy fox. The quick
      brown dog jumped over the lazy fox.""";

  private static @Nullable PpOcrRecognizer english;

  private static ModelSource model(String name) {
    return ModelSource.of(DATA.resolve("models/ppocr").resolve(name));
  }

  private static PpOcrRecognizer.Builder builder(
      String detector, String reader, String dictionary) {
    return PpOcrRecognizer.builder(model(detector), model(reader))
        .dictionary(CharacterDictionary.of(DATA.resolve("models/ppocr").resolve(dictionary)))
        .classifier(model("ch_ppocr_mobile_v2.0_cls_infer.onnx"));
  }

  private static PpOcrRecognizer english() {
    PpOcrRecognizer known = english;
    if (known == null) {
      known = english("en_PP-OCRv3_det_infer.onnx");
      english = known;
    }
    return known;
  }

  private static PpOcrRecognizer english(String detector) {
    return builder(detector, "en_number_mobile_v2.0_rec_infer.onnx", "en_dict.txt").build();
  }

  @AfterAll
  static void close() {
    if (english != null) {
      english.close();
    }
  }

  private static Stream<DynamicTest> tests(Object... namesAndTests) {
    List<DynamicTest> tests = new ArrayList<>();
    for (int i = 0; i < namesAndTests.length && Files.isDirectory(DATA); i += 2) {
      tests.add(dynamicTest((String) namesAndTests[i], (Executable) namesAndTests[i + 1]));
    }
    return tests.stream();
  }

  private static PageImage page(String name) throws IOException {
    Path file = DATA.resolve("pages").resolve(name);
    return PageImage.decode(ByteBuffer.wrap(Files.readAllBytes(file)));
  }

  private static RegionContent.Text read(PpOcrRecognizer recognizer, PageImage page)
      throws InterruptedException {
    Region region = Region.of(RegionKind.TEXT, "page", page.size().bounds(), 1);
    RegionCrop crop = new RegionCrop(new PageId("real", 1), region, page);
    return (RegionContent.Text) recognizer.recognize(List.of(crop)).getFirst();
  }

  private static String read(String name) throws IOException, InterruptedException {
    try (PageImage page = page(name)) {
      return read(english(), page).text();
    }
  }

  private static String alice() throws IOException {
    return Files.readString(DATA.resolve("pages/hocr-tools-alice/sample.txt"));
  }

  private static double errors(String truth, String read) {
    return ErrorRates.characterErrorRate(truth.replaceAll("\\s", ""), read.replaceAll("\\s", ""));
  }

  @TestFactory
  Stream<DynamicTest> alice_defaultOptions_hasFewErrors() {
    return tests(
        "v3 detector",
        (Executable)
            () -> {
              String read = read("hocr-tools-alice/alice_1.png");
              assertThat(errors(alice(), read)).isLessThanOrEqualTo(0.005);
              assertThat(ErrorRates.wordRecall(alice(), read)).isGreaterThan(0.98);
              assertThat(read.lines().count()).isEqualTo(37);
            },
        "half precision detector",
        (Executable)
            () -> {
              try (PpOcrRecognizer half = english("en_PP-OCRv3_det_infer_fp16_opt.onnx");
                  PageImage page = page("hocr-tools-alice/alice_1.png")) {
                assertThat(errors(alice(), read(half, page).text())).isLessThanOrEqualTo(0.012);
              }
            },
        "v2 detector",
        (Executable)
            () -> {
              try (PpOcrRecognizer older = english("ch_ppocr_mobile_v2.0_det_infer.onnx");
                  PageImage page = page("hocr-tools-alice/alice_1.png")) {
                assertThat(errors(alice(), read(older, page).text())).isLessThanOrEqualTo(0.01);
              }
            });
  }

  @TestFactory
  Stream<DynamicTest> phototest_anyWayUp_hasAllWords() {
    return tests(
        "upright",
        (Executable) () -> assertThat(read("tesseract-test/phototest.tif")).isEqualTo(PHOTOTEST),
        "upside down",
        (Executable)
            () -> assertThat(read("tesseract-test/phototest-rotated-180.png")).isEqualTo(PHOTOTEST),
        "on its right side",
        (Executable)
            () -> assertThat(read("tesseract-test/phototest-rotated-R.png")).isEqualTo(PHOTOTEST),
        "on its left side, but for one capital I that looks like a small l",
        (Executable)
            () ->
                assertThat(read("tesseract-test/phototest-rotated-L.png").replace("Iazy", "lazy"))
                    .isEqualTo(PHOTOTEST),
        "on its left side, turned first",
        (Executable)
            () -> {
              try (PageImage page = page("tesseract-test/phototest-rotated-L.png");
                  PageImage upright = page.rotate(Rotation.CLOCKWISE_90)) {
                assertThat(read(english(), upright).text()).isEqualTo(PHOTOTEST);
              }
            });
  }

  @TestFactory
  Stream<DynamicTest> skew_severalDegrees_costsFewWords() {
    return Stream.of(2.0, -2.0, 7.0, -7.0)
        .flatMap(
            degrees ->
                tests(
                    degrees + " degrees",
                    (Executable)
                        () -> {
                          try (PageImage page = page("hocr-tools-alice/alice_1.png");
                              PageImage skewed = skewed(page, degrees)) {
                            double straight =
                                ErrorRates.wordRecall(alice(), read(english(), page).text());
                            String read = read(english(), skewed).text();
                            assertThat(ErrorRates.wordRecall(alice(), read))
                                .isGreaterThan(straight - 0.03);
                            assertThat(ErrorRates.wordErrorRate(alice(), read)).isLessThan(0.05);
                          }
                        }));
  }

  private static PageImage skewed(PageImage page, double degrees) {
    int width = page.size().width();
    int height = page.size().height();
    try (Mat from = new Mat(height, width, opencv_core.CV_8UC1);
        Mat to = new Mat();
        Point2f center = new Point2f(width / 2f, height / 2f);
        Mat turn = opencv_imgproc.getRotationMatrix2D(center, degrees, 1);
        var size = from.size();
        Scalar white = Scalar.all(255)) {
      ByteBuffer rows = from.createBuffer();
      for (int y = 0; y < height; y++) {
        rows.put(y * width, page.pixels(), y * page.rowStride(), width);
      }
      opencv_imgproc.warpAffine(
          from, to, turn, size, opencv_imgproc.INTER_CUBIC, opencv_core.BORDER_CONSTANT, white);
      ByteBuffer turned = ByteBuffer.allocateDirect(width * height);
      turned.put(0, to.createBuffer(), 0, width * height);
      return PageImage.wrap(turned, page.size(), page.format(), width, page.dpi(), () -> {});
    }
  }

  @TestFactory
  Stream<DynamicTest> words_ofAlice_haveBoxesOnTheirInk() {
    return tests(
        "boxes against Tesseract's",
        (Executable)
            () -> {
              List<Word> truth = tesseractWords();
              List<Double> overlaps = new ArrayList<>();
              try (PageImage page = page("hocr-tools-alice/alice_1.png")) {
                for (var line : read(english(), page).lines()) {
                  for (Word word : line.words()) {
                    truth.stream()
                        .filter(other -> other.text().equals(word.text()))
                        .mapToDouble(other -> other.box().iou(word.box()))
                        .max()
                        .ifPresent(overlaps::add);
                  }
                }
              }
              overlaps.sort(null);
              assertThat(overlaps).hasSizeGreaterThan(450);
              assertThat(overlaps.get(overlaps.size() / 2)).isGreaterThan(0.85);
              assertThat(overlaps.get(overlaps.size() / 20)).isGreaterThan(0.5);
            });
  }

  private static List<Word> tesseractWords() throws IOException {
    String text = Files.readString(DATA.resolve("pages/hocr-tools-alice/tess.hocr"));
    Matcher matcher =
        Pattern.compile("ocrx_word'[^>]*bbox (\\d+) (\\d+) (\\d+) (\\d+)[^>]*>([^<]*)<")
            .matcher(text);
    List<Word> words = new ArrayList<>();
    while (matcher.find()) {
      BoundingBox box =
          new BoundingBox(
              Integer.parseInt(matcher.group(1)),
              Integer.parseInt(matcher.group(2)),
              Integer.parseInt(matcher.group(3)),
              Integer.parseInt(matcher.group(4)));
      words.add(new Word(matcher.group(5), box, 1));
    }
    return words;
  }

  @TestFactory
  Stream<DynamicTest> otherPictures_areRead() {
    return tests(
        "line of a paper",
        (Executable)
            () ->
                assertThat(read("rapidocr-tests/en_rec.jpg"))
                    .isEqualTo(
                        "To facilitate the shot type analysis in videos, we collect MovieShots, a"
                            + " large-scale"),
        "four lines of a paper",
        (Executable)
            () ->
                assertThat(read("rapidocr-tests/en.jpg"))
                    .contains("shot type annotation set that contains 46K shots from 7858 movies.")
                    .contains("of this dataset are specified as follows."),
        "Latin",
        (Executable)
            () ->
                assertThat(read("rapidocr-tests/latin.jpg"))
                    .contains("Alphabetum")
                    .contains("mundo hodie frequentissime adhibitum est alphabetum"),
        "large letters",
        (Executable) () -> assertThat(read("rapidocr-tests/issue_170.png")).isEqualTo("TEST"),
        "black",
        (Executable) () -> assertThat(read("rapidocr-tests/empty_black.jpg")).isEmpty());
  }

  @TestFactory
  Stream<DynamicTest> japanese_model_readsItsLetters() {
    return tests(
        "characters that Japanese has too, through the alpha channel",
        (Executable)
            () -> {
              try (PpOcrRecognizer japanese =
                      builder(
                              "ch_ppocr_mobile_v2.0_det_infer.onnx",
                              "japan_rec_crnn.onnx",
                              "japan_dict.txt")
                          .build();
                  PageImage page = page("rapidocr-tests/black_font_color_transparent.png")) {
                assertThat(read(japanese, page).text()).contains("我是中国人");
              }
            });
  }

  @TestFactory
  Stream<DynamicTest> pipeline_wholePages_readsThem() {
    return tests(
        "phototest",
        (Executable)
            () -> {
              try (Pipeline pipeline =
                  Pipeline.builder()
                      .layoutDetector(LayoutDetector.wholePage())
                      .recognizer(english())
                      .build()) {
                DocumentResult result =
                    pipeline.process(DATA.resolve("pages/tesseract-test/phototest.tif"));
                assertThat(result.text().strip()).isEqualTo(PHOTOTEST);
              }
            });
  }
}
