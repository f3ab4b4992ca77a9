package io.glyphflow.onnx.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.onnx.ModelInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CharacterDictionaryTest {

  @TempDir private Path folder;

  private CharacterDictionary read(String text) throws IOException {
    Path file = folder.resolve("dict.txt");
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    return CharacterDictionary.of(file);
  }

  @Test
  void file_lastLineOfOneSpace_isAnEntry() throws IOException {
    assertThat(read("a\nb\n ").entries()).containsExactly("a", "b", " ");
    assertThat(read("a\nb\n \n").entries()).containsExactly("a", "b", " ");
  }

  @Test
  void file_byteOrderMarkAndCarriageReturns_areTakenOff() throws IOException {
    assertThat(read("\ufeffa\r\nb\r\n \r\n").entries()).containsExactly("a", "b", " ");
  }

  @Test
  void file_charactersThatEndLinesElsewhere_areEntries() throws IOException {
    assertThat(read("a\n\u2028\n\u0085\n\u3000\n\ud83d\ude00\n").entries())
        .containsExactly("a", "\u2028", "\u0085", "\u3000", "\ud83d\ude00");
  }

  @Test
  void file_missing_isAModelFailureThatNamesIt() {
    assertThatThrownBy(() -> CharacterDictionary.of(folder.resolve("none.txt")))
        .isInstanceOfSatisfying(
            PermanentOcrException.class,
            e -> assertThat(e.category()).isEqualTo(FailureCategory.MODEL))
        .hasMessageContaining("none.txt");
  }

  @Test
  void file_emptyOrNotUtf8_isAModelFailure() throws IOException {
    assertThatThrownBy(() -> read(""))
        .isInstanceOf(PermanentOcrException.class)
        .hasMessageContaining("is empty");
    Path file = folder.resolve("latin1.txt");
    Files.write(file, new byte[] {'a', '\n', (byte) 0xe9, '\n'});
    assertThatThrownBy(() -> CharacterDictionary.of(file))
        .isInstanceOf(PermanentOcrException.class)
        .hasMessageContaining("is not UTF-8");
  }

  @Test
  void list_empty_isRefused() {
    assertThatThrownBy(() -> CharacterDictionary.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be >= 1");
  }

  @Test
  void metadata_key_isRead() {
    ModelInfo with = info(Map.of("character", "x\ny\n "));
    assertThat(CharacterDictionary.from(with))
        .map(CharacterDictionary::entries)
        .hasValue(List.of("x", "y", " "));
    assertThat(CharacterDictionary.from(info(Map.of()))).isEmpty();
  }

  @Test
  void classes_oneMoreThanEntries_haveNoSpaceAdded() {
    assertThat(CharacterDictionary.of(List.of("a", "b")).classes(3)).containsExactly("", "a", "b");
  }

  @Test
  void classes_twoMoreThanEntries_endWithASpace() {
    assertThat(CharacterDictionary.of(List.of("a", "b")).classes(4))
        .containsExactly("", "a", "b", " ");
  }

  @Test
  void classes_otherNumber_isAFailureWithBothNumbers() {
    CharacterDictionary dictionary = CharacterDictionary.of(List.of("a", "b"));
    for (int count : new int[] {2, 5}) {
      assertThatThrownBy(() -> dictionary.classes(count))
          .isInstanceOf(PermanentOcrException.class)
          .hasMessageContaining("2 entries")
          .hasMessageContaining(count + " classes")
          .hasMessageContaining("must be 3");
    }
  }

  @Test
  void dictionaries_sameEntries_areEqual() throws IOException {
    assertThat(read("a\n ")).isEqualTo(CharacterDictionary.of(List.of("a", " ")));
    assertThat(read("a\n ")).hasSameHashCodeAs(CharacterDictionary.of(List.of("a", " ")));
    assertThat(read("a")).isNotEqualTo(CharacterDictionary.of(List.of("b")));
  }

  private static ModelInfo info(Map<String, String> metadata) {
    return ModelInfos.of(metadata);
  }
}
