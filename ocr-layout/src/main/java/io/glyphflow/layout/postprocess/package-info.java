/**
 * What happens between a layout model and its regions: suppression, containment, unclipping,
 * outlines from masks. Kernels work on primitive arrays and return the indices that they keep.
 */
package io.glyphflow.layout.postprocess;
