package io.glyphflow.bench;

import io.glyphflow.testkit.onnx.OnnxGraph;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;

/**
 * A model like the trunk of a small detector, in three precisions: a convolution that halves the
 * picture, some of 3 x 3 over 32 channels, each clipped to 0..6, and a head that gives 8 maps. Its
 * weights are random and always the same, scaled so that levels stay in range.
 */
public final class ConvNet {

  /** What weights and levels are stored in. */
  public enum Precision {
    /** 32-bit floats. */
    FP32,
    /** Halves, the output too; the input is narrowed by the graph. */
    FP16,
    /** Weights of 8 bits and levels of 8 bits between layers, as QDQ pairs. */
    INT8
  }

  /** Pixels of a side of the input. */
  static final int SIDE = 160;

  /** So many layers take about 12 ms of one core. */
  static final int LAYERS = 24;

  static final String INPUT = "image";

  private static final int CHANNELS = 32;
  private static final int MAPS = 8;
  private static final float MOST = 6;

  private final Random random = new Random(11);
  private final OnnxGraph graph = new OnnxGraph();
  private final Precision precision;
  private final OnnxGraph.Type type;

  private ConvNet(Precision precision) {
    this.precision = precision;
    this.type = precision == Precision.FP16 ? OnnxGraph.Type.FLOAT16 : OnnxGraph.Type.FLOAT;
  }

  /** The model. */
  static ByteBuffer of(Precision precision, int layers) {
    return ByteBuffer.wrap(new ConvNet(precision).write(layers));
  }

  /** Pictures that are alike at every call. */
  static FloatBuffer pictures(int count) {
    Random random = new Random(12);
    FloatBuffer values =
        ByteBuffer.allocateDirect(Float.BYTES * count * 3 * SIDE * SIDE)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    while (values.hasRemaining()) {
      values.put(random.nextInt(256) / 255f);
    }
    return values.flip();
  }

  /** Values of the answer to one picture. */
  static int answer() {
    return MAPS * (SIDE / 2) * (SIDE / 2);
  }

  private byte[] write(int layers) {
    graph.input(INPUT, OnnxGraph.Type.FLOAT, "N", 3, SIDE, SIDE);
    graph.output("maps", type, "N", MAPS, SIDE / 2, SIDE / 2);
    limits();
    String at = begin();
    at = layer(at, "first", 3, 2);
    for (int i = 0; i < layers; i++) {
      at = layer(at, "layer" + i, CHANNELS, 1);
    }
    weights("head", MAPS, CHANNELS, 1, false);
    graph.node("Conv", List.of(at, "head"), List.of("maps"));
    return graph.toBytes();
  }

  private void limits() {
    floats("least", new float[] {0});
    floats("most", new float[] {MOST});
    if (precision == Precision.INT8) {
      graph.constant("pixelScale", new float[] {1 / 255f});
      graph.constant("levelScale", new float[] {MOST / 255});
      graph.constant("zero", OnnxGraph.Type.UINT8, new byte[1]);
      graph.constant("signedZero", OnnxGraph.Type.INT8, new byte[1]);
    }
  }

  private String begin() {
    if (precision == Precision.INT8) {
      return quantized(INPUT, "pixelScale");
    }
    if (precision == Precision.FP32) {
      return INPUT;
    }
    graph.node(
        "Cast",
        List.of(INPUT),
        List.of("narrow"),
        OnnxGraph.integer("to", OnnxGraph.Type.FLOAT16.number()));
    return "narrow";
  }

  private String layer(String from, String name, int channels, int stride) {
    weights(name, CHANNELS, channels, 3, precision == Precision.INT8);
    graph.node(
        "Conv",
        List.of(from, name),
        List.of(name + "Sum"),
        OnnxGraph.ints("strides", stride, stride),
        OnnxGraph.ints("pads", 1, 1, 1, 1));
    graph.node("Clip", List.of(name + "Sum", "least", "most"), List.of(name + "Level"));
    return precision == Precision.INT8 ? quantized(name + "Level", "levelScale") : name + "Level";
  }

  private String quantized(String from, String scale) {
    graph.node("QuantizeLinear", List.of(from, scale, "zero"), List.of(from + "Q"));
    graph.node("DequantizeLinear", List.of(from + "Q", scale, "zero"), List.of(from + "D"));
    return from + "D";
  }

  private void weights(String name, int to, int from, int side, boolean isNarrow) {
    float[] values = new float[to * from * side * side];
    float spread = (float) Math.sqrt(2.0 / (from * side * side));
    float most = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() * spread;
      most = Math.max(most, Math.abs(values[i]));
    }
    long[] shape = {to, from, side, side};
    if (!isNarrow) {
      floats(name, values, shape);
      return;
    }
    byte[] narrow = new byte[values.length];
    float scale = most / 127;
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (byte) Math.round(values[i] / scale);
    }
    graph.constant(name + "Q", OnnxGraph.Type.INT8, narrow, shape);
    graph.constant(name + "Scale", new float[] {scale});
    graph.node(
        "DequantizeLinear", List.of(name + "Q", name + "Scale", "signedZero"), List.of(name));
  }

  private void floats(String name, float[] values, long... shape) {
    if (precision != Precision.FP16) {
      graph.constant(name, values, shape);
      return;
    }
    ByteBuffer raw = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      raw.putShort(Float.floatToFloat16(value));
    }
    graph.constant(name, OnnxGraph.Type.FLOAT16, raw.array(), shape);
  }
}
