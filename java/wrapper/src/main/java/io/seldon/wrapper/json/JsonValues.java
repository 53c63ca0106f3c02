package io.seldon.wrapper.json;

import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.MixedArray;
import io.seldon.wrapper.message.NumericArray;
import io.seldon.wrapper.message.PlainValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks of what {@link JsonParser} gives, with the contract's words for what stood there. */
final class JsonValues {
  private JsonValues() {}

  /** Returns the error {@code <place>: <what it is> (expected: …)}. */
  static SeldonException refused(String place, @Nullable Object value, String expected) {
    String text = place + ": " + describe(value) + " (expected: " + expected + ")";
    return SeldonException.badData(text);
  }

  /** Names a value's type with its article. */
  static String describe(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Boolean) {
      return "a boolean";
    }
    if (value instanceof Double) {
      return "a number";
    }
    if (value instanceof String) {
      return "a string";
    }
    return value instanceof Map ? "an object" : "an array";
  }

  /** Shows a single value as JSON; an array or object by its type. */
  static String shown(@Nullable Object value) {
    if (value instanceof Map || value instanceof List || value instanceof NumericArray) {
      return describe(value);
    }
    JsonOutput out = new JsonOutput(NumberText.MAX_BYTES);
    if (value instanceof String text) {
      out.string(text);
    } else if (value instanceof Double number) {
      out.number(number);
    } else {
      out.raw(String.valueOf(value));
    }
    return new String(out.toBytes(), StandardCharsets.UTF_8);
  }

  /** Returns the value if it is an object. */
  @SuppressWarnings("unchecked") // the parser makes no other maps
  static Map<String, @Nullable Object> object(@Nullable Object value, String place) {
    if (value instanceof Map) {
      return (Map<String, @Nullable Object>) value;
    }
    throw refused(place, value, "an object");
  }

  /** Returns the value if it is a string. */
  static String string(@Nullable Object value, String place) {
    if (value instanceof String text) {
      return text;
    }
    throw refused(place, value, "a string");
  }

  /** Returns the items of the value if it is an array. */
  static List<? extends @Nullable Object> array(@Nullable Object value, String place) {
    List<? extends @Nullable Object> found = items(value);
    if (found == null) {
      throw refused(place, value, "an array");
    }
    return found;
  }

  /** Returns the items of an array, or null if it is none. */
  static @Nullable List<? extends @Nullable Object> items(@Nullable Object value) {
    if (value instanceof NumericArray) {
      return (List<?>) plain(value);
    }
    return value instanceof List<?> list ? list : null;
  }

  /** Returns an integer of 32 bits; 1.0 is one, as in proto3 JSON. */
  static int integer(@Nullable Object value, String place) {
    String expected = "an integer of 32 bits";
    if (!(value instanceof Double number)) {
      throw refused(place, value, expected);
    }
    if (number.intValue() != number) {
      throw SeldonException.badData(place + ": " + shown(value) + " (expected: " + expected + ")");
    }
    return number.intValue();
  }

  /**
   * Makes a request's value plain.
   *
   * @return the value with all arrays as List; other parts of it are not copied
   * @throws SeldonException 400 if it is too deep (LIM-2)
   */
  static @Nullable Object plain(@Nullable Object value, String place) {
    checkDepth(value, place, 0);
    return plain(value);
  }

  /** Refuses what is nested too deep (LIM-2). */
  static void checkDepth(@Nullable Object value, String place, int level) {
    int levels = level + levelsOf(value);
    if (levels > PlainValues.MAX_LEVELS) {
      String text = place + ": nested deeper than " + PlainValues.MAX_LEVELS + " levels";
      throw SeldonException.badData(text);
    }
    Iterable<? extends @Nullable Object> below = List.of();
    if (value instanceof Map<?, ?> map) {
      below = map.values();
    } else if (value instanceof List<?> list) {
      below = list;
    } else if (value instanceof MixedArray array) {
      below = Arrays.asList(array.values());
    }
    for (Object item : below) {
      checkDepth(item, place, levels);
    }
  }

  private static int levelsOf(@Nullable Object value) {
    if (value instanceof NumericArray array) {
      return array.shape().length;
    }
    if (value instanceof MixedArray array) {
      return array.shape().length;
    }
    return value instanceof Map || value instanceof List ? 1 : 0;
  }

  /** Makes all arrays in a value lists; nothing else is copied. */
  static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof NumericArray array) {
      return nested(array.shape(), 0, array.values(), new int[1]);
    }
    if (value instanceof Map<?, ?>) {
      object(value, "").replaceAll((key, item) -> plain(item));
    } else if (value instanceof List<?>) {
      list(value).replaceAll(JsonValues::plain);
    }
    return value;
  }

  @SuppressWarnings("unchecked") // the parser makes no other lists
  private static List<@Nullable Object> list(Object value) {
    return (List<@Nullable Object>) value;
  }

  private static List<@Nullable Object> nested(
      int[] shape, int dimension, double[] values, int[] next) {
    int size = shape[dimension];
    List<@Nullable Object> found = new ArrayList<>(size);
    for (int index = 0; index < size; index++) {
      if (dimension + 1 < shape.length) {
        found.add(nested(shape, dimension + 1, values, next));
      } else {
        double value = values[next[0]++];
        found.add(Double.isNaN(value) ? null : (Double) value);
      }
    }
    return found;
  }
}
