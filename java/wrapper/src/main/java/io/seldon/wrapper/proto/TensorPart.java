package io.seldon.wrapper.proto;

import io.seldon.wrapper.message.NumericArray;

/** A Tensor: shape and values, both packed, the values copied once and never boxed. */
final class TensorPart implements Part {
  private static final int SHAPE = 1;
  private static final int VALUES = 2;

  private final NumericArray array;
  private final int shapeBytes;

  TensorPart(NumericArray array) {
    this.array = array;
    int bytes = 0;
    for (int size : array.shape()) {
      bytes += WireWriter.varintSize(size);
    }
    shapeBytes = bytes;
  }

  @Override
  public int size() {
    int valueBytes = Math.multiplyExact(array.values().length, Double.BYTES);
    return (shapeBytes == 0 ? 0 : WireWriter.fieldSize(shapeBytes))
        + (valueBytes == 0 ? 0 : WireWriter.fieldSize(valueBytes));
  }

  @Override
  public void writeTo(WireWriter writer) {
    if (shapeBytes > 0) {
      writer.head(SHAPE, shapeBytes);
      for (int size : array.shape()) {
        writer.varint(size);
      }
    }
    double[] values = array.values();
    if (values.length > 0) {
      writer.head(VALUES, values.length * Double.BYTES);
      writer.doubles(values);
    }
  }
}
