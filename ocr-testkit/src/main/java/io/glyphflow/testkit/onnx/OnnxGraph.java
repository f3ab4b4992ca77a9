package io.glyphflow.testkit.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes an ONNX model, as protocol buffers: enough of the format (onnx.proto3) for small models
 * whose answers are known. Not thread-safe.
 */
public final class OnnxGraph {

  /** {@code TensorProto.DataType}. */
  public enum Type {
    /** 32-bit float. */
    FLOAT(1),
    /** Unsigned byte. */
    UINT8(2),
    /** Signed byte. */
    INT8(3),
    /** 32-bit integer. */
    INT32(6),
    /** 64-bit integer. */
    INT64(7),
    /** Truth value. */
    BOOL(9),
    /** Half precision. */
    FLOAT16(10),
    /** 64-bit float. */
    DOUBLE(11),
    /** The upper half of a 32-bit float. */
    BFLOAT16(16);

    private final int number;

    Type(int number) {
      this.number = number;
    }

    /**
     * Its number in the format.
     *
     * @return the number, for attributes such as {@code Cast}'s {@code to}
     */
    public int number() {
      return number;
    }
  }

  private final Message graph = new Message();
  private final Message metadata = new Message();
  private final Message opsets = new Message();
  private int opset = 17;
  private int irVersion = 8;
  private int nodes;

  /** An empty graph. */
  public OnnxGraph() {
    // Fields say it all.
  }

  /**
   * The version of the operators; by default 17.
   *
   * @param version the version
   * @return this
   */
  public OnnxGraph opset(int version) {
    opset = version;
    return this;
  }

  /**
   * The version of operators of another domain; by default there are none.
   *
   * @param domain for example {@code com.microsoft}
   * @param version the version
   * @return this
   */
  public OnnxGraph opset(String domain, int version) {
    opsets.message(8, Message.of(set -> set.text(1, domain).number(2, version)));
    return this;
  }

  /**
   * The version of the format; by default 8.
   *
   * @param version the version
   * @return this
   */
  public OnnxGraph irVersion(int version) {
    irVersion = version;
    return this;
  }

  /**
   * An input.
   *
   * @param name its name
   * @param type what it holds
   * @param shape its dimensions: numbers, or names where they are open
   * @return this
   */
  public OnnxGraph input(String name, Type type, Object... shape) {
    graph.message(11, value(name, type, shape));
    return this;
  }

  /**
   * An output.
   *
   * @param name its name
   * @param type what it holds
   * @param shape its dimensions: numbers, or names where they are open
   * @return this
   */
  public OnnxGraph output(String name, Type type, Object... shape) {
    graph.message(12, value(name, type, shape));
    return this;
  }

  /**
   * A node.
   *
   * @param operator its operator
   * @param inputs names
   * @param outputs names
   * @param attributes made by {@link #ints}, {@link #integer}, {@link #number} and {@link #text}
   * @return this
   */
  public OnnxGraph node(
      String operator, List<String> inputs, List<String> outputs, Attribute... attributes) {
    return nodeOf("", operator, inputs, outputs, attributes);
  }

  /**
   * A node of another domain, see {@link #opset(String, int)}.
   *
   * @param domain for example {@code com.microsoft}
   * @param operator its operator
   * @param inputs names
   * @param outputs names
   * @param attributes made by {@link #ints}, {@link #integer}, {@link #number} and {@link #text}
   * @return this
   */
  public OnnxGraph nodeOf(
      String domain,
      String operator,
      List<String> inputs,
      List<String> outputs,
      Attribute... attributes) {
    Message node = new Message();
    inputs.forEach(input -> node.text(1, input));
    outputs.forEach(output -> node.text(2, output));
    node.text(3, operator + nodes++);
    node.text(4, operator);
    for (Attribute attribute : attributes) {
      node.message(5, attribute.message);
    }
    if (!domain.isEmpty()) {
      node.text(7, domain);
    }
    graph.message(1, node);
    return this;
  }

  /**
   * A constant.
   *
   * @param name its name
   * @param values the values
   * @param shape its dimensions
   * @return this
   */
  public OnnxGraph constant(String name, float[] values, long... shape) {
    ByteBuffer raw =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return constant(name, Type.FLOAT, raw.array(), shape);
  }

  /**
   * A constant.
   *
   * @param name its name
   * @param values the values
   * @param shape its dimensions
   * @return this
   */
  public OnnxGraph constant(String name, long[] values, long... shape) {
    ByteBuffer raw = ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(values);
    return constant(name, Type.INT64, raw.array(), shape);
  }

  /**
   * A constant.
   *
   * @param name its name
   * @param type what it holds
   * @param raw the values, little-endian
   * @param shape its dimensions
   * @return this
   */
  public OnnxGraph constant(String name, Type type, byte[] raw, long... shape) {
    Message tensor = new Message();
    for (long side : shape) {
      tensor.number(1, side);
    }
    tensor.number(2, type.number);
    tensor.text(8, name);
    tensor.bytes(9, raw);
    graph.message(5, tensor);
    return this;
  }

  /**
   * A constant whose values are in another file.
   *
   * @param name its name
   * @param type what it holds
   * @param file beside the model
   * @param offset where it begins there
   * @param length how many bytes it has
   * @param shape its dimensions
   * @return this
   */
  public OnnxGraph external(
      String name, Type type, String file, long offset, long length, long... shape) {
    Message tensor = new Message();
    for (long side : shape) {
      tensor.number(1, side);
    }
    tensor.number(2, type.number).text(8, name);
    tensor.message(13, Message.of(it -> it.text(1, "location").text(2, file)));
    tensor.message(13, Message.of(it -> it.text(1, "offset").text(2, Long.toString(offset))));
    tensor.message(13, Message.of(it -> it.text(1, "length").text(2, Long.toString(length))));
    graph.message(5, tensor.number(14, 1));
    return this;
  }

  /**
   * Custom metadata.
   *
   * @param key for example {@code character}
   * @param value its value
   * @return this
   */
  public OnnxGraph metadata(String key, String value) {
    metadata.message(14, Message.of(entry -> entry.text(1, key).text(2, value)));
    return this;
  }

  /**
   * An attribute of a node.
   *
   * @param name its name
   * @param values the values
   * @return the attribute
   */
  public static Attribute ints(String name, long... values) {
    Message message = new Message().text(1, name);
    for (long value : values) {
      message.number(8, value);
    }
    return new Attribute(message.number(20, 7));
  }

  /**
   * An attribute of a node.
   *
   * @param name its name
   * @param value the value
   * @return the attribute
   */
  public static Attribute integer(String name, long value) {
    return new Attribute(new Message().text(1, name).number(3, value).number(20, 2));
  }

  /**
   * An attribute of a node.
   *
   * @param name its name
   * @param value the value
   * @return the attribute
   */
  public static Attribute number(String name, float value) {
    return new Attribute(new Message().text(1, name).single(2, value).number(20, 1));
  }

  /**
   * An attribute of a node.
   *
   * @param name its name
   * @param value the value
   * @return the attribute
   */
  public static Attribute text(String name, String value) {
    return new Attribute(
        new Message().text(1, name).bytes(4, value.getBytes(StandardCharsets.UTF_8)).number(20, 3));
  }

  /**
   * The model.
   *
   * @return the bytes of its file
   */
  public byte[] toBytes() {
    Message model = new Message().number(1, irVersion).text(2, "glyphflow-testkit");
    Message named = new Message().text(2, "graph");
    named.append(graph);
    model.message(7, named);
    int version = opset;
    model.message(8, Message.of(set -> set.number(2, version)));
    model.append(opsets);
    model.append(metadata);
    return model.toBytes();
  }

  private static Message value(String name, Type type, Object... shape) {
    Message dimensions = new Message();
    for (Object side : shape) {
      dimensions.message(
          1,
          side instanceof Number number
              ? new Message().number(1, number.longValue())
              : new Message().text(2, side.toString()));
    }
    Message tensor = new Message().number(1, type.number).message(2, dimensions);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  /** An attribute of a node. */
  public static final class Attribute {
    private final Message message;

    private Attribute(Message message) {
      this.message = message;
    }
  }

  /** A message in the wire format of protocol buffers. */
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static Message of(Consumer<Message> fill) {
      Message message = new Message();
      fill.accept(message);
      return message;
    }

    Message number(int field, long value) {
      varint((long) field << 3);
      varint(value);
      return this;
    }

    Message single(int field, float value) {
      varint((long) field << 3 | 5);
      int bits = Float.floatToRawIntBits(value);
      for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
        out.write(bits >>> shift);
      }
      return this;
    }

    Message text(int field, String value) {
      return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
      return bytes(field, value.toBytes());
    }

    Message bytes(int field, byte[] value) {
      varint((long) field << 3 | 2);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    void append(Message other) {
      out.writeBytes(other.toBytes());
    }

    byte[] toBytes() {
      return out.toByteArray();
    }

    private void varint(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        out.write((int) (rest & 0x7f) | 0x80);
        rest >>>= 7;
      }
      out.write((int) rest);
    }
  }
}
