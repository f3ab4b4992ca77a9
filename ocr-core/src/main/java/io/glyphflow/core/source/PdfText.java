package io.glyphflow.core.source;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.TextLine;
import io.glyphflow.core.document.Word;
import io.glyphflow.core.geometry.BoundingBox;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageTree;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.apache.pdfbox.pdmodel.font.PDType3Font;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.apache.pdfbox.util.Matrix;

/**
 * The text of one page of a PDF, in the order in which PDFBox's text stripper puts it when it sorts
 * by position. Its lines are kept; words are split where it sees gaps and at spaces.
 */
final class PdfText extends PDFTextStripper {

  private static final double DEFAULT_ASCENT = 0.8;
  private static final double DEFAULT_DESCENT = 0.2;

  private final PdfGeometry geometry;
  private final PdfStreams.Watch watch;
  private final List<TextLine> lines = new ArrayList<>();
  private final List<Word> words = new ArrayList<>();

  private PdfText(PageId id, PdfGeometry geometry) {
    this.geometry = geometry;
    this.watch = new PdfStreams.Watch(id);
    output = Writer.nullWriter();
    setSortByPosition(true);
  }

  static List<TextLine> read(PageId id, PDDocument document, PdfGeometry geometry)
      throws IOException {
    PdfStreams.requireSmallContents(id, geometry.page());
    PdfText text = new PdfText(id, geometry);
    text.document = document;
    text.processPages(new OnePage(document, geometry.page()));
    text.endLine();
    return List.copyOf(text.lines);
  }

  /**
   * The stripper looks at all pages before the one it wants, which takes long in a long document.
   */
  private static final class OnePage extends PDPageTree {
    private final PDPage page;

    OnePage(PDDocument document, PDPage page) {
      super(document.getPages().getCOSObject());
      this.page = page;
    }

    @Override
    public Iterator<PDPage> iterator() {
      return List.of(page).iterator();
    }
  }

  @Override
  protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
    watch.step();
    super.processOperator(operator, operands);
  }

  @Override
  public void showForm(PDFormXObject form) throws IOException {
    watch.requireSmallForm(form);
    super.showForm(form);
  }

  @Override
  protected void writeString(String text, List<TextPosition> positions) {
    List<TextPosition> word = new ArrayList<>();
    for (TextPosition position : positions) {
      if (position.getUnicode().isBlank()) {
        endWord(word);
      } else {
        word.add(position);
      }
    }
    endWord(word);
  }

  private void endWord(List<TextPosition> positions) {
    if (positions.isEmpty()) {
      return;
    }
    StringBuilder visual = new StringBuilder();
    BoundingBox box = null;
    for (TextPosition position : positions) {
      visual.append(position.getVisuallyOrderedUnicode());
      BoundingBox glyph = box(position);
      if (glyph.isValid()) {
        box = box == null ? glyph : box.union(glyph);
      }
    }
    positions.clear();
    String text = LogicalText.of(visual.toString());
    if (box != null && !text.isBlank()) {
      box.clamp(geometry.size()).ifPresent(inside -> words.add(new Word(text, inside, 1)));
    }
  }

  /** From the baseline, its direction and the height of the font. */
  private BoundingBox box(TextPosition position) {
    Matrix matrix = position.getTextMatrix();
    double x = matrix.getTranslateX();
    double y = matrix.getTranslateY();
    double endX = position.getEndX();
    double endY = position.getEndY();
    double upX = matrix.getShearX();
    double upY = matrix.getScaleY();
    double ascent = DEFAULT_ASCENT;
    double descent = DEFAULT_DESCENT;
    PDFontDescriptor descriptor = position.getFont().getFontDescriptor();
    if (position.getFont() instanceof PDType3Font) {
      // glyphs of such a font have a unit of their own
      ascent = position.getHeightDir() / Math.max(Math.hypot(upX, upY), 1e-6);
      descent = 0;
    } else if (descriptor != null && descriptor.getAscent() > 0) {
      ascent = Math.clamp(descriptor.getAscent() / 1000, 0.5, 1.0);
      descent = Math.clamp(-descriptor.getDescent() / 1000, 0.0, 0.4);
    }
    return geometry.toPixels(
        x + ascent * upX,
        y + ascent * upY,
        x - descent * upX,
        y - descent * upY,
        endX + ascent * upX,
        endY + ascent * upY,
        endX - descent * upX,
        endY - descent * upY);
  }

  private void endLine() {
    if (words.isEmpty()) {
      return;
    }
    List<Word> ordered = LogicalText.order(words);
    words.clear();
    lines.add(TextLines.of(ordered));
  }

  @Override
  protected void writeWordSeparator() {}

  @Override
  protected void writeLineSeparator() {
    endLine();
  }

  @Override
  protected void writeParagraphStart() {
    endLine();
  }

  @Override
  protected void writeParagraphEnd() {
    endLine();
  }
}
