package io.glyphflow.testkit.fault;

import static io.glyphflow.testkit.fault.Faulty.faulty;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.source.PageCursor;
import io.glyphflow.core.source.PageSource;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.Cropper;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.core.stage.Placement;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.core.stage.Traits;
import io.glyphflow.testkit.fake.FakeCropper;
import io.glyphflow.testkit.fake.FakeLayoutDetector;
import io.glyphflow.testkit.fake.FakePages;
import io.glyphflow.testkit.fake.FakeRecognizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultyTest {

  private final FakePages pages = FakePages.of("d", 3);

  @Test
  void wrapper_withoutFaults_isWhatItWraps() throws Exception {
    Traits traits = new Traits(Placement.WAITING, 3, 5);
    FakeRecognizer real = FakeRecognizer.create().withTraits(traits).withEstimatedCost(crop -> 17);
    List<String> calls = new ArrayList<>();
    Recognizer asking =
        new Recognizer() {
          @Override
          public List<RegionContent> recognize(List<RegionCrop> crops) {
            calls.add("plain");
            return List.of(RegionContent.text("plain"));
          }

          @Override
          public List<RegionContent> recognize(List<RegionCrop> crops, Attempt attempt) {
            calls.add("attempt");
            return List.of(RegionContent.text("attempt"));
          }

          @Override
          public void warmUp() {
            calls.add("warm");
          }
        };
    Recognizer wrapper = faulty(real, FaultPlan.none());
    Recognizer other = faulty(asking, FaultPlan.none());

    other.warmUp();
    assertThat(other.recognize(List.of(crop(1))).get(0).text()).isEqualTo("plain");
    assertThat(other.recognize(List.of(crop(1)), Attempt.unlimited()).get(0).text())
        .isEqualTo("attempt");
    assertThat(calls).containsExactly("warm", "plain", "attempt");
    assertThat(wrapper.traits()).isEqualTo(traits);
    assertThat(wrapper.estimatedCost(crop(1))).isEqualTo(17);
    ((AutoCloseable) wrapper).close();
    assertThat(real.isClosed()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Fault.WrongSize.Answer.class)
  void cropper_wrongSize_leavesNoDroppedCropOpen(Fault.WrongSize.Answer answer)
      throws InterruptedException {
    FakeCropper copying = FakeCropper.copying();
    FaultPlan plan =
        FaultPlan.seeded(0).onItem(FaultPoint.CROP, "#2/1", Fault.wrongSize(answer)).build();
    PageImage page = pages.page(2).decode();
    List<Cropper.Request> requests =
        List.of(
            new Cropper.Request(new PageId("d", 1), page, region(0)),
            new Cropper.Request(new PageId("d", 1), page, region(1)));

    List<PageImage> crops = faulty(copying, plan).crop(requests);

    if (crops != null) {
      assertThat(crops)
          .hasSize(
              switch (answer) {
                case ONE_LESS -> 1;
                case ONE_MORE -> 3;
                case EMPTY, NULL -> 0;
                case NULL_ITEM -> 2;
              });
      for (PageImage crop : crops) {
        if (crop != null) {
          crop.close();
        }
      }
    }
    assertThat(answer == Fault.WrongSize.Answer.NULL).isEqualTo(crops == null);
    assertThat(copying.images().opened()).isEqualTo(2);
    assertThat(copying.images().open()).isZero();
  }

  @Test
  void detector_damagedBoxes_areThoseThatWereMeant() throws InterruptedException {
    FaultPlan plan =
        FaultPlan.seeded(0)
            .onItem(FaultPoint.LAYOUT, "d#2", new Fault.NanBoxes(2))
            .onItem(FaultPoint.LAYOUT, "d#3", Fault.invertedBoxes())
            .build();
    LayoutDetector detector = faulty(FakeLayoutDetector.rows(3), plan);
    List<PageInput> inputs = new ArrayList<>();
    for (int number = 1; number <= 3; number++) {
      inputs.add(new PageInput(pages.id(number), pages.page(number).decode()));
    }

    List<List<Boolean>> valid =
        detector.detect(inputs).stream()
            .map(layout -> layout.regions().stream().map(r -> r.box().isValid()).toList())
            .toList();

    assertThat(valid)
        .containsExactly(
            List.of(true, true, true), List.of(false, true, false), List.of(false, false, false));
  }

  @Test
  void interruptSelf_answersWell_leavesTheFlagSet() throws InterruptedException {
    FaultPlan plan =
        FaultPlan.seeded(0).at(FaultPoint.RECOGNIZE, 1, new Fault.InterruptSelf()).build();

    List<RegionContent> contents =
        faulty(FakeRecognizer.create(), plan).recognize(List.of(crop(1)));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(contents).hasSize(1);
  }

  @Test
  void source_interruptedStep_canBeRepeated() throws InterruptedException {
    FaultPlan plan =
        FaultPlan.seeded(0)
            .onItem(FaultPoint.NEXT, "d#2", new Fault.ThrowInterrupted().times(1))
            .onItem(FaultPoint.NEXT, "end", Fault.throwing())
            .build();
    DocumentSource source = faulty(pages, plan);
    try (PageCursor cursor = source.open()) {
      assertThat(cursor.next().map(PageSource::id)).contains(pages.id(1));
      assertThatThrownBy(cursor::next).isInstanceOf(InterruptedException.class);
      assertThat(cursor.next().map(PageSource::id)).contains(pages.id(2));
      assertThat(cursor.next().map(PageSource::id)).contains(pages.id(3));
      assertThatThrownBy(cursor::next).hasMessage("injected fault");
    }
    assertThat(pages.openCursors()).isZero();
  }

  private RegionCrop crop(int number) throws InterruptedException {
    return new RegionCrop(pages.id(number), region(0), pages.page(number).decode());
  }

  private static Region region(int id) {
    return new Region(
        id, RegionKind.TEXT, "text", BoundingBox.of(0, 0, 20, 10), Optional.empty(), 1);
  }
}
