/**
 * What comes out of a pipeline, as values.
 *
 * <p>A run gives a {@link io.glyphflow.core.document.PageResult} for each page it accepted. Its
 * {@link io.glyphflow.core.document.PageOutcome} is either a {@link
 * io.glyphflow.core.document.PageOutcome.Completed} page, whose {@link
 * io.glyphflow.core.document.RegionResult}s stand in reading order, or a {@link
 * io.glyphflow.core.document.PageOutcome.Failed} that says why there is none. A {@link
 * io.glyphflow.core.document.Failure} is a value, not an exception: one bad region or page never
 * takes others with it. The {@link io.glyphflow.core.document.Ledger} adds all of them up, and it
 * balances by construction.
 */
package io.glyphflow.core.document;
