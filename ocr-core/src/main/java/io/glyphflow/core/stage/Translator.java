package io.glyphflow.core.stage;

import io.glyphflow.core.document.Failure;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.Language;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.StageName;
import io.glyphflow.core.document.Translation;
import java.util.List;

/** Translates texts. */
@FunctionalInterface
public interface Translator extends Role {

  /**
   * Translates a batch of texts. If some cannot be translated, {@link Item#failed} says so without
   * taking the others along; an exception makes the pipeline split the batch.
   *
   * @param items texts of any pages, at most {@link Traits#maxBatch()}
   * @return one translation for each text, in the same order
   * @throws InterruptedException if the call is given up
   */
  List<Translation> translate(List<Item> items) throws InterruptedException;

  /**
   * The same, for translators that look at the attempt. The pipeline calls this form.
   *
   * @param items texts of any pages
   * @param attempt the call
   * @return one translation for each text, in the same order
   * @throws InterruptedException if the call is given up
   */
  default List<Translation> translate(List<Item> items, Attempt attempt)
      throws InterruptedException {
    return translate(items);
  }

  /**
   * A text to translate.
   *
   * @param pageId the page it is from
   * @param region the region it was read in
   * @param text the text, not blank
   * @param target the language to translate into
   */
  record Item(PageId pageId, Region region, String text, Language target) {

    /**
     * The answer for this text.
     *
     * @param translated the text in the target language
     * @return the translation
     */
    public Translation translated(String translated) {
      return Translation.of(target, translated);
    }

    /**
     * "This one I could not translate."
     *
     * @param message why
     * @return a translation that failed
     */
    public Translation failed(String message) {
      return Translation.failed(
          target, Failure.of(FailureCategory.TRANSLATION, StageName.TRANSLATE, message));
    }
  }
}
