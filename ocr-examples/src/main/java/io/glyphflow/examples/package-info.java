/**
 * The command line: {@code ./ocr run} reads documents, {@code ./ocr demo} reads the samples and
 * says how well.
 */
@NullMarked
package io.glyphflow.examples;

import org.jspecify.annotations.NullMarked;
