/**
 * Where pages come from. A {@link io.glyphflow.core.source.DocumentSource} lists {@link
 * io.glyphflow.core.source.PageSource}s lazily: files, folders, bytes and streams of PDF, TIFF and
 * other images, told apart by their content and read as {@link
 * io.glyphflow.core.source.ReadOptions} say. Each page knows its size before it is decoded, so that
 * memory is taken first. {@link io.glyphflow.core.source.TextLayerRecognizer} uses the text that
 * born-digital pages carry.
 *
 * <p>PDFs are read by Apache PDFBox, which tells at length of whatever is odd in a file; to silence
 * it, set the loggers {@code org.apache.pdfbox} and {@code org.apache.fontbox} to {@code ERROR}. On
 * its first use it looks for the system's fonts, which may take seconds, and keeps what it found in
 * {@code .pdfbox.cache} in the home folder or where the system property {@code pdfbox.fontcache}
 * says. No fonts need to be installed, and no display. Pictures in a PDF may be JBIG2, for which
 * the plug-in comes along; a page with JPEG 2000 fails unless {@code
 * com.github.jai-imageio:jai-imageio-jpeg2000} is on the class path.
 */
package io.glyphflow.core.source;
