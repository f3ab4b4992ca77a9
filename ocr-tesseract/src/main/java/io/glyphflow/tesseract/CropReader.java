package io.glyphflow.tesseract;

import io.glyphflow.core.geometry.Rotation;
import io.glyphflow.core.stage.Attempt;
import java.util.List;

/**
 * Reads a picture once, and again in another way where the first answer is poor; the best answer
 * wins. Tesseract's own confidence tells: of clean text it is above 0.9, of text that is too small
 * 0.5 to 0.8, of text that lies on its side or upside down below 0.5. So good text is read once.
 */
final class CropReader {

  /** Answers below this are worth another look. */
  private static final double POOR = 0.85;

  /** Answers below this may come from turned text. */
  private static final double MAYBE_TURNED = 0.65;

  /** Answers that other modes give for what seemed empty must be surer than noise. */
  private static final double NOISE = 0.3;

  /** Lines lower than this are read better when enlarged, if they are read poorly, pixels. */
  private static final double SMALL_LINE = 32;

  /** Of lines lower than this, even fair answers get better. */
  private static final double TINY_LINE = 18;

  private static final double FAIR = 0.94;

  private static final double ENLARGEMENT = 2;
  private static final long MOST_PIXELS = 50_000_000;
  private static final double CLEARLY = 1.2;

  private static final List<Rotation> TURNS =
      List.of(Rotation.HALF, Rotation.CLOCKWISE_90, Rotation.CLOCKWISE_270);

  private final TesseractEngine engine;
  private final boolean isTurning;

  /**
   * A reader.
   *
   * @param isTurning whether poor answers are tried again with the picture turned
   */
  CropReader(TesseractEngine engine, boolean isTurning) {
    this.engine = engine;
    this.isTurning = isTurning;
  }

  /** Reads a picture; boxes are in page pixels. */
  Reading read(TextPicture picture, Segmentation mode, Attempt attempt)
      throws InterruptedException {
    Reading best = look(picture, mode, attempt);
    if (best.isEmpty() && !Paper.hasInk(picture.gray())) {
      return best;
    }
    if (best.isEmpty()) {
      best = lookOtherwise(picture, mode, attempt);
    }
    if (isSmall(picture, best)) {
      try (TextPicture larger = picture.enlarged(ENLARGEMENT)) {
        best = better(best, look(larger, mode, attempt), 1);
      }
    }
    return isTurning && best.confidence() < MAYBE_TURNED ? turned(picture, best, attempt) : best;
  }

  private Reading look(TextPicture picture, Segmentation mode, Attempt attempt)
      throws InterruptedException {
    return engine.read(picture.gray(), mode, attempt).map(picture::onPage);
  }

  /** A word alone in a large region is no block to Tesseract. */
  private Reading lookOtherwise(TextPicture picture, Segmentation mode, Attempt attempt)
      throws InterruptedException {
    for (Segmentation other : List.of(Segmentation.SPARSE, Segmentation.LINE)) {
      if (other != mode) {
        Reading reading = look(picture, other, attempt);
        if (reading.confidence() >= NOISE) {
          return reading;
        }
      }
    }
    return Reading.NOTHING;
  }

  private static boolean isSmall(TextPicture picture, Reading reading) {
    double pixels = (double) picture.width() * picture.height() * ENLARGEMENT * ENLARGEMENT;
    double height = reading.isEmpty() ? picture.height() : reading.lineHeight();
    if (Math.max(picture.width(), picture.height()) * ENLARGEMENT > Short.MAX_VALUE) {
      return false;
    }
    double wanted = height < TINY_LINE ? FAIR : POOR;
    return reading.confidence() < wanted && height < SMALL_LINE && pixels <= MOST_PIXELS;
  }

  private Reading turned(TextPicture picture, Reading upright, Attempt attempt)
      throws InterruptedException {
    Reading best = upright;
    for (Rotation turn : TURNS) {
      try (TextPicture turned = picture.turned(turn)) {
        best = better(best, look(turned, Segmentation.BLOCK, attempt), CLEARLY);
      }
      if (best.confidence() >= POOR) {
        break;
      }
    }
    return best;
  }

  /** The second answer if it is surer, and worth so many times the first. */
  private static Reading better(Reading first, Reading second, double factor) {
    boolean isBetter =
        second.confidence() > first.confidence() && second.worth() > factor * first.worth();
    return isBetter ? second : first;
  }
}
