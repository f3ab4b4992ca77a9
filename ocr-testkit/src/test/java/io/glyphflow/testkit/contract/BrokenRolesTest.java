package io.glyphflow.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.Failure;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.Language;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.document.StageName;
import io.glyphflow.core.document.Translation;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Rotation;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.Cropper;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.OrientationDetector;
import io.glyphflow.core.stage.PageFilter;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.core.stage.ReadingOrderer;
import io.glyphflow.core.stage.Translator;
import io.glyphflow.testkit.fake.FakeCropper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The checks that belong to one role find the implementation that breaks them. */
class BrokenRolesTest {

  private static void assertFound(ThrowingCallable check, String message) {
    assertThatThrownBy(check).isInstanceOf(AssertionError.class).hasMessageContaining(message);
  }

  private static LayoutDetectorContract detector(LayoutDetector detector) {
    return new LayoutDetectorContract() {
      @Override
      protected LayoutDetector create() {
        return detector;
      }
    };
  }

  private static Region region(BoundingBox box) {
    return Region.of(RegionKind.TEXT, "text", box, 0.5);
  }

  private static List<PageLayout> layouts(
      List<PageInput> pages, Function<PageInput, PageLayout> layout) {
    return pages.stream().map(layout).toList();
  }

  @Test
  void orientation_turnsPagesWithoutText_isFound() {
    OrientationDetectorContract contract =
        new OrientationDetectorContract() {
          @Override
          protected OrientationDetector create() {
            return pages -> pages.stream().map(page -> Rotation.HALF).toList();
          }
        };

    assertFound(contract::answers_everyItem_keepThePromisesOfTheRole, "turn that makes");
  }

  @Test
  void detector_mostBoxesNoBoxes_isFound() {
    LayoutDetectorContract contract =
        detector(
            pages ->
                layouts(
                    pages,
                    page ->
                        PageLayout.of(
                            region(page.image().size().bounds()),
                            region(BoundingBox.of(Double.NaN, 0, 9, 9)),
                            region(BoundingBox.of(9, 9, 0, 0)))));

    assertFound(contract::answers_everyItem_keepThePromisesOfTheRole, "no boxes");
  }

  @Test
  void detector_tenThousandAndOneRegions_isFound() {
    LayoutDetectorContract contract =
        detector(
            pages ->
                layouts(
                    pages,
                    page ->
                        new PageLayout(
                            Collections.nCopies(10_001, region(page.image().size().bounds())))));

    assertFound(contract::answers_everyItem_keepThePromisesOfTheRole, "number of regions");
  }

  @Test
  void detector_closingPages_isFound() {
    LayoutDetectorContract contract =
        detector(
            pages ->
                layouts(
                    pages,
                    page -> {
                      page.image().close();
                      return PageLayout.of();
                    }));

    assertFound(contract::inputs_afterACall_areOpenAndUnchanged, "is closed after the call");
  }

  @Test
  void detector_tooManyAnswers_isFound() {
    LayoutDetectorContract contract =
        detector(pages -> Collections.nCopies(pages.size() + 1, PageLayout.of()));

    assertFound(contract::answers_batchesOfAnySize_areAsManyAsItems, "number of answers");
  }

  private static PageFilterContract filter(PageFilter filter) {
    return new PageFilterContract() {
      @Override
      protected PageFilter create() {
        return filter;
      }
    };
  }

  @Test
  void filter_wrongReasons_areFound() {
    assertFound(
        filter(pages -> List.of(PageFilter.Decision.skip(" ")))
            ::answers_everyItem_keepThePromisesOfTheRole,
        "reason for leaving out");
    assertFound(
        filter(pages -> List.of(new PageFilter.Decision(true, "because")))
            ::answers_everyItem_keepThePromisesOfTheRole,
        "reason for keeping");
  }

  @Test
  void filter_closingPages_isFound() {
    PageFilterContract contract =
        filter(
            pages -> {
              pages.forEach(page -> page.image().close());
              return List.of(PageFilter.Decision.keep());
            });

    assertFound(contract::inputs_afterACall_areOpenAndUnchanged, "is closed after the call");
  }

  private static ReadingOrdererContract orderer(ReadingOrderer orderer) {
    return new ReadingOrdererContract() {
      @Override
      protected ReadingOrderer create() {
        return orderer;
      }
    };
  }

  @Test
  void orderer_noPermutation_isFound() {
    assertFound(
        orderer(pages -> List.of(List.of(0)))::answers_everyItem_keepThePromisesOfTheRole,
        "order of the 0 regions");
    assertFound(
        orderer(
                pages ->
                    pages.stream()
                        .map(page -> Collections.nCopies(page.regions().size(), 0))
                        .toList())
            ::answers_everyItem_keepThePromisesOfTheRole,
        "order of the 2 regions");
    assertFound(
        orderer(
                pages ->
                    pages.stream()
                        .map(page -> page.regions().stream().map(r -> r.id() + 1).toList())
                        .toList())
            ::answers_everyItem_keepThePromisesOfTheRole,
        "order of the 1 regions");
  }

  private static TranslatorContract translator(Function<Translator.Item, Translation> each) {
    return new TranslatorContract() {
      @Override
      protected Translator create() {
        return items -> items.stream().map(each).toList();
      }
    };
  }

  @Test
  void translator_wrongLanguage_isFound() {
    assertFound(
        translator(item -> Translation.of(Language.ENGLISH, "text"))
            ::answers_everyItem_keepThePromisesOfTheRole,
        "language of");
  }

  @Test
  void translator_nothingWithoutFailure_isFound() {
    assertFound(
        translator(item -> item.translated(" "))::answers_everyItem_keepThePromisesOfTheRole,
        "translation of 'a'");
  }

  @Test
  void translator_failedItems_areAllowed() {
    Failure failure = Failure.of(FailureCategory.TRANSLATION, StageName.TRANSLATE, "no");
    TranslatorContract contract = translator(item -> Translation.failed(item.target(), failure));

    assertThatCode(contract::answers_everyItem_keepThePromisesOfTheRole).doesNotThrowAnyException();
  }

  private static CropperContract cropper(Cropper cropper) {
    return new CropperContract() {
      @Override
      protected Cropper create() {
        return cropper;
      }
    };
  }

  @Test
  void cropper_closedCrop_isFound() {
    CropperContract contract =
        cropper(
            requests -> {
              List<PageImage> crops = new ArrayList<>();
              for (Cropper.Request request : requests) {
                PageImage crop = PageImage.allocate(request.page().size(), PageImage.Format.GRAY8);
                crop.close();
                crops.add(crop);
              }
              return crops;
            });

    assertFound(contract::answers_everyItem_keepThePromisesOfTheRole, "whether the crop of");
  }

  @Test
  void cropper_pageItself_isFound() {
    CropperContract contract =
        cropper(requests -> requests.stream().map(Cropper.Request::page).toList());

    assertFound(contract::answers_everyItem_keepThePromisesOfTheRole, "crop of");
    assertFound(contract::crop_closed_leavesThePageOpen, "whether the page of");
    assertFound(contract::inputs_afterACall_areOpenAndUnchanged, "is closed after the call");
  }

  @Test
  void cropper_copiesWithoutAnnouncement_areFound() {
    FakeCropper copying = FakeCropper.copying();

    assertFound(
        cropper(requests -> copying.crop(requests))::ownedBytes_everyRegion_areAnUpperBound,
        "announced were 0");
  }

  @Test
  void cropper_negativeAnnouncement_isFound() {
    Cropper negative =
        new Cropper() {
          @Override
          public List<PageImage> crop(List<Request> requests) throws InterruptedException {
            return Cropper.views().crop(requests);
          }

          @Override
          public long ownedBytes(Request request) {
            return -1;
          }
        };

    assertFound(cropper(negative)::ownedBytes_everyRegion_areAnUpperBound, "announced bytes");
  }
}
