package io.glyphflow.onnx;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What an entry of an engine cache says of itself. Immutable, thread-safe.
 *
 * @param key all that it depends on
 * @param parts its files
 */
record EngineManifest(SortedMap<String, String> key, List<Part> parts) {

  private static final int FORMAT = 1;
  private static final int LONGEST = 1 << 20;
  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern NAME = Pattern.compile("[\\w-][\\w.-]{0,254}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /**
   * A file.
   *
   * @param name what the provider calls it, without a folder
   * @param bytes how long it is
   * @param sha256 its digest
   */
  record Part(String name, long bytes, String sha256) {}

  /** Fails on anything but what {@link #write} writes. */
  static EngineManifest read(Path file) throws IOException {
    if (Files.size(file) > LONGEST) {
      throw new IOException("longer than " + LONGEST + " bytes");
    }
    try (JsonParser json = JSON.createParser(Files.readAllBytes(file))) {
      json.nextToken();
      TreeMap<String, String> fields = new TreeMap<>();
      TreeMap<String, String> key = new TreeMap<>();
      List<Part> parts = new ArrayList<>();
      require(json, JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "key" -> key = texts(json);
          case "files" -> {
            require(json, JsonToken.START_ARRAY);
            while (json.nextToken() == JsonToken.START_OBJECT) {
              parts.add(part(texts(json)));
            }
            require(json, JsonToken.END_ARRAY);
          }
          default -> fields.put(name, json.getValueAsString(""));
        }
      }
      require(json, JsonToken.END_OBJECT);
      if (!fields.equals(Map.of("format", String.valueOf(FORMAT)))) {
        throw new IOException("not of format " + FORMAT);
      }
      return new EngineManifest(key, List.copyOf(parts));
    }
  }

  private static Part part(Map<String, String> fields) throws IOException {
    String name = fields.getOrDefault("name", "");
    String sha256 = fields.getOrDefault("sha256", "");
    String bytes = fields.getOrDefault("bytes", "");
    // Names become paths: nothing but plain ones.
    if (!NAME.matcher(name).matches()
        || !SHA256.matcher(sha256).matches()
        || !bytes.matches("\\d{1,18}")) {
      throw new IOException("a file without a plain name, size and digest");
    }
    return new Part(name, Long.parseLong(bytes), sha256);
  }

  private static TreeMap<String, String> texts(JsonParser json) throws IOException {
    require(json, JsonToken.START_OBJECT);
    TreeMap<String, String> texts = new TreeMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      texts.put(name, json.getValueAsString(""));
    }
    require(json, JsonToken.END_OBJECT);
    return texts;
  }

  private static void require(JsonParser json, JsonToken token) throws IOException {
    if (json.currentToken() != token) {
      throw new IOException("not a manifest");
    }
  }

  void write(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        JsonGenerator json = JSON.createGenerator(out).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeNumberField("format", FORMAT);
      json.writeObjectFieldStart("key");
      for (Map.Entry<String, String> part : key.entrySet()) {
        json.writeStringField(part.getKey(), part.getValue());
      }
      json.writeEndObject();
      json.writeArrayFieldStart("files");
      for (Part part : parts) {
        json.writeStartObject();
        json.writeStringField("name", part.name());
        json.writeNumberField("bytes", part.bytes());
        json.writeStringField("sha256", part.sha256());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }
}
