package io.glyphflow.core.source;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.IdentityHashMap;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * The pages of a PDF as they hang in its tree. Each node of it says how many pages are below, and
 * PDFBox finds pages by these numbers: what is beyond a number that is too low is never found. So
 * the pages are counted, which reads the dictionary of each; and the numbers can be raised.
 */
final class PdfPageTree {

  /**
   * What is below a node.
   *
   * @param leaves pages, whatever the numbers say
   * @param reserved the least numbers that leave no page out
   */
  private record Below(long leaves, long reserved) {}

  private final IdentityHashMap<COSDictionary, Below> nodes = new IdentityHashMap<>();
  private final boolean raises;
  private boolean isLow;

  private PdfPageTree(boolean raises) {
    this.raises = raises;
  }

  /** Whether a node of the tree says that there are fewer pages below it than there are. */
  static boolean isLow(PDDocument document) {
    PdfPageTree tree = new PdfPageTree(false);
    Below unused = tree.below(document.getPages().getCOSObject());
    return tree.isLow;
  }

  /** Raises the numbers that are too low, in this open document and not in its file. */
  static void raise(PDDocument document) {
    Below unused = new PdfPageTree(true).below(document.getPages().getCOSObject());
  }

  /** A node that is met twice is the same both times; in a circle, nothing more is below it. */
  private Below below(COSDictionary node) {
    Below known = nodes.putIfAbsent(node, new Below(0, 0));
    if (known != null) {
      return known;
    }
    if (Thread.currentThread().isInterrupted()) { // which closes the file, and what follows is lost
      throw new UncheckedIOException(new InterruptedIOException("interrupted"));
    }
    long leaves = 0;
    long reserved = 0;
    COSArray kids = node.getCOSArray(COSName.KIDS);
    for (int i = 0; kids != null && i < kids.size(); i++) {
      COSBase kid = kids.getObject(i);
      Below below =
          kid instanceof COSDictionary inner && isNode(inner) ? below(inner) : new Below(1, 1);
      leaves = Math.min(Integer.MAX_VALUE, leaves + below.leaves());
      reserved = Math.min(Integer.MAX_VALUE, reserved + below.reserved());
    }
    int said = node.getInt(COSName.COUNT, 0);
    isLow |= said < leaves;
    if (raises && said < reserved) {
      node.setInt(COSName.COUNT, (int) reserved);
    }
    Below counted = new Below(leaves, Math.max(said, reserved));
    nodes.put(node, counted);
    return counted;
  }

  /** As PDFBox tells them from pages. */
  private static boolean isNode(COSDictionary kid) {
    return COSName.PAGES.equals(kid.getCOSName(COSName.TYPE)) || kid.containsKey(COSName.KIDS);
  }
}
