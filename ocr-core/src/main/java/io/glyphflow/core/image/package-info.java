/**
 * Pixels with one owner, and the way in and out of them. {@link
 * io.glyphflow.core.image.ImageHeader} tells what encoded bytes are before anything is decoded, and
 * {@link io.glyphflow.core.image.ImageLimits} what is let through; {@link
 * io.glyphflow.core.image.PageImage#decode(java.nio.ByteBuffer)} decodes a page once, upright, and
 * crops are {@linkplain io.glyphflow.core.image.PageImage#view views} of it. {@link
 * io.glyphflow.core.image.TensorWriter} makes them the input of a model, as its {@link
 * io.glyphflow.core.image.TensorSpec} says, or encoded bytes at once, decoded as small as will do;
 * {@link io.glyphflow.core.image.ImageEncoder} makes files of them again.
 */
package io.glyphflow.core.image;
