package io.glyphflow.tesseract;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.stage.PermanentOcrException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.tesseract.StringVector;
import org.bytedeco.tesseract.TessBaseAPI;
import org.jspecify.annotations.Nullable;

/**
 * The model of one or more languages: files of a tessdata directory, or one that is bundled, which
 * is loaded from memory, so that nothing is ever unpacked.
 */
final class LanguageModel {

  private static final Pattern LANGUAGES = Pattern.compile("\\w+(/\\w+)?(\\+\\w+(/\\w+)?)*");
  private static final Pattern PLUS = Pattern.compile("\\+");

  /** Where installers put it, newest first. */
  private static final List<Path> SYSTEM =
      List.of(
          Path.of("/usr/share/tesseract-ocr/5/tessdata"),
          Path.of("/usr/share/tesseract-ocr/4.00/tessdata"),
          Path.of("/usr/share/tessdata"),
          Path.of("/usr/share/tesseract/tessdata"),
          Path.of("/usr/local/share/tessdata"),
          Path.of("/opt/homebrew/share/tessdata"),
          Path.of("/opt/local/share/tessdata"),
          Path.of("C:\\Program Files\\Tesseract-OCR\\tessdata"));

  private final String languages;
  private final @Nullable Path directory;
  private final byte @Nullable [] bundled;

  private LanguageModel(String languages, @Nullable Path directory, byte @Nullable [] bundled) {
    this.languages = languages;
    this.directory = directory;
    this.bundled = bundled;
  }

  /**
   * Finds the model of languages.
   *
   * @param languages Tesseract's names, joined by +
   * @param directory the only one to look in; null for the usual ones and what is bundled
   * @throws IllegalArgumentException if {@code languages} is no such list
   * @throws PermanentOcrException if a language is not there
   */
  static LanguageModel find(String languages, @Nullable Path directory) {
    return find(languages, directory == null ? usual() : List.of(directory), directory == null);
  }

  static LanguageModel find(String languages, List<Path> directories, boolean isBundledUsed) {
    check(languages);
    List<String> names = PLUS.splitAsStream(languages).toList();
    Optional<Path> complete =
        directories.stream()
            .filter(directory -> names.stream().allMatch(name -> isIn(directory, name)))
            .findFirst();
    if (complete.isPresent()) {
      return new LanguageModel(languages, complete.get(), null);
    }
    byte @Nullable [] bundled = isBundledUsed && names.size() == 1 ? bundled(languages) : null;
    if (bundled == null) {
      throw missing(names, directories, isBundledUsed);
    }
    return new LanguageModel(languages, null, bundled);
  }

  static void check(String languages) {
    if (!LANGUAGES.matcher(languages).matches()) {
      throw new IllegalArgumentException(
          "languages: '" + languages + "', must be names such as \"eng\" or \"deu+eng\"");
    }
  }

  /** {@code TESSDATA_PREFIX} is the directory itself, or the one that it is in. */
  private static List<Path> usual() {
    List<Path> directories = new ArrayList<>();
    String prefix = System.getenv("TESSDATA_PREFIX");
    if (prefix != null && !prefix.isBlank()) {
      directories.add(Path.of(prefix));
      directories.add(Path.of(prefix, "tessdata"));
    }
    directories.addAll(SYSTEM);
    return directories;
  }

  private static boolean isIn(Path directory, String name) {
    return Files.isReadable(directory.resolve(name + ".traineddata"));
  }

  private static byte @Nullable [] bundled(String name) {
    ClassLoader loader = LanguageModel.class.getClassLoader();
    try (InputStream in = loader.getResourceAsStream("tessdata/" + name + ".traineddata")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the bundled " + name + ".traineddata cannot be read", e);
    }
  }

  private static PermanentOcrException missing(
      List<String> names, List<Path> directories, boolean isBundledUsed) {
    String searched =
        directories.stream()
            .map(directory -> directory + contents(directory, names))
            .collect(Collectors.joining(", "));
    return new PermanentOcrException(
        FailureCategory.RECOGNITION,
        "Tesseract has no data for "
            + String.join("+", names)
            + "; searched "
            + searched
            + (isBundledUsed ? " and the class path (eng and osd come with tess4j)" : "")
            + ". All languages must be in one directory: install them (Debian: tesseract-ocr-"
            + names.getFirst().replace('_', '-')
            + "), or put "
            + names.stream().map(n -> n + ".traineddata").collect(Collectors.joining(", "))
            + " from https://github.com/tesseract-ocr/tessdata_fast into a directory and name it"
            + " by tessdata(Path) or TESSDATA_PREFIX");
  }

  private static String contents(Path directory, List<String> names) {
    if (!Files.isDirectory(directory)) {
      return " (not there)";
    }
    String found =
        names.stream().filter(name -> isIn(directory, name)).collect(Collectors.joining(", "));
    return found.isEmpty() ? "" : " (only " + found + ")";
  }

  String languages() {
    return languages;
  }

  /** Whether the model comes from the class path. */
  boolean isBundled() {
    return bundled != null;
  }

  /** Loads it; false if it is no model for this mode. */
  boolean load(TessBaseAPI api, int mode) {
    byte @Nullable [] bytes = bundled;
    if (bytes == null) {
      return api.Init(String.valueOf(directory), languages, mode) == 0;
    }
    try (BytePointer data = new BytePointer(bytes);
        BytePointer name = new BytePointer(languages, StandardCharsets.UTF_8)) {
      BytePointer configs = null;
      StringVector none = null;
      return api.Init(data, bytes.length, name, mode, configs, 0, none, none, false, null) == 0;
    }
  }

  PermanentOcrException unusable() {
    return new PermanentOcrException(
        FailureCategory.RECOGNITION,
        "Tesseract cannot load "
            + languages
            + " from "
            + (directory == null ? "the class path" : directory)
            + "; the files must be data for Tesseract 4 or 5 and complete");
  }
}
