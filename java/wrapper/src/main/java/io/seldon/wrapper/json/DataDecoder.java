package io.seldon.wrapper.json;

import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.ArrayValue;
import io.seldon.wrapper.message.MixedArray;
import io.seldon.wrapper.message.NestedLists;
import io.seldon.wrapper.message.NumericArray;
import io.seldon.wrapper.message.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The arrays of {@code data}, and their names (contract.md, PAY-3 to PAY-7, NAM-1). */
final class DataDecoder {
  private static final Pattern SIZE = Pattern.compile("-?[0-9]{1,10}");
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private DataDecoder() {}

  /**
   * Reads {@code data.names}; none is an empty list.
   *
   * @throws SeldonException 400 for no array of strings
   */
  static List<String> names(@Nullable Object value) {
    if (value == null) {
      return List.of();
    }
    List<? extends @Nullable Object> items = JsonValues.items(value);
    if (items == null) {
      throw JsonValues.refused("data.names", value, "an array of strings");
    }
    List<String> found = new ArrayList<>(items.size());
    for (Object item : items) {
      found.add(
          item instanceof String name
              ? name
              : JsonValues.string(item, "data.names[" + found.size() + "]"));
    }
    return found;
  }

  /**
   * Reads a tensor.
   *
   * @throws SeldonException 400 as PAY-4 and PAY-5 have it
   */
  static NumericArray tensor(@Nullable Object value) {
    Map<String, @Nullable Object> members = JsonValues.object(value, "tensor");
    int[] shape = shape(members.get("shape"));
    return TensorShape.apply(shape, values(members.get("values")));
  }

  /**
   * Reads an ndarray.
   *
   * @throws SeldonException 400 as PAY-6 and LIM-2 have it
   */
  static ArrayValue ndarray(@Nullable Object value) {
    if (value instanceof NumericArray array) {
      return array;
    }
    ArrayValue found;
    try {
      found = NestedLists.array(JsonValues.array(value, "ndarray"));
    } catch (NestedLists.ShapeException error) {
      throw SeldonException.badData("ndarray" + error.text());
    }
    if (found instanceof MixedArray mixed) {
      JsonValues.checkDepth(mixed, "ndarray", 0);
      Arrays.setAll(mixed.values(), index -> JsonValues.plain(mixed.values()[index], "ndarray"));
    }
    return found;
  }

  /**
   * Reads a double of proto3 JSON.
   *
   * @throws SeldonException 400 as PAY-5 has it
   */
  static double number(@Nullable Object value, String place) {
    if (value instanceof Double number) {
      return number;
    }
    if ("NaN".equals(value) || "Infinity".equals(value) || "-Infinity".equals(value)) {
      return Double.parseDouble((String) value);
    }
    if (value instanceof String text && NUMBER.matcher(text).matches()) {
      double number = Double.parseDouble(text);
      if (!Double.isInfinite(number)) {
        return number;
      }
    }
    String expected = " (expected: a number, \"NaN\", \"Infinity\" or \"-Infinity\")";
    throw SeldonException.badData(place + ": " + JsonValues.shown(value) + expected);
  }

  private static int[] shape(@Nullable Object value) {
    if (value == null) {
      return new int[0];
    }
    List<? extends @Nullable Object> items = JsonValues.array(value, "tensor shape");
    int[] found = new int[items.size()];
    for (int index = 0; index < found.length; index++) {
      found[index] = size(items.get(index), "tensor shape[" + index + "]");
    }
    return found;
  }

  /** Reads an int32 of proto3 JSON, which may be written as a string. */
  private static int size(@Nullable Object value, String place) {
    boolean isText = value instanceof String text && SIZE.matcher(text).matches();
    return JsonValues.integer(isText ? Double.valueOf((String) value) : value, place);
  }

  private static double[] values(@Nullable Object value) {
    if (value == null) {
      return new double[0];
    }
    if (value instanceof NumericArray array
        && array.shape().length == 1
        && Arrays.stream(array.values()).noneMatch(Double::isNaN)) {
      return array.values();
    }
    List<? extends @Nullable Object> items = JsonValues.array(value, "tensor values");
    double[] found = new double[items.size()];
    for (int index = 0; index < found.length; index++) {
      found[index] = number(items.get(index), "tensor values[" + index + "]");
    }
    return found;
  }
}
