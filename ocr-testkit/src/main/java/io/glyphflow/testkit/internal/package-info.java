/** What the packages of the testkit share. Not exported. */
package io.glyphflow.testkit.internal;
