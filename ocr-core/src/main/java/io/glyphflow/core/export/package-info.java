/**
 * Writes results. {@link io.glyphflow.core.export.Markdown} is for people and language models,
 * {@link io.glyphflow.core.export.Json} for programs and with everything in it, {@link
 * io.glyphflow.core.export.PlainText} keeps the lines as read; each is a {@link
 * io.glyphflow.core.stage.Exporter}. {@link io.glyphflow.core.export.AnnotatedImage} draws what was
 * found, {@link io.glyphflow.core.export.FigureCrops} writes the figures that Markdown links,
 * {@link io.glyphflow.core.export.OutputNames} names the files, and {@link
 * io.glyphflow.core.export.AtomicFile} writes them whole or not at all.
 */
package io.glyphflow.core.export;
