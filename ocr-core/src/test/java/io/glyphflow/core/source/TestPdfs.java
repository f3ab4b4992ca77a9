package io.glyphflow.core.source;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/** PDFs for tests. */
final class TestPdfs {

  /** Draws on a page. */
  @FunctionalInterface
  interface Content {
    void draw(PDDocument document, PDPage page, PDPageContentStream content) throws IOException;
  }

  private TestPdfs() {}

  static PDFont helvetica() {
    return new PDType1Font(Standard14Fonts.FontName.HELVETICA);
  }

  static byte[] bytes(PDDocument document) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    document.save(bytes);
    return bytes.toByteArray();
  }

  static void addPage(PDDocument document, PDRectangle box, Content content) throws IOException {
    PDPage page = new PDPage(box);
    document.addPage(page);
    try (PDPageContentStream stream = new PDPageContentStream(document, page)) {
      content.draw(document, page, stream);
    }
  }

  /** One page. */
  static byte[] of(PDRectangle box, Content content) throws IOException {
    try (PDDocument document = new PDDocument()) {
      addPage(document, box, content);
      return bytes(document);
    }
  }

  /** A page of 200 x 100 points for each text, which stands at 20, 50 in 12 points. */
  static byte[] ofTexts(String... texts) throws IOException {
    try (PDDocument document = withTexts(texts)) {
      return bytes(document);
    }
  }

  static PDDocument withTexts(String... texts) throws IOException {
    PDDocument document = new PDDocument();
    for (String text : texts) {
      addPage(document, new PDRectangle(200, 100), (d, p, content) -> write(content, 20, 50, text));
    }
    return document;
  }

  static void write(PDPageContentStream content, float x, float y, String text) throws IOException {
    content.beginText();
    content.setFont(helvetica(), 12);
    content.newLineAtOffset(x, y);
    content.showText(text);
    content.endText();
  }

  static void fill(PDPageContentStream content, Color color, float x, float y, float w, float h)
      throws IOException {
    content.setNonStrokingColor(color);
    content.addRect(x, y, w, h);
    content.fill();
  }

  static byte[] encrypted(String user, String... texts) throws IOException {
    try (PDDocument document = withTexts(texts)) {
      StandardProtectionPolicy policy =
          new StandardProtectionPolicy("owner", user, new AccessPermission());
      policy.setEncryptionKeyLength(128);
      document.protect(policy);
      return bytes(document);
    }
  }

  /** A page of 100 x 100 points that draws a picture whose bytes no decoder of the JDK reads. */
  static byte[] withPicture(String filter, byte[] encoded) throws IOException {
    return raw(
        List.of(
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R"
                + " /Resources << /XObject << /P 5 0 R >> >> >>",
            stream("", "q 100 0 0 100 0 0 cm /P Do Q".getBytes(StandardCharsets.US_ASCII)),
            stream(
                "/Type /XObject /Subtype /Image /Width 8 /Height 8 /BitsPerComponent 8"
                    + " /ColorSpace /DeviceGray /Filter /"
                    + filter,
                encoded)));
  }

  /** A page of 100 x 100 points with these contents. */
  static byte[] withContents(String dictionary, byte[] contents) {
    return withPage(
        "/MediaBox [0 0 100 100] /Contents 4 0 R", List.of(stream(dictionary, contents)));
  }

  /** A page with these entries; objects are numbered from 4. */
  static byte[] withPage(String entries, List<String> objects) {
    List<String> all =
        new java.util.ArrayList<>(
            List.of(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R " + entries + " >>"));
    all.addAll(objects);
    return raw(all);
  }

  /** A stream object; its bytes are kept as the characters of the same numbers. */
  static String stream(String entries, byte[] bytes) {
    return "<< /Length "
        + bytes.length
        + " "
        + entries
        + " >>\nstream\n"
        + new String(bytes, StandardCharsets.ISO_8859_1)
        + "\nendstream";
  }

  /** Objects 1 to n; the first is the catalog. */
  static byte[] raw(List<String> objects) {
    ByteArrayOutputStream pdf = new ByteArrayOutputStream();
    StringBuilder table = new StringBuilder();
    pdf.writeBytes(latin("%PDF-1.7\n"));
    for (int i = 0; i < objects.size(); i++) {
      table.append(String.format("%010d 00000 n \n", pdf.size()));
      pdf.writeBytes(latin((i + 1) + " 0 obj\n" + objects.get(i) + "\nendobj\n"));
    }
    int at = pdf.size();
    int size = objects.size() + 1;
    pdf.writeBytes(latin("xref\n0 " + size + "\n0000000000 65535 f \n" + table));
    pdf.writeBytes(
        latin("trailer\n<< /Size " + size + " /Root 1 0 R >>\nstartxref\n" + at + "\n%%EOF\n"));
    return pdf.toByteArray();
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The stream's bytes, packed by a filter of PDFBox. */
  static byte[] deflated(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (java.util.zip.DeflaterOutputStream out = new java.util.zip.DeflaterOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
