/**
 * Where things are on a page.
 *
 * <p>The origin is the top left corner of the page, x grows to the right and y downwards, and the
 * unit is one page pixel. Pixel {@code (i, j)} is the square {@code [i, i+1) x [j, j+1)}.
 * Everything is half-open: a left or top edge belongs to a shape and a right or bottom edge does
 * not, so two boxes side by side share no point.
 *
 * <ul>
 *   <li>{@link io.glyphflow.core.geometry.Point} is a place and {@link
 *       io.glyphflow.core.geometry.Size} the whole-number extent of a raster.
 *   <li>{@link io.glyphflow.core.geometry.BoundingBox} is an axis-aligned box in page pixels. It
 *       holds whatever a model answered; {@link io.glyphflow.core.geometry.BoundingBox#isValid()
 *       isValid()} says whether that is a box, and {@link
 *       io.glyphflow.core.geometry.BoundingBox#clamp(io.glyphflow.core.geometry.Size) clamp} brings
 *       it onto the page or says that nothing is there.
 *   <li>{@link io.glyphflow.core.geometry.NormalizedBox} is a box in fractions of the page, always
 *       checked, and a type of its own so that the two are never mixed up.
 *   <li>{@link io.glyphflow.core.geometry.Polygon} is an outline in page pixels, for what no
 *       axis-aligned box describes.
 * </ul>
 *
 * <p>There is one {@linkplain
 * io.glyphflow.core.geometry.BoundingBox#iou(io.glyphflow.core.geometry.BoundingBox) IoU} and one
 * {@linkplain
 * io.glyphflow.core.geometry.BoundingBox#containment(io.glyphflow.core.geometry.BoundingBox)
 * containment}:
 *
 * {@snippet file="io/glyphflow/core/geometry/GeometrySnippets.java" region="tour"}
 *
 * <p>All types are immutable and safe for use by any thread.
 */
package io.glyphflow.core.geometry;
