package io.seldon.wrapper.message;

import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What user code answers as JSON, made plain (contract.md, PAY-9 and LIM-2). */
public final class PlainValues {
  /** How deep JSON values may nest, each array and object counting one. */
  public static final int MAX_LEVELS = 30;

  private PlainValues() {}

  /**
   * Makes a value plain.
   *
   * @param value Map, List, array, {@link ArrayValue}, text, Number, Boolean or null, nested at
   *     will
   * @param place what it is called in an error: {@code jsonData answer}
   * @return a copy of Map with String keys, List, String, Double (null for NaN), Boolean and null
   * @throws SeldonException 500 for what JSON does not have
   */
  public static @Nullable Object of(@Nullable Object value, String place) {
    return plain(value, place, 0);
  }

  /**
   * Gives a key as JSON has it: a whole number, such as a class, becomes a string.
   *
   * @throws SeldonException 500 for another key
   */
  public static String key(@Nullable Object key, String place) {
    if (key instanceof String text) {
      return text;
    }
    if (isWhole(key)) {
      return String.valueOf(key);
    }
    throw refused(place + ": key " + key + " (expected: a string)");
  }

  private static @Nullable Object plain(@Nullable Object value, String place, int level) {
    if (value == null || value instanceof Boolean) {
      return value;
    }
    if (value instanceof CharSequence || value instanceof Character) {
      return value.toString();
    }
    if (value instanceof Number number) {
      return finite(number.doubleValue(), place);
    }
    if (value instanceof ArrayValue array) {
      return plain(nested(array), place, level);
    }
    boolean isArray = value.getClass().isArray() && !(value instanceof byte[]);
    if (!isArray && !(value instanceof Map) && !(value instanceof List)) {
      String type = value.getClass().getSimpleName();
      throw refused(place + ": " + type + " (expected: JSON values)");
    }
    if (level == MAX_LEVELS) {
      throw refused(place + ": nested deeper than " + MAX_LEVELS + " levels");
    }
    if (value instanceof Map<?, ?> map) {
      return plainMap(map, place, level);
    }
    return plainList(value instanceof List<?> list ? list : items(value), place, level);
  }

  private static Map<String, @Nullable Object> plainMap(Map<?, ?> map, String place, int level) {
    Map<String, @Nullable Object> found = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      found.put(key(entry.getKey(), place), plain(entry.getValue(), place, level + 1));
    }
    return found;
  }

  private static List<@Nullable Object> plainList(List<?> list, String place, int level) {
    List<@Nullable Object> found = new ArrayList<>(list.size());
    for (Object item : list) {
      found.add(plain(item, place, level + 1));
    }
    return found;
  }

  /** Gives the items of a Java array. */
  static List<@Nullable Object> items(Object array) {
    int length = Array.getLength(array);
    List<@Nullable Object> found = new ArrayList<>(length);
    for (int index = 0; index < length; index++) {
      found.add(Array.get(array, index));
    }
    return found;
  }

  /** Gives an array as nested lists; NaN stays. One without a dimension is its value. */
  static @Nullable Object nested(ArrayValue array) {
    List<@Nullable Object> leaves = new ArrayList<>();
    if (array instanceof NumericArray numbers) {
      for (double value : numbers.values()) {
        leaves.add(value);
      }
    } else if (array instanceof MixedArray mixed) {
      leaves.addAll(Arrays.asList(mixed.values()));
    }
    int[] shape = array.shape();
    return shape.length == 0 ? leaves.get(0) : nested(shape, 0, leaves, new int[1]);
  }

  private static List<@Nullable Object> nested(
      int[] shape, int dimension, List<@Nullable Object> leaves, int[] next) {
    List<@Nullable Object> found = new ArrayList<>();
    for (int index = 0; index < shape[dimension]; index++) {
      boolean isLeaf = dimension == shape.length - 1;
      found.add(isLeaf ? leaves.get(next[0]++) : nested(shape, dimension + 1, leaves, next));
    }
    return found;
  }

  private static boolean isWhole(@Nullable Object key) {
    return key instanceof Integer
        || key instanceof Long
        || key instanceof Short
        || key instanceof Byte
        || key instanceof BigInteger;
  }

  private static @Nullable Double finite(double value, String place) {
    if (Double.isInfinite(value)) {
      throw refused(place + ": " + value + " (expected: finite numbers)");
    }
    return Double.isNaN(value) ? null : value;
  }

  private static SeldonException refused(String text) {
    return new SeldonException(Fault.COMPONENT, text);
  }
}
