package io.glyphflow.tesseract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.stage.PermanentOcrException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguageModelTest {

  @TempDir Path directory;

  private Path put(String directoryName, String language) throws IOException {
    Path target = Files.createDirectories(directory.resolve(directoryName));
    try (InputStream in =
        LanguageModelTest.class.getResourceAsStream("/tessdata/eng.traineddata")) {
      Files.copy(in, target.resolve(language + ".traineddata"));
    }
    return target;
  }

  @Test
  void find_nothingInstalled_isBundled() {
    LanguageModel model = LanguageModel.find("eng", List.of(directory), true);

    assertThat(model.isBundled()).isTrue();
    TesseractEngine.forText(model).close();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void find_severalDirectories_takesTheFirstThatHasAllLanguages() throws Exception {
    Path first = put("first", "eng");
    Path second = put("second", "eng");
    put("second", "mine");

    LanguageModel one = LanguageModel.find("eng", List.of(first, second), true);
    LanguageModel both = LanguageModel.find("mine+eng", List.of(first, second), true);

    assertThat(one.isBundled()).isFalse();
    assertThat(both.isBundled()).isFalse();
    TesseractEngine.forText(both).close();
  }

  @Test
  void find_missingLanguage_saysWhereItWasLookedForAndHowToGetIt() throws Exception {
    Path here = put("here", "eng");
    Path nowhere = directory.resolve("nowhere");

    assertThatThrownBy(() -> LanguageModel.find("deu+eng", List.of(here, nowhere), true))
        .isInstanceOf(PermanentOcrException.class)
        .hasMessageStartingWith("Tesseract has no data for deu+eng; searched ")
        .hasMessageContaining(here + " (only eng)")
        .hasMessageContaining(nowhere + " (not there)")
        .hasMessageContaining("tesseract-ocr-deu")
        .hasMessageContaining("https://github.com/tesseract-ocr/tessdata_fast");
  }

  @Test
  void find_directoryGiven_isTheOnlyOne() {
    assertThatThrownBy(() -> LanguageModel.find("eng", directory))
        .isInstanceOf(PermanentOcrException.class)
        .hasMessageContaining(directory.toString());
    assertThatThrownBy(() -> TesseractRecognizer.builder().tessdata(directory).build())
        .isInstanceOf(PermanentOcrException.class)
        .hasMessageContaining("no data for eng");
  }

  @Test
  void open_brokenFile_saysSo() throws Exception {
    Files.writeString(directory.resolve("eng.traineddata"), "not a model");

    assertThatThrownBy(() -> TesseractRecognizer.builder().tessdata(directory).build())
        .isInstanceOf(PermanentOcrException.class)
        .hasMessageContaining("cannot load eng from " + directory);
  }

  @Test
  void open_directory_readsWithItsData() throws Exception {
    if (!TestPages.areThere()) {
      return;
    }
    Path own = put("own", "mine");
    try (TesseractRecognizer recognizer =
        TesseractRecognizer.builder().languages("mine").tessdata(own).build()) {
      var page = TestPages.load(TestPages.path("tesseract-test/phototest.tif"));
      var crop = TestPages.whole(page, io.glyphflow.core.document.RegionKind.TEXT, "text");

      assertThat(recognizer.recognize(List.of(crop)).getFirst().text())
          .isEqualTo(TestPages.PHOTOTEST);
    }
  }
}
