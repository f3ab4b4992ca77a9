/** What recognizers know about tables; for the modules of this project. */
package io.glyphflow.core.internal.table;
