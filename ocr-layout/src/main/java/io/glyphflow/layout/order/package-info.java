/**
 * Reading order: {@link io.glyphflow.layout.order.ReadingOrder} orders the regions of any detector
 * by recursive cuts, from left to right or from right to left.
 */
package io.glyphflow.layout.order;
