package io.glyphflow.core.source;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.image.PageImage;
import java.awt.image.BufferedImage;
import java.util.Objects;

/** A page that is a picture in memory. */
record PictureSource(PageId id, BufferedImage picture) implements PageSource {

  PictureSource {
    Objects.requireNonNull(picture, "picture");
  }

  @Override
  public long decodedBytes() {
    return 3L * picture.getWidth() * picture.getHeight();
  }

  @Override
  public PageImage decode() {
    return PageImage.from(picture, 0);
  }
}
