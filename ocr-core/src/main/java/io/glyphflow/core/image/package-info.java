/**
 * Pixels with one owner. A {@link io.glyphflow.core.image.PageImage} is decoded once; crops are
 * views of it.
 */
package io.glyphflow.core.image;
