package io.glyphflow.core.source;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.TextLayer;
import io.glyphflow.core.image.PageImage;

/**
 * A page that is not decoded yet. The pipeline asks how large it will be, takes that much from the
 * memory budget, and only then decodes it, once.
 */
public interface PageSource {

  /**
   * Which page this is.
   *
   * @return its id
   */
  PageId id();

  /**
   * Memory that the decoded page will own, from its header; with what decoding takes beside it, if
   * that is worth counting, as that is given back when the page is decoded. Called once, before
   * {@link #decode()}.
   *
   * @return bytes, an upper bound
   * @throws io.glyphflow.core.stage.OcrException if the header cannot be read or breaks a limit;
   *     the page fails
   */
  long decodedBytes();

  /**
   * Decodes the page. Runs on a CPU thread of the pipeline.
   *
   * @return its pixels; the pipeline owns them from now on
   * @throws InterruptedException if the run is cancelled
   * @throws io.glyphflow.core.stage.OcrException if the page cannot be decoded; the page fails
   */
  PageImage decode() throws InterruptedException;

  /**
   * Whether the decoded pixels live outside the Java heap, and so count against the native part of
   * the memory budget as well.
   *
   * @return by default false
   */
  default boolean isNative() {
    return false;
  }

  /**
   * The text that the page carries beside its pixels, for roles that ask for it. May be called from
   * any thread, also after {@link #decode()}, and must not do the reading itself.
   *
   * @return by default none
   */
  default TextLayer textLayer() {
    return TextLayer.none();
  }
}
