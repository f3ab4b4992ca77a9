package io.glyphflow.core.source;

import io.glyphflow.core.document.Word;
import java.text.Bidi;
import java.text.Normalizer;
import java.util.List;

/**
 * Turns text that stands as it is seen, from left to right, into the order in which it is written
 * and read. The reordering is that of the Unicode Bidirectional Algorithm (UAX #9, rule L2), which
 * undoes itself.
 */
final class LogicalText {

  private LogicalText() {}

  /** One word: its letters in reading order, ligatures and presentation forms resolved. */
  static String of(String visual) {
    String text = resolve(visual);
    if (!Bidi.requiresBidi(text.toCharArray(), 0, text.length())) {
      return text;
    }
    Bidi bidi = new Bidi(text, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
    int runs = bidi.getRunCount();
    byte[] levels = new byte[runs];
    Integer[] order = new Integer[runs];
    for (int i = 0; i < runs; i++) {
      levels[i] = (byte) bidi.getRunLevel(i);
      order[i] = i;
    }
    Bidi.reorderVisually(levels, 0, order, 0, runs);
    StringBuilder logical = new StringBuilder(text.length());
    for (int run : order) {
      String part = text.substring(bidi.getRunStart(run), bidi.getRunLimit(run));
      logical.append(bidi.getRunLevel(run) % 2 == 0 ? part : reversed(part));
    }
    return logical.toString();
  }

  /** Marks stay behind their letters; brackets were drawn mirrored. */
  private static String reversed(String part) {
    StringBuilder reversed = new StringBuilder(part.length());
    int end = part.length();
    for (int i = part.length(); i > 0; ) {
      int c = part.codePointBefore(i);
      i -= Character.charCount(c);
      if (!isMark(c)) {
        reversed.append(mirrored(part.substring(i, end)));
        end = i;
      }
    }
    return reversed.append(part, 0, end).toString();
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  private static String mirrored(String letter) {
    return switch (letter) {
      case "(" -> ")";
      case ")" -> "(";
      case "[" -> "]";
      case "]" -> "[";
      case "{" -> "}";
      case "}" -> "{";
      case "<" -> ">";
      case ">" -> "<";
      case "«" -> "»";
      case "»" -> "«";
      default -> letter;
    };
  }

  /** Letters that stand for the shapes of others become these; all else stays as it is. */
  private static String resolve(String text) {
    StringBuilder resolved = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (isPresentationForm(c)) {
        String letters = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC);
        boolean isRightToLeft = c >= 0xfb1d;
        // still as seen: what is one shape was one letter behind the other from the right
        resolved.append(isRightToLeft ? reversed(letters) : letters);
      } else if (c != 0 && c != 0xad) { // soft hyphens are no text
        resolved.appendCodePoint(c == 0xa0 ? ' ' : c);
      }
    }
    return resolved.toString();
  }

  private static boolean isPresentationForm(int c) {
    return (c >= 0xfb00 && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfefe);
  }

  /** The words of a line from left to right, in reading order. */
  static List<Word> order(List<Word> visual) {
    boolean isAnyRightToLeft = false;
    int balance = 0;
    for (Word word : visual) {
      int direction = direction(word.text());
      isAnyRightToLeft |= direction < 0;
      balance += direction;
    }
    if (!isAnyRightToLeft) {
      return List.copyOf(visual);
    }
    boolean isLineRightToLeft = balance < 0;
    byte[] levels = new byte[visual.size()];
    for (int i = 0; i < levels.length; i++) {
      int direction = direction(visual.get(i).text());
      if (direction < 0 || (direction == 0 && isLineRightToLeft)) {
        levels[i] = 1;
      } else {
        levels[i] = (byte) (isLineRightToLeft ? 2 : 0);
      }
    }
    Word[] words = visual.toArray(Word[]::new);
    Bidi.reorderVisually(levels, 0, words, 0, words.length);
    return List.of(words);
  }

  /** How a word is written: above 0 from left to right, below 0 from right to left, 0 neither. */
  private static int direction(String text) {
    int direction = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      direction +=
          switch (Character.getDirectionality(c)) {
            case Character.DIRECTIONALITY_LEFT_TO_RIGHT -> 1;
            case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
                Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC ->
                -1;
            default -> 0;
          };
    }
    return Integer.signum(direction);
  }
}
