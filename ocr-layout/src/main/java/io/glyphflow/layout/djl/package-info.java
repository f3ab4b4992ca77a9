/** Layout detectors over any engine of the Deep Java Library, which the user brings along. */
package io.glyphflow.layout.djl;
