/** Reading order. */
package io.glyphflow.layout.order;
