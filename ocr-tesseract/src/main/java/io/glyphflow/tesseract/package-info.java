/** Tesseract in process. */
package io.glyphflow.tesseract;
