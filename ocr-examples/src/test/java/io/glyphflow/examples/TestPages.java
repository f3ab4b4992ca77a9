package io.glyphflow.examples;

import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.core.stage.RegionCrop;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Pages that are quick to read, and a pipeline that reads them: each has a text region above and a
 * figure below; the text is its width, so pages are told apart by how wide they are.
 */
final class TestPages {

  /** A page of this width cannot be read. */
  static final int UNREADABLE = 66;

  private static final int HEIGHT = 80;

  private TestPages() {}

  static BufferedImage picture(int width) {
    return new BufferedImage(width, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
  }

  static Path png(Path file, int width) throws IOException {
    if (!ImageIO.write(picture(width), "png", file.toFile())) {
      throw new IOException("no PNG writer");
    }
    return file;
  }

  /** A TIFF with a page for each width. */
  static Path tiff(Path file, int... widths) throws IOException {
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("tiff");
    ImageWriter writer = writers.next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (int width : widths) {
        writer.writeToSequence(new IIOImage(picture(width), null, null), null);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
    return file;
  }

  static Path garbage(Path file) throws IOException {
    return Files.writeString(file, "this is no picture");
  }

  /** Reads the pages above. */
  static Pipeline.Builder pipeline() {
    return Pipeline.builder()
        .layoutDetector(
            pages ->
                pages.stream()
                    .map(
                        page -> {
                          int width = page.image().size().width();
                          return PageLayout.of(
                              Region.of(
                                  RegionKind.TEXT, "text", new BoundingBox(0, 0, width, 40), 0.9),
                              Region.of(
                                  RegionKind.FIGURE,
                                  "image",
                                  new BoundingBox(0, 40, width, HEIGHT),
                                  0.8));
                        })
                    .toList())
        .recognizer(crops -> crops.stream().map(TestPages::read).toList());
  }

  static RegionContent read(RegionCrop crop) {
    int width = crop.image().size().width();
    if (width == UNREADABLE) {
      throw new IllegalStateException("cannot read this");
    }
    return RegionContent.text("width " + width);
  }
}
