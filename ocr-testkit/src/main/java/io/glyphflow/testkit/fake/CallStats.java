package io.glyphflow.testkit.fake;

/**
 * The calls of a fake. Immutable, safe for any thread.
 *
 * @param calls calls that began
 * @param items items in them, repeated ones counted each time
 * @param largestBatch items of the largest call
 * @param maxConcurrent calls at the same time, at most
 * @param inFlight calls that are going on
 */
public record CallStats(
    long calls, long items, int largestBatch, int maxConcurrent, int inFlight) {}
