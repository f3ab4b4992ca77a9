package io.glyphflow.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Point;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.Cropper;
import io.glyphflow.core.stage.PageInput;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a pipeline relies on in a cropper. Besides what holds for every role: a crop is open, owns
 * no more bytes than {@link Cropper#ownedBytes} announced, and closing it leaves the page open.
 *
 * {@snippet :
 * class MyCropperTest extends CropperContract {
 *   @Override
 *   protected Cropper create() {
 *     return new MyCropper();
 *   }
 * }
 * }
 */
public abstract non-sealed class CropperContract
    extends RoleContract<Cropper, Cropper.Request, PageImage> {

  /** What of two crops has to be the same. */
  private record Pixels(Size size, PageImage.Format format, long checksum) {}

  /** For subclasses. */
  protected CropperContract() {}

  /**
   * The regions that are tried. By default of tiny and small pages, gray and color, views included:
   * the whole page, a corner, edges between pixels, and an outline.
   *
   * @return at least one request; asked again for each test
   */
  protected List<Cropper.Request> sampleRequests() {
    List<Cropper.Request> requests = new ArrayList<>();
    for (PageInput page : Samples.pages()) {
      PageImage image = page.image();
      Size size = image.size();
      requests.add(
          new Cropper.Request(
              new PageId("sample", 1), image, Samples.region(0, RegionKind.TEXT, size)));
      if (size.width() >= 8 && size.height() >= 8) {
        requests.add(
            new Cropper.Request(
                new PageId("sample", 1), image, region(BoundingBox.of(0, 0, 2, 2))));
        requests.add(
            new Cropper.Request(
                new PageId("sample", 1), image, region(BoundingBox.of(1.25, 2.5, 6.5, 7.75))));
        Polygon outline =
            Polygon.of(new Point(1, 2), new Point(7, 1), new Point(6, 7), new Point(0, 6));
        requests.add(
            new Cropper.Request(
                new PageId("sample", 1),
                image,
                region(BoundingBox.of(0, 1, 7, 7)).withPolygon(outline)));
      }
    }
    return requests;
  }

  private static Region region(BoundingBox box) {
    return Region.of(RegionKind.TEXT, "text", box, 0.9);
  }

  /** Closing a crop frees what it owns and leaves its page open. */
  @Test
  public void crop_closed_leavesThePageOpen() throws Exception {
    Cropper role = create();
    try {
      for (Cropper.Request request : sampleRequests()) {
        PageImage crop = role.crop(List.of(request)).get(0);
        crop.close();
        assertThat(request.page().isClosed())
            .as("whether the page of %s is closed", crop)
            .isFalse();
      }
    } finally {
      if (role instanceof AutoCloseable closeable) {
        closeable.close();
      }
    }
  }

  /** A crop owns what was announced at most; the announcement is not negative. */
  @Test
  public void ownedBytes_everyRegion_areAnUpperBound() throws Exception {
    Cropper role = create();
    try {
      for (Cropper.Request request : sampleRequests()) {
        long announced = role.ownedBytes(request);
        assertThat(announced).as("announced bytes of %s", request).isNotNegative();
        try (PageImage crop = role.crop(List.of(request)).get(0)) {
          assertThat(crop.ownedBytes())
              .as("bytes of %s, announced were %s", crop, announced)
              .isLessThanOrEqualTo(announced);
        }
      }
    } finally {
      if (role instanceof AutoCloseable closeable) {
        closeable.close();
      }
    }
  }

  @Override
  final List<Cropper.Request> samples() {
    return sampleRequests();
  }

  @Override
  final List<PageImage> call(Cropper role, List<Cropper.Request> items)
      throws InterruptedException {
    return role.crop(items);
  }

  @Override
  final List<PageImage> call(Cropper role, List<Cropper.Request> items, Attempt attempt)
      throws InterruptedException {
    return role.crop(items, attempt);
  }

  @Override
  final void checkAnswer(Cropper.Request item, PageImage answer) {
    assertThat(answer.isClosed()).as("whether the crop of %s is closed", item).isFalse();
    assertThat((Object) answer).as("crop of %s", item).isNotSameAs(item.page());
  }

  @Override
  protected Object comparable(PageImage answer) {
    return new Pixels(answer.size(), answer.format(), Samples.checksum(answer));
  }

  @Override
  final void dispose(PageImage answer) {
    answer.close();
  }

  @Override
  final List<PageImage> images(Cropper.Request item) {
    return List.of(item.page());
  }
}
