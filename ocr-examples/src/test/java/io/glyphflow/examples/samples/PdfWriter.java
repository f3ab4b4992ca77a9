package io.glyphflow.examples.samples;

import io.glyphflow.testkit.page.PageComposer;
import io.glyphflow.testkit.page.PageSink;
import io.glyphflow.testkit.page.TextStyle;
import io.glyphflow.testkit.page.Typeface;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/** Writes composed pages as a PDF: as text in embedded fonts, or as a picture of them. */
final class PdfWriter implements AutoCloseable {

  private final PDDocument document = new PDDocument();
  private final Map<Typeface, PDFont> fonts = new EnumMap<>(Typeface.class);

  PdfWriter() {
    document.setDocumentId(1L); // otherwise made from the time
  }

  /** Adds a page of text: what is written on the composer goes into the PDF, too. */
  void text(PageComposer page, Consumer<PageComposer> author) throws IOException {
    PDPage sheet = sheet(page.width(), page.height());
    try (PDPageContentStream content = new PDPageContentStream(document, sheet)) {
      page.mirror(new Sink(content, page.height()));
      author.accept(page);
    }
  }

  /** Adds a page that is nothing but a JPEG picture. */
  void picture(byte[] jpeg, double width, double height) throws IOException {
    PDPage sheet = sheet(width, height);
    PDImageXObject image = JPEGFactory.createFromByteArray(document, jpeg);
    try (PDPageContentStream content = new PDPageContentStream(document, sheet)) {
      content.drawImage(image, 0, 0, (float) width, (float) height);
    }
  }

  byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    document.save(bytes);
    return bytes.toByteArray();
  }

  @Override
  public void close() throws IOException {
    document.close();
  }

  private PDPage sheet(double width, double height) {
    PDPage sheet = new PDPage(new PDRectangle((float) width, (float) height));
    document.addPage(sheet);
    return sheet;
  }

  private PDFont font(Typeface typeface) throws IOException {
    PDFont font = fonts.get(typeface);
    if (font == null) {
      try (InputStream in = typeface.open()) {
        font = PDType0Font.load(document, in);
      }
      fonts.put(typeface, font);
    }
    return font;
  }

  /** PDF counts from the bottom of the page. */
  private final class Sink implements PageSink {

    private final PDPageContentStream content;
    private final double height;

    Sink(PDPageContentStream content, double height) {
      this.content = content;
      this.height = height;
    }

    @Override
    public void word(String word, TextStyle style, double x, double baseline) {
      try {
        content.beginText();
        PDFont font = font(style.typeface());
        content.setFont(font, (float) style.size());
        // PDF does not kern: make the word as wide as it was composed.
        double unkerned = font.getStringWidth(word) / 1000 * style.size();
        double kerned = style.typeface().width(word, style.size());
        content.setHorizontalScaling((float) (100 * kerned / unkerned));
        content.setNonStrokingColor(style.color());
        content.newLineAtOffset((float) x, (float) (height - baseline));
        content.showText(word);
        content.endText();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void rule(double x1, double y1, double x2, double y2, double thickness) {
      try {
        content.setLineWidth((float) thickness);
        content.moveTo((float) x1, (float) (height - y1));
        content.lineTo((float) x2, (float) (height - y2));
        content.stroke();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
