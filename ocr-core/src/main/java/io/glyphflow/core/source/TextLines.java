package io.glyphflow.core.source;

import io.glyphflow.core.document.TextLine;
import io.glyphflow.core.document.Word;
import io.glyphflow.core.geometry.BoundingBox;
import java.util.List;
import java.util.stream.Collectors;

/** Lines made of words. */
final class TextLines {

  private TextLines() {}

  /** The words with spaces between, in the box around them, as sure as the least of them. */
  static TextLine of(List<Word> words) {
    BoundingBox box = words.getFirst().box();
    double confidence = 1;
    for (Word word : words) {
      box = box.union(word.box());
      confidence = Math.min(confidence, word.confidence());
    }
    String text = words.stream().map(Word::text).collect(Collectors.joining(" "));
    return new TextLine(text, box, confidence, words);
  }
}
