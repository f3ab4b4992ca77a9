/**
 * What the library promises, measured: figures with a target each, guards that compare a fast path
 * with its slow twin within one run, and JMH benchmarks of the same arms.
 */
@NullMarked
package io.glyphflow.bench;

import org.jspecify.annotations.NullMarked;
