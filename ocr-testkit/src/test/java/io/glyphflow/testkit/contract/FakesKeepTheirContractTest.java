package io.glyphflow.testkit.contract;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.export.PlainText;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.stage.Cropper;
import io.glyphflow.core.stage.Exporter;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.PageFilter;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.core.stage.Placement;
import io.glyphflow.core.stage.ReadingOrderer;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.Traits;
import io.glyphflow.core.stage.Translator;
import io.glyphflow.testkit.fake.FakeCropper;
import io.glyphflow.testkit.fake.FakeFilter;
import io.glyphflow.testkit.fake.FakeLayoutDetector;
import io.glyphflow.testkit.fake.FakeOrderer;
import io.glyphflow.testkit.fake.FakePages;
import io.glyphflow.testkit.fake.FakeRecognizer;
import io.glyphflow.testkit.fake.FakeTranslator;
import io.glyphflow.testkit.fake.ServiceTime;
import io.glyphflow.testkit.fault.FaultPlan;
import io.glyphflow.testkit.fault.Faulty;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;

class FakesKeepTheirContractTest {

  private static final ServiceTime SHORT = ServiceTime.fixed(Duration.ofNanos(200_000));

  @Nested
  class Detector extends LayoutDetectorContract {
    @Override
    protected LayoutDetector create() {
      return FakeLayoutDetector.grid(2, 3).withEvery(3, RegionKind.FIGURE).withTime(SHORT);
    }
  }

  @Nested
  class WholePageDetector extends LayoutDetectorContract {
    @Override
    protected LayoutDetector create() {
      return LayoutDetector.wholePage();
    }
  }

  @Nested
  class FaultlessDetector extends LayoutDetectorContract {
    @Override
    protected LayoutDetector create() {
      return Faulty.faulty(FakeLayoutDetector.rows(3), FaultPlan.none());
    }
  }

  @Nested
  class OneAtATimeRecognizer extends RecognizerContract {
    @Override
    protected Recognizer create() {
      return FakeRecognizer.create().withTraits(Traits.defaults()).withTime(SHORT);
    }
  }

  @Nested
  class ManyAtATimeRecognizer extends RecognizerContract {
    @Override
    protected Recognizer create() {
      return FakeRecognizer.create()
          .withTraits(new Traits(Placement.WAITING, 32, 16))
          .withTime(SHORT.sharedByBatch());
    }
  }

  @Nested
  class SlowRecognizer extends RecognizerContract {
    @Override
    protected Recognizer create() {
      return FakeRecognizer.create().withTime(ServiceTime.fixed(Duration.ofMillis(2)));
    }
  }

  @Nested
  class FaultlessRecognizer extends RecognizerContract {
    @Override
    protected Recognizer create() {
      return Faulty.faulty(FakeRecognizer.create(), FaultPlan.none());
    }
  }

  @Nested
  class TranslatorOfAll extends TranslatorContract {
    @Override
    protected Translator create() {
      return FakeTranslator.create().withTime(SHORT);
    }
  }

  @Nested
  class FaultlessTranslator extends TranslatorContract {
    @Override
    protected Translator create() {
      return Faulty.faulty(FakeTranslator.create(), FaultPlan.none());
    }
  }

  @Nested
  class Filter extends PageFilterContract {
    @Override
    protected PageFilter create() {
      return FakeFilter.skipping(page -> page.pageNumber() % 2 == 0).withTime(SHORT);
    }
  }

  @Nested
  class FaultlessFilter extends PageFilterContract {
    @Override
    protected PageFilter create() {
      return Faulty.faulty(FakeFilter.keepingAll(), FaultPlan.none());
    }
  }

  @Nested
  class ReversingOrderer extends ReadingOrdererContract {
    @Override
    protected ReadingOrderer create() {
      return FakeOrderer.reverse().withTime(SHORT);
    }
  }

  @Nested
  class ShufflingOrderer extends ReadingOrdererContract {
    @Override
    protected ReadingOrderer create() {
      return Faulty.faulty(FakeOrderer.shuffle(3), FaultPlan.none());
    }
  }

  @Nested
  class CopyingCropper extends CropperContract {
    @Override
    protected Cropper create() {
      return FakeCropper.copying().withTime(SHORT);
    }
  }

  @Nested
  class FaultlessCropper extends CropperContract {
    @Override
    protected Cropper create() {
      return Faulty.faulty(FakeCropper.copying(), FaultPlan.none());
    }
  }

  @Nested
  class ViewingCropper extends CropperContract {
    @Override
    protected Cropper create() {
      return Cropper.views();
    }
  }

  @Nested
  class OutliningCropper extends CropperContract {
    @Override
    protected Cropper create() {
      return Cropper.outlines();
    }
  }

  @Nested
  class Pages extends DocumentSourceContract {
    @Override
    protected DocumentSource create() {
      return FakePages.of("d", 5).withSize(new Size(31, 17)).withDecodeTime(SHORT);
    }
  }

  @Nested
  class ColoredPagesOutsideTheHeap extends DocumentSourceContract {
    @Override
    protected DocumentSource create() {
      return FakePages.of("d", 5)
          .withFormat(PageImage.Format.BGR24)
          .withPixels(FakePages.Pixels.DIRECT)
          .withDecodeHook(
              page -> {
                if (page.pageNumber() == 3) {
                  throw new PermanentOcrException(
                      FailureCategory.INPUT_UNREADABLE, page + " is broken");
                }
              });
    }
  }

  @Nested
  class FaultlessPages extends DocumentSourceContract {
    @Override
    protected DocumentSource create() {
      return Faulty.faulty(
          FakePages.of("d", 3).withPixels(FakePages.Pixels.SHARED), FaultPlan.none());
    }
  }

  @Nested
  class Pictures extends DocumentSourceContract {
    @Override
    protected DocumentSource create() {
      return DocumentSource.ofImages(
          "d",
          List.of(
              new BufferedImage(3, 4, BufferedImage.TYPE_INT_ARGB),
              new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_GRAY)));
    }
  }

  @Nested
  class Text extends ExporterContract {
    @Override
    protected Exporter create() {
      return PlainText.exporter();
    }
  }
}
