package io.seldon.wrapper.proto;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.PlainValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code google.protobuf.Value} to plain Java values and back (contract.md, PAY-7 to PAY-9). */
final class Values {
  private static final Value NULL = Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build();

  private Values() {}

  /** Reads a value: Map, List, String, Double, Boolean or null; NaN, which JSON lacks, is null. */
  static @Nullable Object read(Value value) {
    return switch (value.getKindCase()) {
      case NUMBER_VALUE -> {
        double number = value.getNumberValue();
        yield Double.isNaN(number) ? null : (Double) number;
      }
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> value.getBoolValue();
      case LIST_VALUE -> read(value.getListValue());
      case STRUCT_VALUE -> {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        value.getStructValue().getFieldsMap().forEach((key, item) -> fields.put(key, read(item)));
        yield fields;
      }
      case NULL_VALUE, KIND_NOT_SET -> null;
    };
  }

  /** Reads a list of values. */
  static List<@Nullable Object> read(ListValue list) {
    List<@Nullable Object> found = new ArrayList<>(list.getValuesCount());
    for (Value value : list.getValuesList()) {
      found.add(read(value));
    }
    return found;
  }

  /**
   * Writes a plain value; NaN is null.
   *
   * @param value Map, List, String, Number, Boolean or null
   * @param what the key, for errors: {@code jsonData answer}
   * @throws SeldonException 500: an infinity, deeper than 30 levels, text that is no Unicode, or
   *     another type
   */
  static Value write(@Nullable Object value, String what) {
    return write(value, what, 0);
  }

  /** Writes a plain value that is so many levels deep already. */
  static Value write(@Nullable Object value, String what, int level) {
    if (value == null) {
      return NULL;
    }
    if (value instanceof String text) {
      return Value.newBuilder().setStringValue(Utf8.checked(text)).build();
    }
    if (value instanceof Boolean flag) {
      return Value.newBuilder().setBoolValue(flag).build();
    }
    if (value instanceof Number number) {
      return number(number.doubleValue(), what);
    }
    if ((value instanceof Map || value instanceof List) && level == PlainValues.MAX_LEVELS) {
      throw refused(what + ": nested deeper than " + level + " levels");
    }
    if (value instanceof Map<?, ?> map) {
      Struct.Builder fields = Struct.newBuilder();
      map.forEach(
          (key, item) ->
              fields.putFields(Utf8.checked(String.valueOf(key)), write(item, what, level + 1)));
      return Value.newBuilder().setStructValue(fields).build();
    }
    if (value instanceof List<?> list) {
      ListValue.Builder items = ListValue.newBuilder();
      list.forEach(item -> items.addValues(write(item, what, level + 1)));
      return Value.newBuilder().setListValue(items).build();
    }
    throw refused(what + ": " + value.getClass().getSimpleName() + " (expected: JSON values)");
  }

  private static Value number(double number, String what) {
    if (Double.isNaN(number)) {
      return NULL;
    }
    if (Double.isInfinite(number)) {
      throw refused(what + ": " + number + " (expected: finite numbers)");
    }
    return Value.newBuilder().setNumberValue(number).build();
  }

  private static SeldonException refused(String info) {
    return new SeldonException(Fault.COMPONENT, info);
  }
}
