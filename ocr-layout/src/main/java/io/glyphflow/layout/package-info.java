/** Layout detectors: page image in, regions out. */
package io.glyphflow.layout;
