package io.glyphflow.core.source;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.image.ImageException;
import io.glyphflow.core.stage.PermanentOcrException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Exceptions of documents: the document's name, what is wrong, what to do; always one line. */
final class Troubles {

  private static final int MAX_CAUSES = 100;

  private Troubles() {}

  /** The text with control characters escaped, so that it is always one line of a log. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean breaksLine = c == '\u2028' || c == '\u2029';
      if (Character.isISOControl(c) || breaksLine) {
        escaped.append(String.format("\\u%04x", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /** The exception for a document that is not what it should be. */
  static PermanentOcrException unreadable(String document, String trouble) {
    return new PermanentOcrException(
        FailureCategory.INPUT_UNREADABLE, document + ": " + escape(trouble));
  }

  /** The exception for a document or page over a limit. */
  static PermanentOcrException limit(String document, String trouble) {
    return new PermanentOcrException(
        FailureCategory.INPUT_LIMIT, document + ": " + escape(trouble));
  }

  /** The exception for a picture that was refused or could not be decoded. */
  static PermanentOcrException of(String document, ImageException e) {
    FailureCategory category =
        switch (e.reason()) {
          case UNREADABLE -> FailureCategory.INPUT_UNREADABLE;
          case LIMIT -> FailureCategory.INPUT_LIMIT;
        };
    return new PermanentOcrException(
        category, document + ": " + escape(String.valueOf(e.getMessage())), e);
  }

  /** The exception for a document that the system or a decoder refused. */
  static PermanentOcrException unreadable(String document, Throwable cause) {
    Throwable root = cause;
    for (int depth = 0; depth < MAX_CAUSES; depth++) {
      if (root instanceof OutOfMemoryError) {
        return new PermanentOcrException(
            FailureCategory.INPUT_LIMIT,
            document + ": the heap is too small to decode it; enlarge -Xmx or shrink the image",
            cause);
      }
      if (root.getCause() == null) {
        break;
      }
      root = root.getCause();
    }
    if (cause instanceof NoSuchFileException) {
      return new PermanentOcrException(
          FailureCategory.INPUT_UNREADABLE, document + ": does not exist", cause);
    }
    if (cause instanceof AccessDeniedException) {
      return new PermanentOcrException(
          FailureCategory.INPUT_UNREADABLE,
          document + ": may not be read by this user; change its permissions",
          cause);
    }
    String what = describe(cause) + (root.equals(cause) ? "" : ", " + describe(root));
    return new PermanentOcrException(
        FailureCategory.INPUT_UNREADABLE,
        document + ": cannot be read (" + escape(what) + "); check the file or save it anew",
        cause);
  }

  private static String describe(Throwable t) {
    String message = t.getMessage();
    return message == null ? t.getClass().getSimpleName() : message;
  }
}
