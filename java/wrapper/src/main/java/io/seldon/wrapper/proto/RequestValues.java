package io.seldon.wrapper.proto;

import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.PlainValues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request may hold as JSON: Map with String keys, List, String, Double, Boolean, null. */
final class RequestValues {

  private RequestValues() {}

  /**
   * Refuses a request's value that is too deep or holds an infinity (PAY-9, LIM-2).
   *
   * @param value as a codec read it
   * @param what the key, for the error: {@code jsonData}, {@code meta.tags} or {@code ndarray}
   * @param expected what to send instead of an infinity, for the error
   * @throws SeldonException 400
   */
  static void check(@Nullable Object value, String what, String expected) {
    List<@Nullable Object> level = new ArrayList<>();
    level.add(value);
    for (int depth = 0; !level.isEmpty(); depth++) {
      if (depth > PlainValues.MAX_LEVELS) {
        throw SeldonException.badData(
            what + ": nested deeper than " + PlainValues.MAX_LEVELS + " levels");
      }
      List<@Nullable Object> below = new ArrayList<>();
      for (Object item : level) {
        if (item instanceof List<?> list) {
          addAll(below, list);
        } else if (item instanceof Map<?, ?> map) {
          addAll(below, map.values());
        } else if (item instanceof Double number && number.isInfinite()) {
          throw SeldonException.badData(what + ": " + number + " (expected: " + expected + ")");
        }
      }
      level = below;
    }
  }

  /** Adds what is one level below; nothing at all counts as a level, too. */
  private static void addAll(
      List<@Nullable Object> below, Collection<? extends @Nullable Object> items) {
    if (items.isEmpty()) {
      below.add(null);
    } else {
      below.addAll(items);
    }
  }
}
