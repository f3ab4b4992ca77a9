package io.glyphflow.core.export;

import io.glyphflow.core.document.Page;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.document.RegionResult;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Polygon;
import io.glyphflow.core.image.ImageEncoder;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.internal.opencv.OpenCv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Writes the figures of pages as PNG files, named by {@link OutputNames#figure}, so that the links
 * of {@link Markdown} with the same names point to them. What is in a figure's box but outside of
 * its polygon is white. Thread-safe.
 *
 * {@snippet file="io/glyphflow/core/snippets/ExportSnippets.java" region="figure-crops"}
 *
 * @param folder where to; made when the first figure is written
 * @param names the names; the same for everything that is written about these documents
 */
public record FigureCrops(Path folder, OutputNames names) {

  /** Checks that nothing is null. */
  public FigureCrops {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(names, "names");
  }

  /**
   * Writes each figure of a page; files of these names are replaced.
   *
   * @param page the page
   * @param image its pixels, upright as {@link Page#size()} says; open, and left so
   * @return the files, in reading order; a figure whose box is not on the page has none
   * @throws IllegalArgumentException if the image has another size than the page
   * @throws IOException if a file cannot be written; those before it are complete
   */
  public List<Path> write(Page page, PageImage image) throws IOException {
    if (!image.size().equals(page.size())) {
      throw new IllegalArgumentException(
          "image: " + image.size() + ", must be of the page's size, " + page.size());
    }
    List<Path> files = new ArrayList<>();
    for (RegionResult region : page.regions()) {
      Optional<BoundingBox> box =
          region.kind() == RegionKind.FIGURE ? region.box().clamp(page.size()) : Optional.empty();
      if (box.isPresent()) {
        Path file = folder.resolve(names.figure(page.id(), region.id()));
        byte[] png = png(image, region.region(), box.get().toPixels());
        AtomicFile.write(file, out -> out.write(png));
        files.add(file);
      }
    }
    return files;
  }

  private static byte[] png(PageImage image, Region region, BoundingBox box) {
    Polygon outline = region.polygon().orElseGet(box::toPolygon);
    PageImage view = image.view(box);
    if (outline.isRectangle() && outline.bounds().toPixels().equals(region.box().toPixels())) {
      return ImageEncoder.png().encode(view);
    }
    OpenCv.load();
    try (PageImage crop = PageImage.allocateNative(view.size(), view.format(), view.dpi());
        Mat from = OpenCv.matrix(view);
        Mat to = OpenCv.matrix(crop);
        Scalar black = new Scalar(0);
        Scalar white = Scalar.all(255);
        Mat mask = new Mat(from.rows(), from.cols(), opencv_core.CV_8UC1, black);
        Mat vertices = AnnotationCanvas.vertices(outline.translate(-box.left(), -box.top()));
        MatVector outlines = new MatVector(vertices)) {
      opencv_imgproc.fillPoly(mask, outlines, white);
      to.put(white);
      from.copyTo(to, mask);
      return ImageEncoder.png().encode(crop);
    }
  }
}
