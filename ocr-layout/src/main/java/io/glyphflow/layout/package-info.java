/**
 * Layout detectors: page image in, regions out. {@link io.glyphflow.layout.OnnxLayoutDetector} runs
 * a layout model of any family that {@link io.glyphflow.layout.DetectorContract} names: it tells
 * the family by the model's signature, prepares pages as the family wants them, and understands its
 * answers; {@link io.glyphflow.layout.LabelMap} names the classes and says what to do with them.
 *
 * <p>{@link io.glyphflow.layout.ModelFreeLayoutDetector} needs no model: it binarizes the page,
 * levels it, sorts its ink into letters, rules and figures, builds lines and blocks, finds ruled
 * tables, tells headings, captions, lists, headers and footers by size, weight and place, and
 * answers in reading order.
 */
package io.glyphflow.layout;
