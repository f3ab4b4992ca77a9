/**
 * Working stand-ins for every role and for a source: deterministic, seeded, thread-safe, and strict
 * about how they are called.
 *
 * <p>{@link io.glyphflow.testkit.fake.FakePages} makes pages whose pixels follow from their number.
 * {@link io.glyphflow.testkit.fake.FakeLayoutDetector} finds a grid of regions on them, and {@link
 * io.glyphflow.testkit.fake.FakeRecognizer} reads {@code "d#3/5"} in region 5 of page 3 of document
 * d, so that a mix-up shows. How long they take is a {@link io.glyphflow.testkit.fake.ServiceTime}.
 * Each fake counts its calls and writes down what it should never see: more calls or items than its
 * traits allow, a closed image, a call after its end ({@link
 * io.glyphflow.testkit.fake.Fake#violations()}).
 */
package io.glyphflow.testkit.fake;
