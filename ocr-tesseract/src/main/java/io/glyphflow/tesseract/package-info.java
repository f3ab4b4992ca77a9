/**
 * Tesseract 5 in process. {@link io.glyphflow.tesseract.TesseractRecognizer} reads text and tables,
 * {@link io.glyphflow.tesseract.TesseractOrientation} finds out how a page lies. English and the
 * orientation model come along and are loaded from memory: nothing is installed, unpacked or
 * written.
 *
 * <p>Instances are not thread-safe; a {@link io.glyphflow.core.stage.Pool} of them reads on several
 * threads. The Tesseract that comes along is built without OpenMP, so {@code OMP_THREAD_LIMIT} need
 * not be set: each instance computes on the thread that calls it.
 */
package io.glyphflow.tesseract;
