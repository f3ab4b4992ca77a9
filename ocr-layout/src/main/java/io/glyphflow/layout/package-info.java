/**
 * Layout detectors: page image in, regions out. {@link io.glyphflow.layout.ModelFreeLayoutDetector}
 * needs no model: it binarizes the page, levels it, sorts its ink into letters, rules and figures,
 * builds lines and blocks, finds ruled tables, tells headings, captions, lists, headers and footers
 * by size, weight and place, and answers in reading order.
 */
package io.glyphflow.layout;
