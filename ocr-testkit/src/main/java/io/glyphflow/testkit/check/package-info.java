/**
 * Checks that nothing is left over: {@link io.glyphflow.testkit.check.LeakCheck} looks at threads
 * and at images that are registered in {@link io.glyphflow.testkit.check.OpenImages}. And measures
 * how well text was read: {@link io.glyphflow.testkit.check.ErrorRates}.
 */
package io.glyphflow.testkit.check;
