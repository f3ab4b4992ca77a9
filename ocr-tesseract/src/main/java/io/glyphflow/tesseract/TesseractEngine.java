package io.glyphflow.tesseract;

import io.glyphflow.core.internal.opencv.OpenCv;
import io.glyphflow.core.stage.Attempt;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.leptonica.global.leptonica;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.tesseract.TessBaseAPI;
import org.bytedeco.tesseract.global.tesseract;

/**
 * One Tesseract in process with a model. Calls come one at a time; {@link #close()} waits for the
 * one in flight, and calls after it are refused, as they would crash the process.
 */
final class TesseractEngine implements AutoCloseable {

  /** Loading a model touches what all instances share. */
  private static final ReentrantLock LOADING = new ReentrantLock();

  /**
   * Always said to be that of the picture: the lowest that Tesseract believes, from which on it
   * estimates by itself. Being told too high a one costs lines of small text, and a quarter of a
   * page at 75 dots per inch that is said to have 300; being told the right one gains nothing.
   */
  private static final int RESOLUTION = 70;

  static {
    OpenCv.load();
    // Both write their guesses and warnings to the standard error of the process, whatever it is.
    leptonica.setMsgSeverity(leptonica.L_SEVERITY_NONE);
    try (TessBaseAPI api = new TessBaseAPI()) {
      api.SetVariable("debug_file", "/dev/null"); // also on Windows; one variable for all instances
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final TessBaseAPI api;
  private boolean isClosed;

  private TesseractEngine(TessBaseAPI api) {
    this.api = api;
  }

  /** What the orientation model says of a page: the turn it has, and how sure it is, from 0 up. */
  record Lie(int degrees, double confidence) {}

  /**
   * Loads a model for text.
   *
   * @throws io.glyphflow.core.stage.PermanentOcrException if it is no such model
   */
  static TesseractEngine forText(LanguageModel model) {
    return open(model, tesseract.OEM_LSTM_ONLY);
  }

  /**
   * Loads the model of orientations.
   *
   * @throws io.glyphflow.core.stage.PermanentOcrException if it is no such model
   */
  static TesseractEngine forOrientation(LanguageModel model) {
    return open(model, tesseract.OEM_TESSERACT_ONLY);
  }

  private static TesseractEngine open(LanguageModel model, int mode) {
    TessBaseAPI api = new TessBaseAPI();
    boolean isOpen = false;
    LOADING.lock();
    try {
      isOpen = model.load(api, mode);
    } finally {
      LOADING.unlock();
      if (!isOpen) {
        api.close();
      }
    }
    if (!isOpen) {
      throw model.unusable();
    }
    return new TesseractEngine(api);
  }

  /**
   * Reads a picture.
   *
   * @param gray one byte a pixel
   * @param segmentation what the picture is
   * @throws InterruptedException if the call is given up
   * @throws IllegalStateException if this is closed
   */
  Reading read(Mat gray, Segmentation segmentation, Attempt attempt) throws InterruptedException {
    lock.lock();
    try {
      show(gray, segmentation);
      int answer = Cancellation.run(attempt, api::Recognize);
      return answer == 0 ? ResultReader.read(api) : Reading.NOTHING;
    } finally {
      forget();
    }
  }

  /**
   * Asks the orientation model how a page lies.
   *
   * @return empty if there is too little text to tell
   * @throws IllegalStateException if this is closed
   */
  Optional<Lie> lie(Mat gray) {
    lock.lock();
    try (IntPointer degrees = new IntPointer(1);
        FloatPointer confidence = new FloatPointer(1);
        PointerPointer<BytePointer> script = new PointerPointer<>(1);
        FloatPointer scriptConfidence = new FloatPointer(1)) {
      show(gray, Segmentation.ORIENTATION);
      boolean isSaid = api.DetectOrientationScript(degrees, confidence, script, scriptConfidence);
      return isSaid ? Optional.of(new Lie(degrees.get(), confidence.get())) : Optional.empty();
    } finally {
      forget();
    }
  }

  /**
   * Refuses work after the end.
   *
   * @throws IllegalStateException if this is closed
   */
  void checkOpen() {
    lock.lock();
    try {
      requireOpen();
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() {
    if (isClosed) {
      throw new IllegalStateException("this Tesseract is closed");
    }
  }

  private void show(Mat gray, Segmentation segmentation) {
    requireOpen();
    // What earlier pictures taught must not change the answer for this one.
    api.ClearAdaptiveClassifier();
    api.SetPageSegMode(segmentation.mode());
    api.SetImage(gray.data(), gray.cols(), gray.rows(), 1, (int) gray.step(0));
    api.SetSourceResolution(RESOLUTION);
  }

  /** Gives the memory of the picture and its results back. */
  private void forget() {
    try {
      if (!isClosed) {
        api.Clear();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (!isClosed) {
        isClosed = true;
        api.End();
        api.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
