package io.glyphflow.onnx;

import io.glyphflow.onnx.Wire.DamagedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an ONNX model (onnx.proto3) but for its numbers, which it goes over: linear in the number
 * of its parts, and in memory bounded by {@link #MOST} entries of each kind. For one thread.
 */
final class ModelReader {

  /** No model has as many inputs, outputs, domains, entries of metadata or files of weights. */
  static final int MOST = 10_000;

  private static final int LONGEST_NAME = 1 << 16;
  private static final int LONGEST_METADATA = 1 << 26;
  private static final int DEEPEST = 64;

  private final Wire wire;
  private final String name;
  private final Map<String, Long> opsets = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final List<Declared> inputs = new ArrayList<>();
  private final List<Declared> outputs = new ArrayList<>();
  private final Set<String> initializers = new HashSet<>();
  private final Map<String, Long> weights = new LinkedHashMap<>();
  private long irVersion;
  private String producer = "";
  private String producerVersion = "";
  private boolean hasGraph;
  private long metadataBytes;

  private ModelReader(String name, Wire wire) {
    this.name = name;
    this.wire = wire;
  }

  /**
   * What a file says.
   *
   * @param info for everyone
   * @param weights the files of its weights, and how many bytes each must have at least
   */
  record Head(ModelInfo info, Map<String, Long> weights) {}

  /** A value as declared; what it is not to be read as a tensor of ours has a reason. */
  private record Declared(ValueInfo value, Optional<String> unsupported) {}

  /**
   * Reads a model.
   *
   * @throws IOException with the reason, if it is not an ONNX model or a damaged one
   */
  static Head read(String name, ModelBytes bytes) throws IOException {
    Optional<String> other = OtherFormats.recognize(bytes);
    if (other.isPresent()) {
      throw new IOException(other.get());
    }
    ModelReader reader = new ModelReader(name, new Wire(bytes));
    try {
      reader.model();
    } catch (DamagedException e) {
      throw new IOException(reader.damage(e), e);
    }
    return reader.head();
  }

  private String damage(DamagedException e) {
    String again = "; copy or download it again, and compare its SHA-256";
    if (e.isTruncated() && irVersion > 0) {
      return "it is truncated: " + e.getMessage() + again;
    }
    String or = e.isTruncated() ? "a truncated one: " : "a damaged one: ";
    return "it is not an ONNX model, or " + or + e.getMessage() + again;
  }

  private Head head() throws IOException {
    if (irVersion < 1 || !hasGraph || (irVersion >= 3 && opsets.isEmpty())) {
      String missing = irVersion < 1 ? "no IR version" : hasGraph ? "no operator set" : "no graph";
      throw new IOException("it is not an ONNX model, or a truncated one: it has " + missing);
    }
    if (opsets.isEmpty()) {
      opsets.put(ModelInfo.ONNX_DOMAIN, 1L);
    }
    List<ValueInfo> in = new ArrayList<>();
    for (Declared input : inputs) {
      if (initializers.contains(input.value().name())) {
        continue;
      }
      if (input.unsupported().isPresent()) {
        throw new IOException(
            "its input \""
                + input.value().name()
                + "\" takes "
                + input.unsupported().get()
                + ", which is not supported: tensors of floats (16, 32 or 64 bits, bfloat16),"
                + " integers (8, 32 or 64 bits, unsigned bytes) and truth values are");
      }
      in.add(input.value());
    }
    List<ValueInfo> out =
        outputs.stream().filter(it -> it.unsupported().isEmpty()).map(Declared::value).toList();
    String by = producerVersion.isEmpty() ? producer : producer + " " + producerVersion;
    ModelInfo info =
        new ModelInfo(
            name, in, out, metadata, irVersion, opsets, by.strip(), List.copyOf(weights.keySet()));
    return new Head(info, Map.copyOf(weights));
  }

  private void model() throws IOException {
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag >>> 3) {
        case 1 -> irVersion = number(tag);
        case 2 -> producer = text(tag, LONGEST_NAME);
        case 3 -> producerVersion = text(tag, LONGEST_NAME);
        case 7 -> {
          hasGraph = true;
          inside(tag, () -> graph(0));
        }
        case 8 -> inside(tag, this::opset);
        case 14 -> inside(tag, this::property);
        default -> wire.skip(tag);
      }
    }
  }

  private void opset() throws IOException {
    String domain = "";
    long version = 0;
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag >>> 3) {
        case 1 -> domain = text(tag, LONGEST_NAME);
        case 2 -> version = number(tag);
        default -> wire.skip(tag);
      }
    }
    opsets.put(domain.isEmpty() ? ModelInfo.ONNX_DOMAIN : domain, version);
    limit(opsets.size(), "operator sets");
  }

  private void property() throws IOException {
    Map.Entry<String, String> entry = entry(LONGEST_METADATA);
    metadataBytes += entry.getKey().length() + entry.getValue().length();
    if (metadataBytes > LONGEST_METADATA) {
      throw new IOException("its metadata is longer than " + LONGEST_METADATA + " characters");
    }
    metadata.put(entry.getKey(), entry.getValue());
    limit(metadata.size(), "entries of metadata");
  }

  private Map.Entry<String, String> entry(int longest) throws IOException {
    String key = "";
    String value = "";
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag >>> 3) {
        case 1 -> key = text(tag, LONGEST_NAME);
        case 2 -> value = text(tag, longest);
        default -> wire.skip(tag);
      }
    }
    return Map.entry(key, value);
  }

  private void graph(int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new IOException("its graphs are nested deeper than " + DEEPEST);
    }
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag >>> 3) {
        case 1 -> inside(tag, () -> node(depth));
        case 5 -> inside(tag, () -> tensor(depth == 0));
        case 11 -> value(tag, depth, inputs, "inputs");
        case 12 -> value(tag, depth, outputs, "outputs");
        default -> wire.skip(tag);
      }
    }
  }

  private void node(int depth) throws IOException {
    while (wire.hasMore()) {
      int tag = wire.tag();
      if (tag >>> 3 == 5) {
        inside(tag, () -> attribute(depth));
      } else {
        wire.skip(tag);
      }
    }
  }

  private void attribute(int depth) throws IOException {
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag >>> 3) {
        case 5, 10 -> inside(tag, () -> tensor(false));
        case 6, 11 -> inside(tag, () -> graph(depth + 1));
        default -> wire.skip(tag);
      }
    }
  }

  /** Weights: only whose they are and in which file. */
  private void tensor(boolean isInitializer) throws IOException {
    Map<String, String> external = new LinkedHashMap<>();
    long location = 0;
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag >>> 3) {
        case 8 -> {
          String tensor = text(tag, LONGEST_NAME);
          // Only the names of inputs matter, and they come after or before: keep what can be one.
          if (isInitializer && initializers.size() < 100 * MOST) {
            initializers.add(tensor);
          }
        }
        case 13 ->
            inside(
                tag,
                () -> {
                  Map.Entry<String, String> entry = entry(LONGEST_NAME);
                  external.put(entry.getKey(), entry.getValue());
                  limit(external.size(), "properties of a tensor");
                });
        case 14 -> location = number(tag);
        default -> wire.skip(tag);
      }
    }
    String file = external.get("location");
    if (location == 1 && file != null) {
      long need = Math.max(0, count(external.get("offset")) + count(external.get("length")));
      weights.merge(file, need, Math::max);
      limit(weights.size(), "files of weights");
    }
  }

  private static long count(@Nullable String digits) {
    if (digits == null) {
      return 0;
    }
    try {
      return Math.clamp(Long.parseLong(digits.strip()), 0, Long.MAX_VALUE / 4);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private void value(int tag, int depth, List<Declared> into, String what) throws IOException {
    if (depth > 0) {
      wire.skip(tag);
      return;
    }
    inside(tag, () -> into.add(declared()));
    limit(into.size(), what);
  }

  private Declared declared() throws IOException {
    String value = "";
    TypeReader type = new TypeReader(wire);
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag >>> 3) {
        case 1 -> value = text(tag, LONGEST_NAME);
        case 2 -> inside(tag, type::read);
        default -> wire.skip(tag);
      }
    }
    return new Declared(
        new ValueInfo(
            value, type.element().orElse(ElementType.FLOAT32), type.shape(), type.names()),
        type.element().isPresent() ? Optional.empty() : Optional.of(type.description()));
  }

  private long number(int tag) throws IOException {
    expect(tag, Wire.VARINT);
    return wire.varint();
  }

  private String text(int tag, int longest) throws IOException {
    expect(tag, Wire.LENGTH);
    return wire.text(longest);
  }

  private void inside(int tag, Part part) throws IOException {
    inside(wire, tag, part);
  }

  static void inside(Wire wire, int tag, Part part) throws IOException {
    expect(tag, Wire.LENGTH);
    long outer = wire.enter();
    part.read();
    wire.leave(outer);
  }

  static void expect(int tag, int type) throws DamagedException {
    if ((tag & 7) != type) {
      throw new DamagedException("field " + (tag >>> 3) + " has type " + (tag & 7));
    }
  }

  private static void limit(int count, String what) throws IOException {
    if (count > MOST) {
      throw new IOException("it has more than " + MOST + " " + what);
    }
  }

  /** Reads a message. */
  interface Part {
    void read() throws IOException;
  }
}
