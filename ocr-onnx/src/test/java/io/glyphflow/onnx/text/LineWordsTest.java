package io.glyphflow.onnx.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.onnx.text.ReadText.ReadCharacter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineWordsTest {

  private static final int HEIGHT = 20;

  /** Strokes 4 wide where the pattern has an x, in cells 6 wide; rows 5 to 15. */
  private static PageImage strokes(String pattern, int ink, int paper) {
    int width = 6 * pattern.length();
    ByteBuffer pixels = ByteBuffer.allocateDirect(width * HEIGHT);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < width; x++) {
        boolean isInk = pattern.charAt(x / 6) == 'x' && x % 6 >= 1 && x % 6 < 5;
        pixels.put(y * width + x, (byte) (isInk && y >= 5 && y < 15 ? ink : paper));
      }
    }
    return PageImage.wrap(
        pixels, new Size(width, HEIGHT), PageImage.Format.GRAY8, width, 0, () -> {});
  }

  /** A character in the middle of each cell where the text is not a dot. */
  private static ReadText read(String text) {
    List<ReadCharacter> characters = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '.') {
        double left = (double) i / text.length();
        double right = (i + 1.0) / text.length();
        characters.add(new ReadCharacter(text.substring(i, i + 1), 0.5, left, right));
      }
    }
    return LinePiece.text(characters);
  }

  private static List<LineWords.Place> words(String text, String pattern) {
    return LineWords.of(read(text), LineInk.of(strokes(pattern, 0, 255)));
  }

  @Test
  void words_betweenSpaces_standOnTheirInk() {
    for (boolean isDark : new boolean[] {true, false}) {
      PageImage line = strokes("xx.xxx", isDark ? 0 : 255, isDark ? 255 : 0);
      List<LineWords.Place> words = LineWords.of(read("ab cde"), LineInk.of(line));
      assertThat(words).extracting(LineWords.Place::text).containsExactly("ab", "cde");
      assertThat(words.get(0).left()).isEqualTo(1 / 36.0);
      assertThat(words.get(0).right()).isEqualTo(11 / 36.0);
      assertThat(words.get(1).left()).isEqualTo(19 / 36.0);
      assertThat(words.get(1).right()).isEqualTo(35 / 36.0);
      assertThat(words.get(1).top()).isEqualTo(0.25);
      assertThat(words.get(1).bottom()).isEqualTo(0.75);
      assertThat(words.get(1).confidence()).isCloseTo(0.5, within(1e-9));
    }
  }

  @Test
  void words_lostSpace_isPutBack() {
    // The model saw no space between d and e, where the gap is as wide as the others.
    assertThat(words("ab cd.ef gh", "xx.xx.xx.xx"))
        .extracting(LineWords.Place::text)
        .containsExactly("ab", "cd", "ef", "gh");
  }

  @Test
  void words_oneSpaceOnly_tellsNothingOfOtherGaps() {
    assertThat(words("ab cd.ef", "xx.xx.xx"))
        .extracting(LineWords.Place::text)
        .containsExactly("ab", "cdef");
  }

  @Test
  void words_noSpaces_areOne() {
    assertThat(words("abcd", "xxxx")).extracting(LineWords.Place::text).containsExactly("abcd");
  }

  @Test
  void words_onlySpaces_areNone() {
    assertThat(words("  ", "..")).isEmpty();
    assertThat(words("", "..")).isEmpty();
  }

  @Test
  void words_withoutInk_areWhereTheModelSays() {
    List<LineWords.Place> words = words("ab c", "....");
    assertThat(words).extracting(LineWords.Place::text).containsExactly("ab", "c");
    for (LineWords.Place word : words) {
      assertThat(word.left()).isBetween(0.0, word.right());
      assertThat(word.right()).isLessThanOrEqualTo(1);
      assertThat(word.top()).isZero();
      assertThat(word.bottom()).isOne();
    }
  }

  @Test
  void wholeLine_inkOfASmallPicture_isItsBox() {
    assertThat(WholeLine.of(strokes(".x.", 0, 255)))
        .hasValueSatisfying(
            box -> {
              assertThat(box.quad().bounds().left()).isEqualTo(7);
              assertThat(box.quad().bounds().right()).isEqualTo(11);
              assertThat(box.quad().bounds().top()).isEqualTo(5);
              assertThat(box.quad().bounds().bottom()).isEqualTo(15);
            });
  }

  @Test
  void wholeLine_nothingOrTooHigh_isNone() {
    assertThat(WholeLine.of(strokes("...", 0, 255))).isEmpty();
    assertThat(WholeLine.of(strokes("xxx", 240, 255))).isEmpty();
    try (PageImage high = PageImage.allocate(new Size(100, 400), PageImage.Format.GRAY8)) {
      assertThat(WholeLine.of(high)).isEmpty();
    }
  }
}
