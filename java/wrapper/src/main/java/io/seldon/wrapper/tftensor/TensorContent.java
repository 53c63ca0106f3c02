package io.seldon.wrapper.tftensor;

import com.google.protobuf.ByteString;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.ArrayValue;
import io.seldon.wrapper.message.MixedArray;
import io.seldon.wrapper.message.NumericArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The values of {@code tensorContent}: little-endian, row-major, without gaps. */
final class TensorContent {
  private static final int BYTE = 0xFF;
  private static final int TWO_BYTES = 0xFFFF;

  private TensorContent() {}

  /** Reads as many values as the shape takes; refuses another number of bytes. */
  static ArrayValue read(ByteString content, Dtype dtype, int[] shape, int count) {
    int expected = count * dtype.bytes();
    if (dtype == Dtype.DT_STRING || content.size() != expected) {
      String unit =
          dtype == Dtype.DT_STRING
              ? "stringVal"
              : expected + " for shape " + Arrays.toString(shape);
      throw SeldonException.badData(
          "tftensor content: " + content.size() + " bytes (expected: " + unit + ")");
    }
    ByteBuffer bytes = content.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    if (dtype == Dtype.DT_BOOL) {
      Object[] values = new Object[count];
      for (int index = 0; index < count; index++) {
        values[index] = bytes.get() != 0;
      }
      return new MixedArray(shape, values);
    }
    double[] values = new double[count];
    if (dtype == Dtype.DT_DOUBLE) {
      bytes.asDoubleBuffer().get(values);
    } else {
      for (int index = 0; index < count; index++) {
        values[index] = next(bytes, dtype);
      }
    }
    return new NumericArray(shape, values);
  }

  private static double next(ByteBuffer bytes, Dtype dtype) {
    return switch (dtype) {
      case DT_FLOAT -> bytes.getFloat();
      case DT_HALF -> Numbers.ofHalf(bytes.getShort() & TWO_BYTES);
      case DT_INT8 -> bytes.get();
      case DT_INT16 -> bytes.getShort();
      case DT_INT32 -> bytes.getInt();
      case DT_INT64 -> bytes.getLong();
      case DT_UINT8 -> bytes.get() & BYTE;
      case DT_UINT16 -> bytes.getShort() & TWO_BYTES;
      case DT_UINT32 -> Integer.toUnsignedLong(bytes.getInt());
      case DT_UINT64 -> Numbers.ofUnsigned(bytes.getLong());
      case DT_DOUBLE, DT_BOOL, DT_STRING -> throw new IllegalArgumentException(dtype.name());
    };
  }
}
