package io.glyphflow.tesseract;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.document.Page;
import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.Rotation;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.Pool;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.testkit.check.ErrorRates;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TesseractPipelineTest {

  private static Page page(DocumentResult result, int number) {
    return ((PageOutcome.Completed) result.pages().get(number).outcome()).page();
  }

  @Test
  void pipeline_cleanPage_isReadWithoutErrors() throws Exception {
    if (!TestPages.areThere()) {
      return;
    }
    try (Pipeline pipeline =
        Pipeline.builder()
            .layoutDetector(LayoutDetector.wholePage())
            .recognizer(Pool.of(1, TesseractRecognizer::new))
            .build()) {
      Page page = page(pipeline.process(TestPages.alice()), 0);

      assertThat(ErrorRates.characterErrorRate(TestPages.aliceText(), page.text()))
          .isLessThanOrEqualTo(0.015);
    }
  }

  @Test
  void pipeline_turnedPages_areReadUpright() throws Exception {
    if (!TestPages.areThere()) {
      return;
    }
    String name = "tesseract-test/phototest";
    try (Pipeline pipeline =
        Pipeline.builder()
            .orientationDetector(Pool.of(1, TesseractOrientation::new))
            .layoutDetector(LayoutDetector.wholePage())
            .recognizer(Pool.of(2, TesseractRecognizer::new))
            .build()) {
      DocumentResult result =
          pipeline.process(
              TestPages.path(name + ".tif"),
              TestPages.path(name + "-rotated-L.png"),
              TestPages.path(name + "-rotated-R.png"),
              TestPages.path(name + "-rotated-180.png"));

      List<Rotation> turns = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Page page = page(result, i);
        turns.add(page.rotation());
        assertThat(page.text()).as("%s", page.id()).isEqualTo(TestPages.PHOTOTEST);
      }
      assertThat(turns)
          .containsExactly(
              Rotation.NONE, Rotation.CLOCKWISE_90, Rotation.CLOCKWISE_270, Rotation.HALF);
    }
  }

  @Test
  void instances_fourAtATime_answerAsOneDoes() throws Exception {
    if (!TestPages.areThere()) {
      return;
    }
    PageImage page = TestPages.load(TestPages.alice());
    List<RegionCrop> crops = new ArrayList<>();
    List<RegionContent> expected = new ArrayList<>();
    try (TesseractRecognizer one = new TesseractRecognizer()) {
      RegionCrop whole = TestPages.whole(page, RegionKind.TEXT, "page");
      RegionContent.Text text = (RegionContent.Text) one.recognize(List.of(whole)).getFirst();
      for (int i = 0; i < 50; i++) {
        var line = text.lines().get(i % text.lines().size());
        crops.add(TestPages.crop(page, Region.of(RegionKind.TEXT, "text", line.box(), 1)));
      }
      for (RegionCrop crop : crops) {
        expected.addAll(one.recognize(List.of(crop)));
      }
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<List<RegionContent>>> answers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int first = i * 13;
        answers.add(threads.submit(() -> readFrom(first, crops)));
      }
      for (Future<List<RegionContent>> answer : answers) {
        assertThat(answer.get()).isEqualTo(expected);
      }
    }
  }

  /** Each instance in an order of its own, so that none can answer by what it read before. */
  private static List<RegionContent> readFrom(int first, List<RegionCrop> crops)
      throws InterruptedException {
    RegionContent[] contents = new RegionContent[crops.size()];
    try (TesseractRecognizer recognizer = new TesseractRecognizer()) {
      for (int i = 0; i < contents.length; i++) {
        int crop = (first + i) % contents.length;
        contents[crop] = recognizer.recognize(List.of(crops.get(crop))).getFirst();
      }
    }
    return List.of(contents);
  }
}
