package io.glyphflow.onnx;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.glyphflow.core.image.TensorSpec;
import io.glyphflow.onnx.ModelManifest.Expected;
import io.glyphflow.onnx.ModelManifest.Input;
import io.glyphflow.onnx.ModelManifest.SelfTest;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Manifests as JSON: what {@code manifest.schema.json} says, and nothing else. */
final class ManifestJson {

  private static final int FORMAT = 1;
  private static final JsonFactory JSON =
      new JsonFactoryBuilder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private ManifestJson() {}

  /**
   * Reads a manifest.
   *
   * @throws IOException with the key and the reason, if it is not one
   */
  static ModelManifest.Builder read(byte[] bytes) throws IOException {
    Object root;
    try (JsonParser json = JSON.createParser(bytes)) {
      root = json.nextToken() == null ? null : value(json);
      if (json.nextToken() != null) {
        throw new IOException("something follows the manifest");
      }
    }
    Node node = Node.of("", root);
    double format = node.number("manifest", -1);
    if (format != FORMAT) {
      throw new IOException("manifest: " + format + ", this version reads format " + FORMAT);
    }
    ModelManifest.Builder builder =
        new ModelManifest.Builder(
            node.text("name"), node.text("model"), node.text("sha256"), node.text("licence"));
    builder.source = node.text("source", null);
    builder.contract = node.text("contract", null);
    builder.dictionary = node.text("dictionary", null);
    if (builder.dictionary != null) {
      ModelManifest.requireFile("dictionary", builder.dictionary);
    }
    builder.labels = node.has("labels") ? node.texts("labels") : null;
    builder.input = node.has("input") ? input(node.node("input")) : null;
    builder.selfTest =
        node.has("self_test") ? selfTest(node.node("self_test"), builder.input) : null;
    node.end();
    return builder;
  }

  private static Input input(Node node) throws IOException {
    Input input =
        new Input(
            node.integer("width", 0),
            node.integer("height", 0),
            node.constant("fit", TensorSpec.Fit.STRETCH),
            node.integer("padding", 0),
            node.constant("channels", TensorSpec.Channels.RGB),
            node.constant("layout", TensorSpec.Layout.CHW),
            node.constant("resampling", TensorSpec.Resampling.LINEAR),
            node.number("scale", 1 / 255.0),
            node.has("mean") ? node.numbers("mean") : List.of(0.0),
            node.has("std") ? node.numbers("std") : List.of(1.0));
    node.end();
    return input;
  }

  private static SelfTest selfTest(Node node, @Nullable Input input) throws IOException {
    if (input == null) {
      throw new IOException("self_test: needs input, which is missing");
    }
    List<Expected> expected = new ArrayList<>();
    for (Node one : node.nodes("expected")) {
      List<Long> shape = new ArrayList<>();
      for (double side : one.numbers("shape")) {
        shape.add((long) side);
      }
      expected.add(
          new Expected(
              one.text("output"),
              shape,
              one.number("minimum"),
              one.number("maximum"),
              one.number("mean"),
              one.number("tolerance"),
              String.valueOf(one.text("label", ""))));
      one.end();
    }
    Map<String, List<Double>> inputs = new TreeMap<>();
    if (node.has("inputs")) {
      Node others = node.node("inputs");
      for (String name : List.copyOf(others.fields.keySet())) {
        inputs.put(name, others.numbers(name));
      }
    }
    SelfTest test =
        new SelfTest(
            node.text("image"),
            node.integer("width", input.width()),
            node.integer("height", input.height()),
            inputs,
            expected);
    node.end();
    return test;
  }

  private static @Nullable Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          json.nextToken();
          Object value = value(json);
          if (value == null) {
            throw new IOException(name + ": null, leave it out");
          }
          fields.put(name, value);
        }
        yield fields;
      }
      case START_ARRAY -> {
        List<@Nullable Object> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(json));
        }
        yield items;
      }
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      case VALUE_TRUE, VALUE_FALSE -> json.getBooleanValue();
      default -> null;
    };
  }

  /** The fields of an object; those that nobody asked for are errors. */
  private record Node(String path, Map<String, Object> fields) {

    static Node of(String path, @Nullable Object value) throws IOException {
      if (!(value instanceof Map<?, ?> map)) {
        throw new IOException((path.isEmpty() ? "the manifest" : path) + ": must be an object");
      }
      Map<String, Object> fields = new LinkedHashMap<>();
      map.forEach((name, field) -> fields.put(String.valueOf(name), field));
      return new Node(path, fields);
    }

    private String at(String name) {
      return path.isEmpty() ? name : path + "." + name;
    }

    boolean has(String name) {
      return fields.containsKey(name);
    }

    private Object required(String name) throws IOException {
      Object value = fields.remove(name);
      if (value == null) {
        throw new IOException(at(name) + ": is missing");
      }
      return value;
    }

    private IOException wrong(String name, Object value, String must) {
      return new IOException(at(name) + ": " + value + ", must be " + must);
    }

    String text(String name) throws IOException {
      return required(name) instanceof String text ? text : fail(name);
    }

    private String fail(String name) throws IOException {
      throw new IOException(at(name) + ": must be a text");
    }

    @Nullable String text(String name, @Nullable String otherwise) throws IOException {
      return has(name) ? text(name) : otherwise;
    }

    double number(String name) throws IOException {
      Object value = required(name);
      if (value instanceof Double number && Double.isFinite(number)) {
        return number;
      }
      throw wrong(name, value, "a number");
    }

    double number(String name, double otherwise) throws IOException {
      return has(name) ? number(name) : otherwise;
    }

    int integer(String name, int otherwise) throws IOException {
      double number = number(name, otherwise);
      if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
        throw wrong(name, number, "a whole number");
      }
      return (int) number;
    }

    private List<?> list(String name) throws IOException {
      Object value = required(name);
      if (value instanceof List<?> list) {
        return list;
      }
      throw wrong(name, value, "a list");
    }

    List<Double> numbers(String name) throws IOException {
      List<Double> numbers = new ArrayList<>();
      for (Object item : list(name)) {
        if (!(item instanceof Double number)) {
          throw wrong(name, String.valueOf(item), "a list of numbers");
        }
        numbers.add(number);
      }
      return numbers;
    }

    List<String> texts(String name) throws IOException {
      List<String> texts = new ArrayList<>();
      for (Object item : list(name)) {
        if (!(item instanceof String text)) {
          throw wrong(name, String.valueOf(item), "a list of texts");
        }
        texts.add(text);
      }
      return List.copyOf(texts);
    }

    Node node(String name) throws IOException {
      return of(at(name), required(name));
    }

    List<Node> nodes(String name) throws IOException {
      List<Node> nodes = new ArrayList<>();
      for (Object item : list(name)) {
        nodes.add(of(at(name) + "[" + nodes.size() + "]", item));
      }
      return nodes;
    }

    <E extends Enum<E>> E constant(String name, E otherwise) throws IOException {
      if (!has(name)) {
        return otherwise;
      }
      String text = text(name);
      E[] all = otherwise.getDeclaringClass().getEnumConstants();
      List<String> names = new ArrayList<>();
      for (E one : all) {
        String key = one.name().toLowerCase(Locale.ROOT);
        if (key.equals(text)) {
          return one;
        }
        names.add(key);
      }
      throw wrong(name, text, "one of " + names);
    }

    void end() throws IOException {
      if (!fields.isEmpty()) {
        throw new IOException(
            at(fields.keySet().iterator().next()) + ": is unknown, check its spelling");
      }
    }
  }

  static String write(ModelManifest.Builder fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeNumberField("manifest", FORMAT);
      json.writeStringField("name", fields.name);
      json.writeStringField("model", fields.file);
      json.writeStringField("sha256", fields.sha256);
      json.writeStringField("licence", fields.licence);
      optional(json, "source", fields.source);
      optional(json, "contract", fields.contract);
      optional(json, "dictionary", fields.dictionary);
      if (fields.labels != null) {
        json.writeArrayFieldStart("labels");
        for (String label : fields.labels) {
          json.writeString(label);
        }
        json.writeEndArray();
      }
      if (fields.input != null) {
        write(json, fields.input);
      }
      if (fields.selfTest != null) {
        write(json, fields.selfTest);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return text.append('\n').toString();
  }

  private static void optional(JsonGenerator json, String key, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(key, value);
    }
  }

  private static void write(JsonGenerator json, Input input) throws IOException {
    json.writeObjectFieldStart("input");
    json.writeNumberField("width", input.width());
    json.writeNumberField("height", input.height());
    constant(json, "fit", input.fit());
    json.writeNumberField("padding", input.padding());
    constant(json, "channels", input.channels());
    constant(json, "layout", input.layout());
    constant(json, "resampling", input.resampling());
    json.writeNumberField("scale", input.scale());
    numbers(json, "mean", input.mean());
    numbers(json, "std", input.std());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, SelfTest test) throws IOException {
    json.writeObjectFieldStart("self_test");
    json.writeStringField("image", test.image());
    json.writeNumberField("width", test.width());
    json.writeNumberField("height", test.height());
    if (!test.inputs().isEmpty()) {
      json.writeObjectFieldStart("inputs");
      for (Map.Entry<String, List<Double>> other : new TreeMap<>(test.inputs()).entrySet()) {
        numbers(json, other.getKey(), other.getValue());
      }
      json.writeEndObject();
    }
    json.writeArrayFieldStart("expected");
    for (Expected one : test.expected()) {
      json.writeStartObject();
      json.writeStringField("output", one.output());
      json.writeArrayFieldStart("shape");
      for (long side : one.shape()) {
        json.writeNumber(side);
      }
      json.writeEndArray();
      json.writeNumberField("minimum", one.minimum());
      json.writeNumberField("maximum", one.maximum());
      json.writeNumberField("mean", one.mean());
      json.writeNumberField("tolerance", one.tolerance());
      if (!one.label().isEmpty()) {
        json.writeStringField("label", one.label());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void constant(JsonGenerator json, String key, Enum<?> value) throws IOException {
    json.writeStringField(key, value.name().toLowerCase(Locale.ROOT));
  }

  private static void numbers(JsonGenerator json, String key, List<Double> values)
      throws IOException {
    json.writeArrayFieldStart(key);
    for (double value : values) {
      json.writeNumber(value);
    }
    json.writeEndArray();
  }
}
