/** Writes results: a {@link io.glyphflow.core.stage.Exporter} for each format. */
package io.glyphflow.core.export;
