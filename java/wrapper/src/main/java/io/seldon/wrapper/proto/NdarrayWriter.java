package io.seldon.wrapper.proto;

import com.google.protobuf.ListValue;
import com.google.protobuf.Value;
import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.ArrayValue;
import io.seldon.wrapper.message.MixedArray;
import io.seldon.wrapper.message.NumericArray;
import org.jspecify.annotations.Nullable;

/** An {@code ndarray} on its way out (contract.md, PAY-8). */
final class NdarrayWriter {
  private static final String WHAT = "ndarray answer";

  private final ArrayValue array;
  private int written;

  private NdarrayWriter(ArrayValue array) {
    this.array = array;
  }

  /**
   * Writes an array as a ListValue; NaN is null.
   *
   * @throws SeldonException 500: an infinity, or an object that JSON does not have
   */
  static Part part(ArrayValue array) {
    if (array instanceof NumericArray numbers && allFinite(numbers)) {
      return new NumberListPart(numbers);
    }
    return Part.of(new NdarrayWriter(array).list(0).toByteArray());
  }

  /** Looks at all values; false also for none, or no dimension. */
  private static boolean allFinite(NumericArray array) {
    boolean all = array.values().length > 0 && array.shape().length > 0;
    for (double value : array.values()) {
      all &= Double.isFinite(value);
      if (Double.isInfinite(value)) {
        throw infinite(value);
      }
    }
    return all;
  }

  private ListValue list(int depth) {
    int[] shape = array.shape();
    ListValue.Builder list = ListValue.newBuilder();
    for (int index = 0; index < shape[depth]; index++) {
      if (depth < shape.length - 1) {
        list.addValues(Value.newBuilder().setListValue(list(depth + 1)));
      } else {
        list.addValues(leaf(shape.length));
      }
    }
    return list.build();
  }

  private Value leaf(int levels) {
    Object leaf = leafAt(written++);
    if (leaf instanceof Double number && number.isInfinite()) {
      throw infinite(number);
    }
    return Values.write(leaf, WHAT, levels);
  }

  private @Nullable Object leafAt(int index) {
    return array instanceof NumericArray numbers
        ? (Double) numbers.values()[index]
        : ((MixedArray) array).values()[index];
  }

  private static SeldonException infinite(double value) {
    return new SeldonException(
        Fault.COMPONENT, WHAT + ": " + value + " (expected: finite numbers, or answer a tensor)");
  }
}
