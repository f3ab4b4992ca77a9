/**
 * Fault injection: a {@link io.glyphflow.testkit.fault.FaultPlan} says what goes wrong where, by
 * seed and by the identity of pages and regions rather than by timing, and {@link
 * io.glyphflow.testkit.fault.Faulty} wraps sources and roles so that it does. A {@link
 * io.glyphflow.testkit.fault.PoisonPage} carries its own orders, one for each stage.
 */
package io.glyphflow.testkit.fault;
