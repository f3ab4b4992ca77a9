package io.glyphflow.testkit.fake;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.Cropper;
import io.glyphflow.core.stage.Placement;
import io.glyphflow.core.stage.Traits;
import io.glyphflow.testkit.check.OpenImages;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Copies each region, so that every crop owns its pixels and has to be closed; {@link #images()}
 * counts those that are open. By default a call has at most 8 regions, an instance takes one call
 * at a time, on CPU threads, and takes no time. Each {@code with} method gives a copy with counters
 * of its own. Thread-safe.
 */
public final class FakeCropper implements Cropper, Fake {

  private final ServiceTime time;
  private final Traits traits;
  private final CallLog log;
  private final OpenImages images = new OpenImages();

  private FakeCropper(ServiceTime time, Traits traits) {
    this.time = Objects.requireNonNull(time, "time");
    this.traits = traits;
    this.log = new CallLog(traits);
  }

  /**
   * A cropper that copies.
   *
   * @return one with the defaults
   */
  public static FakeCropper copying() {
    return new FakeCropper(ServiceTime.none(), new Traits(Placement.CPU, 1, 8));
  }

  /**
   * The same, slower.
   *
   * @param other for each region, by its {@link ItemKey}
   * @return a copy
   */
  public FakeCropper withTime(ServiceTime other) {
    return new FakeCropper(other, traits);
  }

  /**
   * The same with other traits.
   *
   * @param other the traits; calls that break them fail
   * @return a copy
   */
  public FakeCropper withTraits(Traits other) {
    return new FakeCropper(time, other);
  }

  @Override
  public List<PageImage> crop(List<Request> requests) throws InterruptedException {
    return log.call(
        requests.size(),
        () -> {
          time.serve(requests.stream().map(ItemKey::of).toList());
          List<PageImage> crops = new ArrayList<>(requests.size());
          try {
            for (Request request : requests) {
              crops.add(copy(request));
            }
          } catch (RuntimeException | Error e) {
            crops.forEach(PageImage::close);
            throw e;
          }
          return crops;
        });
  }

  private PageImage copy(Request request) {
    PageImage view = request.page().view(request.region().box());
    Size size = view.size();
    int row = size.width() * view.format().bytesPerPixel();
    ByteBuffer from = view.pixels();
    ByteBuffer to = ByteBuffer.allocate(row * size.height());
    for (int y = 0; y < size.height(); y++) {
      to.put(y * row, from, y * view.rowStride(), row);
    }
    return images.wrap(
        "crop " + ItemKey.of(request), to, size, view.format(), row, request.page().dpi());
  }

  @Override
  public long ownedBytes(Request request) {
    PageImage page = request.page();
    return request
        .region()
        .box()
        .toPixels()
        .clamp(page.size())
        .map(box -> ((long) box.area()) * page.format().bytesPerPixel())
        .orElse(0L);
  }

  /**
   * The crops that are open.
   *
   * @return the registry
   */
  public OpenImages images() {
    return images;
  }

  @Override
  public Traits traits() {
    return traits;
  }

  @Override
  public CallStats stats() {
    return log.stats();
  }

  @Override
  public List<String> violations() {
    return log.violations();
  }
}
