/**
 * The pipeline: built once, run any number of times.
 *
 * <p>{@link io.glyphflow.core.pipeline.Pipeline#builder()} joins the roles. A run is had as a
 * result ({@code process}), as a stream ({@code stream}), as a publisher ({@code publish}) or as
 * events ({@code start}). {@link io.glyphflow.core.pipeline.RunOptions} says how: in which order,
 * how long things may take, what happens on failures, and whether somebody is waiting for it.
 */
package io.glyphflow.core.pipeline;
