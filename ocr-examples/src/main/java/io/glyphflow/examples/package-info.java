/** The command line. */
package io.glyphflow.examples;
