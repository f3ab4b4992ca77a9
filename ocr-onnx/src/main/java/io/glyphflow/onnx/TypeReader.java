package io.glyphflow.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the type of an input or output ({@code TypeProto}). For one thread. */
final class TypeReader {

  private static final int MOST_DIMENSIONS = 64;
  private static final int LONGEST_NAME = 1 << 12;

  private final Wire wire;
  private final List<Long> shape = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private boolean isTensor;
  private long number;

  TypeReader(Wire wire) {
    this.wire = wire;
  }

  void read() throws IOException {
    while (wire.hasMore()) {
      int tag = wire.tag();
      if (tag >>> 3 == 1) {
        isTensor = true;
        ModelReader.inside(wire, tag, this::tensor);
      } else {
        wire.skip(tag);
      }
    }
  }

  private void tensor() throws IOException {
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag >>> 3) {
        case 1 -> {
          ModelReader.expect(tag, Wire.VARINT);
          number = wire.varint();
        }
        case 2 -> ModelReader.inside(wire, tag, this::dimensions);
        default -> wire.skip(tag);
      }
    }
  }

  private void dimensions() throws IOException {
    while (wire.hasMore()) {
      int tag = wire.tag();
      if (tag >>> 3 == 1) {
        ModelReader.inside(wire, tag, this::dimension);
      } else {
        wire.skip(tag);
      }
    }
  }

  private void dimension() throws IOException {
    if (shape.size() == MOST_DIMENSIONS) {
      throw new Wire.DamagedException("a tensor of more than " + MOST_DIMENSIONS + " dimensions");
    }
    long side = -1;
    String symbol = "";
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag >>> 3) {
        case 1 -> {
          ModelReader.expect(tag, Wire.VARINT);
          side = wire.varint();
        }
        case 2 -> {
          ModelReader.expect(tag, Wire.LENGTH);
          symbol = wire.text(LONGEST_NAME);
        }
        default -> wire.skip(tag);
      }
    }
    shape.add(side < 0 ? -1 : side);
    names.add(side < 0 ? symbol : "");
  }

  List<Long> shape() {
    return shape;
  }

  List<String> names() {
    return names;
  }

  /** What it holds; empty if that is no tensor of ours. */
  Optional<ElementType> element() {
    if (!isTensor) {
      return Optional.empty();
    }
    return Optional.ofNullable(
        switch ((int) number) {
          case 1 -> ElementType.FLOAT32;
          case 2 -> ElementType.UINT8;
          case 3 -> ElementType.INT8;
          case 6 -> ElementType.INT32;
          case 7 -> ElementType.INT64;
          case 9 -> ElementType.BOOL;
          case 10 -> ElementType.FLOAT16;
          case 11 -> ElementType.FLOAT64;
          case 16 -> ElementType.BFLOAT16;
          default -> null;
        });
  }

  /** What it is, if it is nothing of ours. */
  String description() {
    if (!isTensor) {
      return "no tensor (a sequence, map or optional)";
    }
    return number == 8 ? "texts" : "element type number " + number + " of ONNX";
  }
}
