package io.glyphflow.examples;

import io.glyphflow.core.pipeline.Order;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What to read, how, and what to write.
 *
 * @param inputs files, folders, {@code -} for standard input
 * @param output the output folder; empty for standard output
 * @param formats what to write
 * @param reading how pages are read
 * @param order in which order documents are written
 * @param isQuiet whether only failures are said
 */
record Settings(
    List<String> inputs,
    Optional<Path> output,
    Set<Format> formats,
    ReadSettings reading,
    Order order,
    boolean isQuiet) {

  Settings {
    inputs = List.copyOf(inputs);
    formats = Set.copyOf(formats);
  }
}
