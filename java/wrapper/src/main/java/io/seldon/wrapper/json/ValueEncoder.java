package io.seldon.wrapper.json;

import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plain values as JSON; NaN as null (contract.md, PAY-9). */
final class ValueEncoder {
  private final JsonOutput out;

  ValueEncoder(JsonOutput out) {
    this.out = out;
  }

  /**
   * Writes a value.
   *
   * @param value Map, List, String, Number, Boolean or null
   * @param place what it is called in an error
   * @throws SeldonException 500 for another value, or an infinity
   */
  void write(@Nullable Object value, String place) {
    if (value instanceof String text) {
      out.string(text);
    } else if (value instanceof Integer || value instanceof Long) {
      out.raw(value.toString());
    } else if (value instanceof Number number) {
      number(number.doubleValue(), place);
    } else if (value == null || value instanceof Boolean) {
      out.raw(String.valueOf(value));
    } else if (value instanceof Map<?, ?> map) {
      map(map, place);
    } else if (value instanceof List<?> list) {
      list(list, place);
    } else {
      String type = value.getClass().getSimpleName();
      throw refused(place + ": " + type + " (expected: JSON values)");
    }
  }

  private void number(double value, String place) {
    if (Double.isInfinite(value)) {
      throw refused(place + ": " + value + " (expected: finite numbers)");
    }
    if (Double.isNaN(value)) {
      out.raw("null");
    } else {
      out.number(value);
    }
  }

  private void map(Map<?, ?> map, String place) {
    out.raw('{');
    boolean isFirst = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!isFirst) {
        out.raw(',');
      }
      isFirst = false;
      out.string(String.valueOf(entry.getKey())).raw(':');
      write(entry.getValue(), place);
    }
    out.raw('}');
  }

  private void list(List<?> list, String place) {
    out.raw('[');
    boolean isFirst = true;
    for (Object item : list) {
      if (!isFirst) {
        out.raw(',');
      }
      isFirst = false;
      write(item, place);
    }
    out.raw(']');
  }

  private static SeldonException refused(String text) {
    return new SeldonException(Fault.COMPONENT, text);
  }
}
