package io.glyphflow.testkit.fault;

import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.Cropper;
import io.glyphflow.testkit.fake.ItemKey;
import java.util.List;

/** A cropper with faults. */
final class FaultyCropper extends FaultyRole<Cropper> implements Cropper {

  private final Injection<Request, PageImage> injection;

  FaultyCropper(Cropper cropper, FaultPlan plan) {
    super(cropper);
    this.injection =
        new Injection<>(
            plan, FaultPoint.CROP, ItemKey::of, FaultyCropper::damage, FaultyCropper::dispose);
  }

  private static PageImage damage(Fault fault, Request request, PageImage crop) {
    if (!(fault instanceof Fault.ClosedImage)) {
      return crop;
    }
    dispose(crop);
    PageImage closed = PageImage.allocate(crop.size(), crop.format());
    closed.close();
    return closed;
  }

  private static void dispose(PageImage crop) {
    if (!crop.isView()) {
      crop.close();
    }
  }

  @Override
  public List<PageImage> crop(List<Request> requests) throws InterruptedException {
    return injection.call(requests, () -> role.crop(requests));
  }

  @Override
  public List<PageImage> crop(List<Request> requests, Attempt attempt) throws InterruptedException {
    return injection.call(requests, () -> role.crop(requests, attempt));
  }

  @Override
  public long ownedBytes(Request request) {
    return role.ownedBytes(request);
  }
}
