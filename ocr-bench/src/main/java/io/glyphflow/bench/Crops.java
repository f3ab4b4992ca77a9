package io.glyphflow.bench;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.image.TensorSpec;
import io.glyphflow.core.image.TensorWriter;
import io.glyphflow.core.stage.Cropper;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/** OPT-003: the regions of a page as the input of a recognizer, 48 pixels high. */
public final class Crops implements AutoCloseable {

  static final int REGIONS = 8;

  /** The ways. */
  public enum Arm {
    /** Every region has the whole page converted, and is copied out of that. */
    WHOLE_PAGE_EACH,
    /** Every region is copied. */
    COPIES,
    /** Every region is a view. */
    VIEWS
  }

  private final PageImage page = ScannedPage.image();
  private final List<Cropper.Request> requests = ScannedPage.regions(page, REGIONS);
  private final TensorWriter writer =
      new TensorWriter(TensorSpec.builder(new Size(320, 48)).build());
  private final FloatBuffer target =
      ByteBuffer.allocateDirect(Float.BYTES * REGIONS * writer.spec().values())
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer();

  /** What the recognizer would be given. */
  FloatBuffer run(Arm arm) throws InterruptedException {
    target.clear();
    if (arm == Arm.VIEWS) {
      for (PageImage crop : Cropper.outlines().crop(requests)) {
        var unused = writer.write(crop, target);
      }
    } else {
      for (Cropper.Request request : requests) {
        try (PageImage crop = arm == Arm.COPIES ? copy(request) : copyOfWholePage(request)) {
          var unused = writer.write(crop, target);
        }
      }
    }
    return target.flip();
  }

  /** Just the crops, which the recognizer reads in place. */
  List<PageImage> views() throws InterruptedException {
    return Cropper.outlines().crop(requests);
  }

  private static PageImage copy(Cropper.Request request) {
    return PageImage.from(request.page().view(request.region().box()).toBufferedImage(), 0);
  }

  private static PageImage copyOfWholePage(Cropper.Request request) {
    var box = request.region().box();
    BufferedImage whole = request.page().toBufferedImage();
    return PageImage.from(
        whole.getSubimage((int) box.left(), (int) box.top(), (int) box.width(), (int) box.height()),
        0);
  }

  @Override
  public void close() {
    writer.close();
    page.close();
  }
}
