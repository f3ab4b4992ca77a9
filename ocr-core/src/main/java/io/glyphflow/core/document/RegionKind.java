package io.glyphflow.core.document;

/**
 * What the pipeline does with a region, whatever label its model gave it. Labels are open, kinds
 * are closed: a detector maps its own class names onto these. Immutable, safe for any thread.
 */
public enum RegionKind {
  /** Running text: titles, paragraphs, lists, captions, code, speech bubbles. */
  TEXT,
  /** A table: read into cells. */
  TABLE,
  /** A displayed formula: read into LaTeX. */
  FORMULA,
  /** A picture, chart or seal: kept as it is and by default not read. */
  FIGURE,
  /** Page headers, footers and page numbers. */
  FURNITURE
}
