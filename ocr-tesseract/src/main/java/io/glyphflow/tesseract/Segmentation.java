package io.glyphflow.tesseract;

import org.bytedeco.tesseract.global.tesseract;

/** What Tesseract may take a picture for: its page segmentation modes that are of use here. */
enum Segmentation {
  /** A page of any layout. */
  PAGE(tesseract.PSM_AUTO),
  /** One column of lines. A single line is read just as well as in the mode made for lines. */
  BLOCK(tesseract.PSM_SINGLE_BLOCK),
  /** One line. */
  LINE(tesseract.PSM_SINGLE_LINE),
  /** As much text as there is, in no particular order. */
  SPARSE(tesseract.PSM_SPARSE_TEXT),
  /** How the page lies, and nothing else. */
  ORIENTATION(tesseract.PSM_OSD_ONLY);

  private final int mode;

  Segmentation(int mode) {
    this.mode = mode;
  }

  int mode() {
    return mode;
  }
}
