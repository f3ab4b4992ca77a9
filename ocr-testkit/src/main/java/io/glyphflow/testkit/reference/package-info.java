/**
 * Plain loops that say what a kernel has to answer. They are written from the definition, take
 * their time, and stay as they are however fast the kernels get: tests hold kernels against them,
 * and benchmarks tell the gain.
 */
package io.glyphflow.testkit.reference;
