package io.seldon.wrapper.dispatch;

import io.seldon.wrapper.message.PlainValues;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tags that a component gives (contract.md, MET-2). */
final class Tags {
  private static final String PLACE = "meta.tags answer";

  private Tags() {}

  /**
   * Gives tags as plain JSON values.
   *
   * @param tags what the component gave; null counts as none
   * @throws io.seldon.wrapper.errors.SeldonException 500 for values that JSON does not have
   */
  static Map<String, @Nullable Object> checked(@Nullable Map<?, ?> tags) {
    if (tags == null || tags.isEmpty()) {
      return Map.of();
    }
    Map<String, @Nullable Object> found = new LinkedHashMap<>();
    for (Map.Entry<?, ?> tag : tags.entrySet()) {
      found.put(PlainValues.key(tag.getKey(), PLACE), PlainValues.of(tag.getValue(), PLACE));
    }
    return found;
  }
}
