/**
 * The roles of a pipeline: what you implement to plug in something of your own.
 *
 * <p>Every role has one abstract method on a batch, which gives back as many answers as it got
 * items (checked), so a lambda is a role: {@code Recognizer mine = crops -> ...}. What a role says
 * about itself in {@link io.glyphflow.core.stage.Traits} decides on which threads it runs and how
 * many calls an instance takes. Several instances form a {@link io.glyphflow.core.stage.Pool}. A
 * role that wants to know how much time is left, or that holds encoded requests in memory,
 * overrides the form of its method that takes an {@link io.glyphflow.core.stage.Attempt}.
 *
 * <p>Failures are {@link io.glyphflow.core.stage.TransientOcrException} (a retry may help) or
 * {@link io.glyphflow.core.stage.PermanentOcrException}; any other exception counts as permanent.
 */
package io.glyphflow.core.stage;
