package io.glyphflow.tesseract;

import io.glyphflow.core.document.TextLine;
import io.glyphflow.core.document.Word;
import io.glyphflow.core.geometry.BoundingBox;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.tesseract.ResultIterator;
import org.bytedeco.tesseract.TessBaseAPI;
import org.bytedeco.tesseract.global.tesseract;
import org.jspecify.annotations.Nullable;

/** Takes all words over from Tesseract's iterator. */
final class ResultReader {

  private final int[] left = new int[1];
  private final int[] top = new int[1];
  private final int[] right = new int[1];
  private final int[] bottom = new int[1];
  private final List<TextLine> lines = new ArrayList<>();
  private final List<Word> line = new ArrayList<>();

  private ResultReader() {}

  /** The words that were recognized last. */
  static Reading read(TessBaseAPI api) {
    ResultIterator words = api.GetIterator();
    if (words == null || words.isNull()) {
      return Reading.NOTHING;
    }
    ResultReader reader = new ResultReader();
    try {
      reader.readAll(words);
    } finally {
      tesseract.TessResultIteratorDelete(words);
    }
    return new Reading(reader.lines, text(api.GetUTF8Text()));
  }

  private void readAll(ResultIterator words) {
    do {
      if (words.IsAtBeginningOf(tesseract.RIL_TEXTLINE)) {
        endLine();
      }
      word(words).ifPresent(line::add);
    } while (words.Next(tesseract.RIL_WORD));
    endLine();
  }

  private void endLine() {
    if (!line.isEmpty()) {
      lines.add(Reading.line(line));
      line.clear();
    }
  }

  /** Empty where Tesseract puts a blank for a picture or a rule. */
  private Optional<Word> word(ResultIterator words) {
    String text = text(words.GetUTF8Text(tesseract.RIL_WORD)).strip();
    if (text.isEmpty() || !words.BoundingBox(tesseract.RIL_WORD, left, top, right, bottom)) {
      return Optional.empty();
    }
    BoundingBox box =
        new BoundingBox(
            left[0], top[0], Math.max(right[0], left[0] + 1), Math.max(bottom[0], top[0] + 1));
    double confidence = Math.clamp(words.Confidence(tesseract.RIL_WORD) / 100, 0, 1);
    return Optional.of(new Word(text, box, confidence));
  }

  private static String text(@Nullable BytePointer owned) {
    if (owned == null || owned.isNull()) {
      return "";
    }
    try {
      return owned.getString(StandardCharsets.UTF_8);
    } finally {
      tesseract.TessDeleteText(owned);
    }
  }
}
