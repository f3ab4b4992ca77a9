package io.glyphflow.core.export;

import io.glyphflow.core.document.PageId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/**
 * Names for the files that are written about documents and pages: {@code scan} for {@code
 * in/scan.pdf}, {@code scan-p003} for its page 3, {@code scan-p003-r12.png} for the figure that is
 * region 12 of it.
 *
 * <p>A name is safe whatever the document is called: the last part of its path without the
 * extension; letters, digits, {@code . _ -} kept and runs of anything else one {@code -}; no dot or
 * hyphen at its start, at most 120 bytes of UTF-8, no name that Windows reserves. It never holds a
 * separator, so it never leaves the folder it is put in.
 *
 * <p>Within one instance names are unique, also where upper and lower case are the same. The first
 * document that asks for a name has it; another document of the same name has 8 hexadecimal digits
 * of its own full name behind it, which are the same in every run. Whoever needs the plain names to
 * be the same too asks for all documents in the same order first. Thread-safe.
 */
public final class OutputNames {

  private static final int LONGEST = 120; // bytes; leaves room for pages, regions, extensions
  private static final int SHORTEST_DIGEST = 8;
  private static final Pattern RESERVED =
      Pattern.compile(
          "(?i)(con|prn|aux|nul|conin|conout|clock|com[0-9\u00B9\u00B2\u00B3]|lpt[0-9\u00B9\u00B2\u00B3])(\\..*)?");
  private static final Pattern LIKE_A_PAGE = Pattern.compile("(?i).*-p\\d+(-r\\d+)?");
  private static final Set<Integer> KEPT = Set.of((int) '.', (int) '_', (int) '-');

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, String> stems = new HashMap<>();
  private final Map<String, String> owners = new HashMap<>();

  /** No names given yet. */
  public OutputNames() {}

  /**
   * The name of a document's files, without extension.
   *
   * @param document the document as {@link PageId#document()} names it
   * @return the same name for the same document, another one for every other
   */
  public String document(String document) {
    Objects.requireNonNull(document, "document");
    lock.lock();
    try {
      String known = stems.get(document);
      if (known != null) {
        return known;
      }
      String stem = unique(document);
      stems.put(document, stem);
      owners.put(key(stem), document);
      return stem;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The name of a page's files, without extension.
   *
   * @param page which page
   * @return the document's name, {@code -p} and the page's number with at least 3 digits
   */
  public String page(PageId page) {
    return String.format(Locale.ROOT, "%s-p%03d", document(page.document()), page.pageNumber());
  }

  /**
   * The name of the file that shows a figure.
   *
   * @param page which page
   * @param regionId the region's number on the page
   * @return the page's name, {@code -r}, the region's number and {@code .png}
   */
  public String figure(PageId page, int regionId) {
    return page(page) + "-r" + regionId + ".png";
  }

  private String unique(String document) {
    String plain = plain(document);
    if (!LIKE_A_PAGE.matcher(plain).matches() && !owners.containsKey(key(plain))) {
      return plain;
    }
    String digest = digest(document);
    int length = SHORTEST_DIGEST;
    String stem = plain + "-" + digest.substring(0, length);
    while (owners.containsKey(key(stem)) && length < digest.length()) {
      length += SHORTEST_DIGEST;
      stem = plain + "-" + digest.substring(0, length);
    }
    return stem;
  }

  private static String plain(String document) {
    String name = document.replace('\\', '/');
    int end = name.length();
    while (end > 0 && name.charAt(end - 1) == '/') {
      end--;
    }
    name = name.substring(name.lastIndexOf('/', end - 1) + 1, end);
    String clean = clean(Normalizer.normalize(withoutExtension(name), Normalizer.Form.NFC));
    if (clean.isEmpty()) {
      return "document";
    }
    return RESERVED.matcher(clean).matches() ? "_" + clean : clean;
  }

  /** An extension has 1 to 5 letters and digits and is not all digits. */
  private static String withoutExtension(String name) {
    int dot = name.lastIndexOf('.');
    String extension = name.substring(dot + 1);
    boolean isExtension =
        dot > 0
            && !extension.isEmpty()
            && extension.length() <= 5
            && extension.chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c))
            && extension.chars().anyMatch(Character::isLetter);
    return isExtension ? name.substring(0, dot) : name;
  }

  private static String clean(String name) {
    StringBuilder clean = new StringBuilder();
    int bytes = 0;
    boolean isGap = false;
    for (int i = 0; i < name.length(); ) {
      int c = name.codePointAt(i);
      i += Character.charCount(c);
      if (!isKept(c)) {
        isGap = clean.length() > 0;
        continue;
      }
      if (clean.isEmpty() && (c == '.' || c == '-' || isMark(c))) {
        continue;
      }
      int size = Character.toString(c).getBytes(StandardCharsets.UTF_8).length + (isGap ? 1 : 0);
      if (bytes + size > LONGEST) {
        break;
      }
      bytes += size;
      clean.append(isGap ? "-" : "").appendCodePoint(c);
      isGap = false;
    }
    int end = clean.length();
    while (end > 0 && (clean.charAt(end - 1) == '.' || clean.charAt(end - 1) == '-')) {
      end--;
    }
    return clean.substring(0, end);
  }

  private static boolean isKept(int c) {
    return Character.isLetterOrDigit(c) || isMark(c) || KEPT.contains(c);
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  private static String key(String stem) {
    String folded = stem.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(folded, Normalizer.Form.NFC);
  }

  private static String digest(String document) {
    try {
      byte[] name = document.getBytes(StandardCharsets.UTF_16BE); // tells lone surrogates apart
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(name));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
