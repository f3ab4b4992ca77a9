package io.glyphflow.core.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.stage.Exporter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * JSON in UTF-8, as {@linkplain #schema() the published schema} describes it: pages grouped by
 * document in the order of their first page, regions in reading order with boxes, polygons,
 * confidences, content and failures, the timing of each page, and the ledger.
 *
 * <p>Names of numbers carry their unit: {@code width_px}, {@code milliseconds}, {@code
 * rotation_degrees_clockwise}; confidences are 0..1. Coordinates are page pixels from the top left
 * corner, rounded to 0.01. Every number is finite; a box that is none is {@code null}. Fields stand
 * in a fixed order and are absent where there is nothing to say. Unpaired surrogates in texts
 * become U+FFFD. Written as a stream in linear time; thread-safe.
 *
 * {@snippet file="io/glyphflow/core/snippets/ExportSnippets.java" region="json"}
 */
public final class Json {

  /** The version of the format, as the field {@code schema_version} has it. */
  public static final String SCHEMA_VERSION = "1.0";

  private static final String SCHEMA = "result.schema.json";

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private static final Exporter DEFAULT = builder().build();

  private Json() {}

  /**
   * A result as JSON, on one line.
   *
   * @param result the pages
   * @return the JSON
   */
  public static String of(DocumentResult result) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      DEFAULT.write(result, out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /**
   * Writes a result as JSON, on one line.
   *
   * @param result the pages
   * @param out where to; flushed, not closed
   * @throws IOException if {@code out} fails
   */
  public static void write(DocumentResult result, OutputStream out) throws IOException {
    DEFAULT.write(result, out);
  }

  /**
   * The exporter with its defaults.
   *
   * @return one that may be shared
   */
  public static Exporter exporter() {
    return DEFAULT;
  }

  /**
   * To set what is not by default.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The JSON Schema (draft 2020-12) of the format.
   *
   * @return the schema, itself JSON
   */
  public static String schema() {
    try (InputStream in = Json.class.getResourceAsStream(SCHEMA)) {
      if (in == null) {
        throw new IllegalStateException(SCHEMA + " is missing beside " + Json.class.getName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(
      DocumentResult result, OutputStream out, boolean hasTiming, boolean isIndented)
      throws IOException {
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      if (isIndented) {
        generator.useDefaultPrettyPrinter();
      }
      new JsonResult(generator, hasTiming).write(result);
    }
    out.flush();
  }

  /** Sets what is not by default; each option at most once. Not thread-safe. */
  public static final class Builder {

    private @Nullable Boolean timing;
    private @Nullable Boolean indented;

    private Builder() {}

    /**
     * Whether timings are written. By default they are.
     *
     * @param written false to make equal results equal JSON
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public Builder timing(boolean written) {
      requireUnset("timing", timing);
      timing = written;
      return this;
    }

    /**
     * Whether the JSON is spread over lines for people. By default it is one line.
     *
     * @param lines true for one line for each field
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public Builder indented(boolean lines) {
      requireUnset("indented", indented);
      indented = lines;
      return this;
    }

    /**
     * The exporter.
     *
     * @return a new one, thread-safe; the builder stays usable
     */
    public Exporter build() {
      boolean hasTiming = timing == null || timing;
      boolean isIndented = indented != null && indented;
      return (result, out) -> Json.write(result, out, hasTiming, isIndented);
    }

    private static void requireUnset(String name, @Nullable Object value) {
      if (value != null) {
        throw new IllegalStateException(name + ": set already, to " + value);
      }
    }
  }
}
