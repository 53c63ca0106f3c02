package io.seldon.wrapper.proto;

import com.google.protobuf.ListValue;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.ArrayValue;
import io.seldon.wrapper.message.NestedLists;
import io.seldon.wrapper.message.NumericArray;
import java.util.List;

/** An {@code ndarray} of any values, as protobuf has parsed it (contract.md, PAY-6 to PAY-8). */
final class NdarrayReader {
  private static final String WHAT = "ndarray";
  private static final String REMEDY = "finite numbers, or send a tensor";

  private NdarrayReader() {}

  /** Reads the lists as an array; refuses ragged or too deep ones, and infinities. */
  static ArrayValue read(ListValue list) {
    List<?> values = Values.read(list);
    ArrayValue array;
    try {
      array = NestedLists.array(values);
    } catch (NestedLists.ShapeException error) {
      throw SeldonException.badData(WHAT + error.text());
    }
    if (array instanceof NumericArray numbers) {
      for (double number : numbers.values()) {
        if (Double.isInfinite(number)) {
          throw SeldonException.badData(WHAT + ": " + number + " (expected: " + REMEDY + ")");
        }
      }
    } else {
      RequestValues.check(values, WHAT, REMEDY);
    }
    return array;
  }
}
