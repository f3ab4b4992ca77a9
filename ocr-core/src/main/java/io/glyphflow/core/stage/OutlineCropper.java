package io.glyphflow.core.stage;

import io.glyphflow.core.document.Region;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Views of rectangles, masked copies of all else. Runs on threads that wait, so it calls nothing
 * native: the page is read through its buffer, wherever that is.
 */
final class OutlineCropper implements Cropper {

  @Override
  public List<PageImage> crop(List<Request> requests) throws InterruptedException {
    List<PageImage> crops = new ArrayList<>(requests.size());
    for (Request request : requests) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted after " + crops.size() + " crops");
      }
      crops.add(crop(request)); // copies are on the heap: nothing to close if a later one fails
    }
    return crops;
  }

  private static PageImage crop(Request request) {
    BoundingBox box = request.region().box();
    PageImage view = request.page().view(box);
    Optional<Polygon> outline = outline(request.region());
    if (outline.isEmpty()) {
      return view;
    }
    BoundingBox inside = box.clamp(request.page().size()).orElseThrow().toPixels();
    return masked(view, outline.get().translate(-inside.left(), -inside.top()));
  }

  /** Empty if it is the box. */
  private static Optional<Polygon> outline(Region region) {
    return region
        .polygon()
        .filter(p -> !p.isRectangle() || !p.bounds().toPixels().equals(region.box().toPixels()));
  }

  private static PageImage masked(PageImage view, Polygon outline) {
    Size size = view.size();
    int row = size.width() * view.format().bytesPerPixel();
    byte[] pixels = new byte[row * size.height()];
    ByteBuffer from = view.pixels();
    for (int y = 0; y < size.height(); y++) {
      from.get(y * view.rowStride(), pixels, y * row, row);
    }
    OutlineMask.paint(pixels, size, view.format().bytesPerPixel(), outline);
    return PageImage.wrap(ByteBuffer.wrap(pixels), size, view.format(), row, view.dpi(), () -> {});
  }

  @Override
  public long ownedBytes(Request request) {
    if (outline(request.region()).isEmpty()) {
      return 0;
    }
    PageImage page = request.page();
    return request
        .region()
        .box()
        .clamp(page.size())
        .map(box -> ((long) box.toPixels().area()) * page.format().bytesPerPixel())
        .orElse(0L);
  }

  @Override
  public Traits traits() {
    return Traits.waiting().withMaxBatch(10_000);
  }
}
