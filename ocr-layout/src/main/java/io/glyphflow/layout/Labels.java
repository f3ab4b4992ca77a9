package io.glyphflow.layout;

/** The labels that this detector gives, by the names of the PP-DocLayout models. */
final class Labels {

  static final String DOC_TITLE = "doc_title";
  static final String PARAGRAPH_TITLE = "paragraph_title";
  static final String TEXT = "text";
  static final String LIST = "list";
  static final String FIGURE_TITLE = "figure_title";
  static final String HEADER = "header";
  static final String FOOTER = "footer";
  static final String NUMBER = "number";
  static final String IMAGE = "image";
  static final String TABLE = "table";

  private Labels() {}
}
