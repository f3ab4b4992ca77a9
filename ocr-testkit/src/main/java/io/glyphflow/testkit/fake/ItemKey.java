package io.glyphflow.testkit.fake;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.stage.Cropper;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.core.stage.ReadingOrderer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.core.stage.Translator;

/**
 * The name of an item, the same in every run: {@code "d#3"} for page 3 of document d, {@code
 * "d#3/5"} for region 5 of that page. Service times and faults go by it. Stateless, safe for any
 * thread.
 */
public final class ItemKey {

  private ItemKey() {}

  /**
   * A page.
   *
   * @param page which
   * @return its key, for example {@code "d#3"}
   */
  public static String of(PageId page) {
    return page.toString();
  }

  /**
   * A region.
   *
   * @param page the page it is on
   * @param regionId its number there
   * @return its key, for example {@code "d#3/5"}
   */
  public static String of(PageId page, int regionId) {
    return page + "/" + regionId;
  }

  /**
   * A page on its way into a filter or detector.
   *
   * @param page the page
   * @return its key
   */
  public static String of(PageInput page) {
    return of(page.id());
  }

  /**
   * A page on its way into an orderer.
   *
   * @param page the page
   * @return its key
   */
  public static String of(ReadingOrderer.Unordered page) {
    return of(page.id());
  }

  /**
   * A crop on its way into a recognizer.
   *
   * @param crop the crop
   * @return the key of its region
   */
  public static String of(RegionCrop crop) {
    return of(crop.pageId(), crop.region().id());
  }

  /**
   * A text on its way into a translator.
   *
   * @param item the text
   * @return the key of its region
   */
  public static String of(Translator.Item item) {
    return of(item.pageId(), item.region().id());
  }

  /**
   * A region on its way into a cropper. The request does not say which page it is of; the number is
   * read from the pixels, as {@link FakePages} writes it there.
   *
   * @param request the region
   * @return for example {@code "#3/5"}: without a document
   */
  public static String of(Cropper.Request request) {
    return "#" + FakePages.numberOf(request.page()) + "/" + request.region().id();
  }
}
