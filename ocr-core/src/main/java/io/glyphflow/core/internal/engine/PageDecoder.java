package io.glyphflow.core.internal.engine;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.core.stage.Pool;
import io.glyphflow.core.stage.Role;
import io.glyphflow.core.stage.Traits;
import java.util.List;

/** Lets page sources decode themselves, one page a call. */
final class PageDecoder implements Role {

  List<PageImage> decode(PageTask page) throws InterruptedException {
    PageImage image = page.source().decode();
    if (image == null) {
      throw new PermanentOcrException(
          FailureCategory.INTERNAL, "decode() returned null, must be a page image");
    }
    return List.of(image);
  }

  /** As many at a time as there are CPU threads. */
  static Pool<PageDecoder> pool(int cpuThreads) {
    return Pool.ofInstances(List.of(new PageDecoder()))
        .with(Traits.defaults().withConcurrency(cpuThreads));
  }
}
