package io.glyphflow.bench;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.image.TensorSpec;
import io.glyphflow.core.image.TensorWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** OPT-002 for every kind of resampling: A4 in color at 300 dpi as a tensor of 800 x 800. */
final class Resamplings {

  private static final int PAGES = 4;

  private Resamplings() {}

  static void measure(Report report, int repeats) {
    for (TensorSpec.Fit fit :
        new TensorSpec.Fit[] {TensorSpec.Fit.STRETCH, TensorSpec.Fit.LETTERBOX_CENTER}) {
      StringBuilder row = new StringBuilder();
      for (TensorSpec.Resampling method : TensorSpec.Resampling.values()) {
        row.append(row.isEmpty() ? "" : ", ").append(Report.millis(nanos(fit, method, repeats)));
      }
      report.note("page to tensor, " + fit + ": linear, cubic, area", row.toString());
    }
  }

  /** Pages in turn, so that none is in the caches. */
  private static double nanos(TensorSpec.Fit fit, TensorSpec.Resampling method, int repeats) {
    Size size = new Size(Preparation.SIDE, Preparation.SIDE);
    TensorSpec spec = TensorSpec.builder(size).fit(fit, 114).resampling(method).build();
    FloatBuffer target =
        ByteBuffer.allocateDirect(Float.BYTES * spec.values())
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    PageImage[] pages = new PageImage[PAGES];
    double[] nanos = new double[repeats * PAGES];
    try (TensorWriter writer = new TensorWriter(spec)) {
      for (int i = 0; i < PAGES; i++) {
        pages[i] = ScannedPage.image();
        var unused = writer.write(pages[i], target.clear());
      }
      for (int i = 0; i < nanos.length; i++) {
        long start = System.nanoTime();
        var unused = writer.write(pages[i % PAGES], target.clear());
        nanos[i] = System.nanoTime() - start;
      }
    } finally {
      for (PageImage page : pages) {
        if (page != null) {
          page.close();
        }
      }
    }
    return Stats.median(nanos);
  }
}
