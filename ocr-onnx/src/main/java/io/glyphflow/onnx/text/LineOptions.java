package io.glyphflow.onnx.text;

/**
 * How lines are found in a map of probabilities.
 *
 * @param threshold what a pixel of text is above
 * @param isDilated whether pixels mark their right and lower neighbours
 * @param boxThreshold the least mean in a line's rectangle
 * @param unclipRatio by how much rectangles grow: area * ratio / perimeter
 * @param maxCandidates shapes that are looked at
 */
record LineOptions(
    double threshold,
    boolean isDilated,
    double boxThreshold,
    double unclipRatio,
    int maxCandidates) {}
