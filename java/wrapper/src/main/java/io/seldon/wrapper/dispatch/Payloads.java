package io.seldon.wrapper.dispatch;

import com.google.protobuf.Any;
import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.ArrayValue;
import io.seldon.wrapper.message.Kind;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.message.MixedArray;
import io.seldon.wrapper.message.NestedLists;
import io.seldon.wrapper.message.NestedLists.ShapeException;
import io.seldon.wrapper.message.NumericArray;
import io.seldon.wrapper.message.PlainValues;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** From what the component returned to a payload: the table of contract.md, PAY-14. */
final class Payloads {
  private static final String ANSWER = "jsonData answer";
  private static final int MAX_DIMENSIONS = 32;

  private Payloads() {}

  /**
   * Finds the payload that a returned value makes.
   *
   * @param returned what the component's method gave; a {@link Payload} is one already
   * @param request the kind of the request's payload, which the answer keeps where it can
   * @param method the method's name, for errors
   * @throws SeldonException 500 for a value of no payload's type, and for rows that are no array
   *     (PAY-15)
   */
  static Payload of(@Nullable Object returned, @Nullable Kind request, String method) {
    if (returned instanceof Payload payload) {
      return payload;
    }
    if (returned instanceof ArrayValue array) {
      return ofArrayValue(array, request, method);
    }
    if (returned instanceof byte[]) {
      return new Payload(Kind.BINARY, returned);
    }
    if (returned != null && returned.getClass().isArray()) {
      return ofArray(javaArray(returned, method), request, method);
    }
    if (returned instanceof Map || (request == Kind.JSON && isPlain(returned))) {
      return new Payload(Kind.JSON, PlainValues.of(returned, ANSWER));
    }
    if (returned instanceof CharSequence text) {
      return new Payload(Kind.STRING, text.toString());
    }
    if (returned instanceof List<?> list) {
      return ofArray(listed(list, method), request, method);
    }
    if (returned instanceof Any) {
      return new Payload(Kind.ANY, returned);
    }
    throw refused(
        method
            + " returned "
            + Types.nameOf(returned)
            + " (expected: an array, list, mapping, string or bytes)");
  }

  /** Returns the payload of a request, one with a payload, that is answered as it came (DIS-3). */
  static Payload asItCame(Message message) {
    return new Payload(Objects.requireNonNull(message.kind()), message.value());
  }

  /**
   * Returns whether a value goes into jsonData when the request was jsonData; null is no answer.
   */
  private static boolean isPlain(@Nullable Object value) {
    return value instanceof List
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof CharSequence;
  }

  private static Payload ofArrayValue(ArrayValue array, @Nullable Kind request, String method) {
    boolean isNumeric = array instanceof NumericArray;
    if (array.shape().length == 0 && !(isNumeric && request == Kind.TFTENSOR)) {
      // An array of no dimension is its value (PAY-16), but TensorFlow has such.
      Object single =
          array instanceof NumericArray numbers
              ? (Object) numbers.values()[0]
              : ((MixedArray) array).values()[0];
      return of(single, request, method);
    }
    if (array instanceof MixedArray mixed && mixed.values().length > 0 && areNumbers(mixed)) {
      return ofArray(numbers(mixed), request, method);
    }
    return ofArray(array, request, method);
  }

  private static Payload ofArray(ArrayValue array, @Nullable Kind request, String method) {
    Kind kind = Kind.TENSOR;
    if (array instanceof MixedArray) {
      kind = Kind.NDARRAY;
    } else if (request != null && request.isData()) {
      kind = request;
    }
    int most = kind == Kind.NDARRAY ? PlainValues.MAX_LEVELS : MAX_DIMENSIONS;
    if (array.shape().length > most) {
      throw refused(
          "%s returned an array: nested deeper than %d levels"
              .formatted(method, PlainValues.MAX_LEVELS));
    }
    return new Payload(kind, array);
  }

  private static ArrayValue javaArray(Object array, String method) {
    if (array instanceof double[] values) {
      return NumericArray.of(values);
    }
    Class<?> leaf = JavaArrays.leafType(array);
    if (JavaArrays.isNumeric(leaf)) {
      try {
        return JavaArrays.numbers(array);
      } catch (JavaArrays.RaggedException error) {
        throw refused(method + " returned ragged rows: " + error.getMessage());
      }
    }
    ArrayValue found = listed(JavaArrays.asList(array), method);
    boolean isText = leaf == String.class || leaf == Boolean.class || leaf.isPrimitive();
    // Without values only the declared type tells that they would be no numbers.
    return isText && found instanceof NumericArray numbers && numbers.values().length == 0
        ? new MixedArray(numbers.shape(), new Object[0])
        : found;
  }

  private static ArrayValue listed(List<?> rows, String method) {
    try {
      return NestedLists.array(rows);
    } catch (ShapeException error) {
      String what = error.text().startsWith(":") ? "an array" : "ragged rows: ";
      throw refused(method + " returned " + what + error.text());
    }
  }

  private static boolean areNumbers(MixedArray array) {
    return Arrays.stream(array.values()).allMatch(v -> v == null || v instanceof Number);
  }

  private static NumericArray numbers(MixedArray array) {
    double[] values = new double[array.values().length];
    for (int index = 0; index < values.length; index++) {
      values[index] =
          array.values()[index] instanceof Number number ? number.doubleValue() : Double.NaN;
    }
    return new NumericArray(array.shape(), values);
  }

  private static SeldonException refused(String text) {
    return new SeldonException(Fault.COMPONENT, text);
  }
}
