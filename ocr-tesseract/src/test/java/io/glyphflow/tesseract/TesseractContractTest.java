package io.glyphflow.tesseract;

import io.glyphflow.core.stage.OrientationDetector;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.testkit.contract.OrientationDetectorContract;
import io.glyphflow.testkit.contract.RecognizerContract;
import org.junit.jupiter.api.Nested;

class TesseractContractTest {

  @Nested
  class TheRecognizer extends RecognizerContract {
    @Override
    protected Recognizer create() {
      return new TesseractRecognizer();
    }
  }

  @Nested
  class TheOrientationDetector extends OrientationDetectorContract {
    @Override
    protected OrientationDetector create() {
      return new TesseractOrientation();
    }
  }
}
