/** OpenCV by way of {@link io.glyphflow.core.image.PageImage}; for the modules of this project. */
package io.glyphflow.core.internal.opencv;
