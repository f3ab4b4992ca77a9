package io.glyphflow.core.source;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.image.PageImage;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.filter.MissingImageReaderException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDTransparencyGroup;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.rendering.PageDrawer;
import org.apache.pdfbox.rendering.PageDrawerParameters;
import org.apache.pdfbox.rendering.RenderDestination;

/** Draws a page of a PDF into a picture of its final size, which becomes the page image. */
final class PdfPainter extends PDFRenderer {

  private final PageId id;

  private PdfPainter(PageId id, PDDocument document) {
    super(document);
    this.id = id;
  }

  static PageImage paint(PageId id, PDDocument document, PdfGeometry geometry) throws IOException {
    int width = geometry.size().width();
    int height = geometry.size().height();
    if (geometry.decodedBytes() > Integer.MAX_VALUE - 8) {
      throw Troubles.limit(
          id.toString(),
          geometry.size() + " pixels take 2 GiB or more; lower ReadOptions.dpi or maxSide");
    }
    PdfStreams.requireSmallContents(id, geometry.page());
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = picture.createGraphics();
    try {
      graphics.setBackground(Color.WHITE);
      graphics.clearRect(0, 0, width, height);
      new PdfPainter(id, document)
          .renderPageToGraphics(
              id.pageNumber() - 1,
              graphics,
              (float) geometry.scaleX(),
              (float) geometry.scaleY(),
              RenderDestination.EXPORT);
    } finally {
      graphics.dispose();
    }
    byte[] pixels = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    return PageImage.wrap(
        ByteBuffer.wrap(pixels),
        geometry.size(),
        PageImage.Format.BGR24,
        3 * width,
        geometry.dpi(),
        () -> {});
  }

  @Override
  protected PageDrawer createPageDrawer(PageDrawerParameters parameters) throws IOException {
    return new Drawer(id, parameters);
  }

  /** Draws all or says why not: a picture that is left out without a word would look like paper. */
  private static final class Drawer extends PageDrawer {
    private final PageId id;
    private final PdfStreams.Watch watch;

    Drawer(PageId id, PageDrawerParameters parameters) throws IOException {
      super(parameters);
      this.id = id;
      this.watch = new PdfStreams.Watch(id);
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
      watch.step();
      super.processOperator(operator, operands);
    }

    @Override
    public void drawImage(PDImage image) throws IOException {
      PdfStreams.requireSmallImage(id, image);
      try {
        super.drawImage(image);
      } catch (MissingImageReaderException e) {
        throw Troubles.unreadable(id.toString(), PdfStreams.missingDecoder(image, e));
      } catch (IOException e) {
        throw Troubles.unreadable(id.toString(), new IOException("a picture on it", e));
      }
    }

    @Override
    public void showForm(PDFormXObject form) throws IOException {
      watch.requireSmallForm(form);
      super.showForm(form);
    }

    @Override
    public void showTransparencyGroup(PDTransparencyGroup form) throws IOException {
      watch.requireSmallForm(form);
      super.showTransparencyGroup(form);
    }

    /** Lost pictures that did not come by way of {@link #drawImage}: masks, patterns, inlines. */
    @Override
    protected void operatorException(
        Operator operator, List<COSBase> operands, IOException exception) throws IOException {
      if (exception instanceof MissingImageReaderException) {
        throw Troubles.unreadable(
            id.toString(),
            "a picture on it needs a decoder that is not there ("
                + exception.getMessage()
                + "); save the PDF anew");
      }
      super.operatorException(operator, operands, exception);
    }
  }
}
