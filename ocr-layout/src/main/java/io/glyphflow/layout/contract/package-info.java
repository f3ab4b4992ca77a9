/**
 * What families of layout models want and answer. Not exported: {@link
 * io.glyphflow.layout.DetectorContract} names the families.
 */
package io.glyphflow.layout.contract;
