package io.glyphflow.onnx.text;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.onnx.ModelInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the classes of a text model stand for: class 0 is the blank of CTC, class 1 the first entry
 * of the dictionary, and so on. Whether a space follows the last entry, as many training scripts
 * add one, is decided by the number of classes that the model really has. Immutable, thread-safe.
 *
 * <p>An entry is a line of the file as it is: nothing is trimmed, so that a line of one space is
 * the space, and characters such as U+2028 that count as ends of lines elsewhere are entries. Only
 * a byte order mark and the carriage returns of CRLF files are taken off.
 */
public final class CharacterDictionary {

  private static final String METADATA_KEY = "character";
  private static final String SPACE = " ";
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final List<String> entries;
  private final String origin;

  private CharacterDictionary(List<String> entries, String origin) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException(origin + ": no entries, must be >= 1");
    }
    this.entries = List.copyOf(entries);
    this.origin = origin;
  }

  /**
   * Reads a file of one entry a line, in UTF-8.
   *
   * @param file a file such as {@code en_dict.txt}
   * @return the dictionary
   * @throws PermanentOcrException if it cannot be read, is empty or is not UTF-8
   */
  public static CharacterDictionary of(Path file) {
    String name = "dictionary \"" + file + "\"";
    try {
      return read(decode(Files.readAllBytes(file)), name);
    } catch (CharacterCodingException e) {
      throw new PermanentOcrException(FailureCategory.MODEL, name + ": is not UTF-8", e);
    } catch (IOException e) {
      throw new PermanentOcrException(FailureCategory.MODEL, name + ": cannot be read: " + e, e);
    }
  }

  /**
   * A dictionary of given entries.
   *
   * @param entries what class 1, 2, ... stand for; the blank is not among them
   * @return the dictionary
   * @throws IllegalArgumentException if there are none
   */
  public static CharacterDictionary of(List<String> entries) {
    return new CharacterDictionary(entries, "dictionary");
  }

  /**
   * The dictionary that a model carries in its metadata, under {@code character}.
   *
   * @param model what the model says of itself
   * @return the dictionary; empty if the model carries none
   * @throws PermanentOcrException if it is empty
   */
  public static Optional<CharacterDictionary> from(ModelInfo model) {
    return Optional.ofNullable(model.metadata().get(METADATA_KEY))
        .map(text -> read(text, "metadata \"" + METADATA_KEY + "\" of " + model.name()));
  }

  private static String decode(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(bytes))
        .toString();
  }

  private static CharacterDictionary read(String text, String origin) {
    List<String> lines = new ArrayList<>();
    int from = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
    while (from < text.length()) {
      int feed = text.indexOf('\n', from);
      int end = feed < 0 ? text.length() : feed;
      boolean isCrlf = end > from && text.charAt(end - 1) == '\r';
      lines.add(text.substring(from, isCrlf ? end - 1 : end));
      from = end + 1;
    }
    if (lines.isEmpty()) {
      throw new PermanentOcrException(FailureCategory.MODEL, origin + ": is empty");
    }
    return new CharacterDictionary(lines, origin);
  }

  /**
   * What class 1, 2, ... stand for.
   *
   * @return the entries, without the blank
   */
  public List<String> entries() {
    return entries;
  }

  /**
   * What all classes of a model stand for.
   *
   * @param count how many classes the model's answer really has
   * @return as many texts: the empty one for the blank, the entries, and a space if one more is
   *     left
   * @throws PermanentOcrException if neither the entries fit that number nor the entries and a
   *     space
   */
  List<String> classes(int count) {
    int least = entries.size() + 1;
    if (count != least && count != least + 1) {
      throw new PermanentOcrException(
          FailureCategory.MODEL,
          origin
              + ": "
              + entries.size()
              + " entries, the model has "
              + count
              + " classes; must be "
              + least
              + " (a blank and the entries) or "
              + (least + 1)
              + " (and a space). Is it the dictionary of another model?");
    }
    List<String> classes = new ArrayList<>(count);
    classes.add("");
    classes.addAll(entries);
    if (count > least) {
      classes.add(SPACE);
    }
    return List.copyOf(classes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CharacterDictionary dictionary && entries.equals(dictionary.entries);
  }

  @Override
  public int hashCode() {
    return Objects.hash(entries);
  }

  @Override
  public String toString() {
    return origin + " of " + entries.size() + " entries";
  }
}
