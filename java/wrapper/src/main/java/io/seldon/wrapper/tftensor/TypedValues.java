package io.seldon.wrapper.tftensor;

import com.google.protobuf.ByteString;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.ArrayValue;
import io.seldon.wrapper.message.MixedArray;
import io.seldon.wrapper.message.NumericArray;
import java.util.Arrays;
import org.tensorflow.framework.TensorProto;

/**
 * The values of the field that belongs to a dtype: the last one fills up what the shape takes, and
 * none at all is zeros (false, {@code ""}), as TensorFlow has it.
 */
final class TypedValues {
  private static final int MOST_FILLED_UP = 1048576;
  private static final int TWO_BYTES = 0xFFFF;

  private TypedValues() {}

  /** Reads as many values as the shape takes; refuses more, or values that the dtype lacks. */
  static ArrayValue read(TensorProto tensor, Dtype dtype, int[] shape, int count) {
    if (dtype == Dtype.DT_STRING || dtype == Dtype.DT_BOOL) {
      Object[] sent = dtype == Dtype.DT_STRING ? strings(tensor) : booleans(tensor);
      Object fill = dtype == Dtype.DT_STRING ? "" : (Object) Boolean.FALSE;
      check(sent.length, shape, count);
      Object[] values = Arrays.copyOf(sent, count);
      Arrays.fill(values, sent.length, count, sent.length == 0 ? fill : sent[sent.length - 1]);
      return new MixedArray(shape, values);
    }
    double[] sent = numbers(tensor, dtype);
    check(sent.length, shape, count);
    double[] values = Arrays.copyOf(sent, count);
    Arrays.fill(values, sent.length, count, sent.length == 0 ? 0 : sent[sent.length - 1]);
    return new NumericArray(shape, values);
  }

  private static void check(int sent, int[] shape, int count) {
    String sizes = Arrays.toString(shape);
    if (sent < count - MOST_FILLED_UP) {
      throw SeldonException.badData(
          "tftensor shape: "
              + sizes
              + " (expected: at most "
              + MOST_FILLED_UP
              + " values beyond those sent)");
    }
    if (sent > count) {
      throw SeldonException.badData(
          "tftensor values: " + sent + " (expected: " + count + " for shape " + sizes + ")");
    }
  }

  private static double[] numbers(TensorProto tensor, Dtype dtype) {
    return switch (dtype) {
      case DT_FLOAT -> floats(tensor);
      case DT_DOUBLE -> tensor.getDoubleValList().stream().mapToDouble(v -> v).toArray();
      case DT_INT64 -> tensor.getInt64ValList().stream().mapToDouble(v -> v).toArray();
      case DT_UINT32 ->
          tensor.getUint32ValList().stream().mapToDouble(Integer::toUnsignedLong).toArray();
      case DT_UINT64 ->
          tensor.getUint64ValList().stream().mapToDouble(Numbers::ofUnsigned).toArray();
      case DT_HALF -> halves(tensor);
      case DT_INT8 -> integers(tensor, dtype, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case DT_INT16 -> integers(tensor, dtype, Short.MIN_VALUE, Short.MAX_VALUE);
      case DT_UINT8 -> integers(tensor, dtype, 0, 0xFF);
      case DT_UINT16 -> integers(tensor, dtype, 0, TWO_BYTES);
      case DT_INT32 -> integers(tensor, dtype, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case DT_BOOL, DT_STRING -> throw new IllegalArgumentException(dtype.name());
    };
  }

  private static double[] floats(TensorProto tensor) {
    double[] values = new double[tensor.getFloatValCount()];
    for (int index = 0; index < values.length; index++) {
      values[index] = tensor.getFloatVal(index);
    }
    return values;
  }

  private static double[] halves(TensorProto tensor) {
    double[] values = new double[tensor.getHalfValCount()];
    for (int index = 0; index < values.length; index++) {
      int bits = tensor.getHalfVal(index);
      checkRange(bits, Dtype.DT_HALF, 0, TWO_BYTES);
      values[index] = Numbers.ofHalf(bits);
    }
    return values;
  }

  private static double[] integers(TensorProto tensor, Dtype dtype, int least, int most) {
    double[] values = new double[tensor.getIntValCount()];
    for (int index = 0; index < values.length; index++) {
      checkRange(tensor.getIntVal(index), dtype, least, most);
      values[index] = tensor.getIntVal(index);
    }
    return values;
  }

  private static void checkRange(int value, Dtype dtype, int least, int most) {
    if (value < least || value > most) {
      throw SeldonException.badData(
          "tftensor values: out of range (expected: " + dtype.name() + ")");
    }
  }

  private static Object[] booleans(TensorProto tensor) {
    return tensor.getBoolValList().toArray();
  }

  private static Object[] strings(TensorProto tensor) {
    Object[] values = new Object[tensor.getStringValCount()];
    for (int index = 0; index < values.length; index++) {
      ByteString text = tensor.getStringVal(index);
      if (!text.isValidUtf8()) {
        throw SeldonException.badData("tftensor values[" + index + "]: not UTF-8");
      }
      values[index] = text.toStringUtf8();
    }
    return values;
  }
}
