package io.glyphflow.tesseract;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Rotation;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.OrientationDetector;
import io.glyphflow.core.stage.PageInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;

/**
 * Finds out by Tesseract whether a page is turned by 90, 180 or 270 degrees. Its orientation model
 * is asked first: it knows the letters of many scripts and takes 0.1 to 0.3 seconds a page. Where
 * it is not sure, the part of the page with the most text is read in all four turns, as English,
 * and the turn wins that reads clearly best; if there is none, the page stays as it is.
 *
 * <p>An instance is not thread-safe: use {@code Pool.of(4, TesseractOrientation::new)} to look at
 * several pages at a time.
 */
public final class TesseractOrientation implements OrientationDetector, AutoCloseable {

  private static final Rotation[] TURNS = Rotation.values();

  /** Larger pages are looked at smaller: letters of a few points stay large enough. */
  private static final double LONGEST_SIDE = 2600;

  /** The model's right answers on the pages tried are at 9 or more, its wrong ones below 1. */
  private static final double SURE = 4;

  private static final double READABLE = 0.6;
  private static final double CERTAIN = 0.85;
  private static final double CLEARLY = 1.5;

  /** Letters and digits, times confidence, that an answer is at least made of. */
  private static final double LEAST_WORTH = 3;

  private final TesseractEngine engine;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable TesseractEngine reader;
  private boolean isClosed;

  /**
   * A detector with the data of the system, if it has any, and else with the data that comes along.
   *
   * @throws io.glyphflow.core.stage.PermanentOcrException if there is no usable data
   */
  public TesseractOrientation() {
    this.engine = TesseractEngine.forOrientation(LanguageModel.find("osd", null));
  }

  @Override
  public List<Rotation> detect(List<PageInput> pages) throws InterruptedException {
    return detect(pages, Attempt.unlimited());
  }

  /**
   * Looks at pages one by one.
   *
   * @param pages decoded pages
   * @param attempt the call; it is looked at between the steps of a page
   * @return for each page the turn that makes it upright; {@link Rotation#NONE} if it is, or if
   *     there is too little text to tell
   * @throws InterruptedException if the call is given up or its thread interrupted
   * @throws IllegalStateException if this detector is closed
   */
  @Override
  public List<Rotation> detect(List<PageInput> pages, Attempt attempt) throws InterruptedException {
    List<Rotation> turns = new ArrayList<>(pages.size());
    for (PageInput page : pages) {
      turns.add(turn(page.image(), attempt));
    }
    return turns;
  }

  private Rotation turn(PageImage page, Attempt attempt) throws InterruptedException {
    engine.checkOpen();
    try (TextPicture whole = TextPicture.of(page, page.size().bounds(), Optional.empty());
        Mat gray = limited(whole.gray())) {
      Optional<BoundingBox> window = TextWindow.find(gray);
      if (window.isEmpty()) {
        return Rotation.NONE;
      }
      Cancellation.check(attempt);
      Optional<TesseractEngine.Lie> lie = engine.lie(gray);
      Cancellation.check(attempt);
      if (lie.isPresent() && lie.get().confidence() >= SURE) {
        return Rotation.ofDegrees(-lie.get().degrees());
      }
      try (TextPicture all = TextPicture.of(gray);
          TextPicture part = all.part(window.get())) {
        return byReading(part, attempt);
      }
    }
  }

  private static Mat limited(Mat gray) {
    double factor = LONGEST_SIDE / Math.max(gray.cols(), gray.rows());
    if (factor >= 1) {
      return new Mat(gray);
    }
    Mat smaller = new Mat();
    try (Size unset = new Size()) {
      opencv_imgproc.resize(gray, smaller, unset, factor, factor, opencv_imgproc.INTER_AREA);
    }
    return smaller;
  }

  private Rotation byReading(TextPicture part, Attempt attempt) throws InterruptedException {
    Rotation best = Rotation.NONE;
    double most = 0;
    double second = 0;
    for (Rotation turn : TURNS) {
      Reading reading;
      try (TextPicture turned = part.turned(turn)) {
        reading = reader().read(turned.gray(), Segmentation.BLOCK, attempt);
      }
      double worth = reading.confidence() >= READABLE ? reading.worth() : 0;
      if (worth > most) {
        second = most;
        most = worth;
        best = turn;
      } else {
        second = Math.max(second, worth);
      }
      if (reading.confidence() >= CERTAIN && most >= 4 * LEAST_WORTH) {
        return turn;
      }
    }
    return most >= LEAST_WORTH && most >= CLEARLY * second ? best : Rotation.NONE;
  }

  /** Only pages that the orientation model cannot tell need it. */
  private TesseractEngine reader() {
    lock.lock();
    try {
      if (isClosed) {
        throw new IllegalStateException("this Tesseract is closed");
      }
      TesseractEngine open = reader;
      if (open == null) {
        open = TesseractEngine.forText(LanguageModel.find("eng", null));
        reader = open;
      }
      return open;
    } finally {
      lock.unlock();
    }
  }

  /** Ends Tesseract; waits for a call in flight. Closing twice does nothing. */
  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      engine.close();
      if (reader != null) {
        reader.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
