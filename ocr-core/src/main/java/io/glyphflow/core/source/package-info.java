/**
 * Where pages come from. A {@link io.glyphflow.core.source.DocumentSource} lists {@link
 * io.glyphflow.core.source.PageSource}s lazily; each knows its size before it is decoded, so that
 * memory is taken first.
 */
package io.glyphflow.core.source;
