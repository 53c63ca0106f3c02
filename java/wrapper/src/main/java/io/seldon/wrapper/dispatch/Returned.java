package io.seldon.wrapper.dispatch;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one call of a component gave.
 *
 * @param data by PAY-14, or a {@link Payload}
 * @param names the answer's own names, or null where it has none
 * @param tags of this call, unchecked
 * @param metrics of this call, unchecked
 */
record Returned(
    @Nullable Object data,
    @Nullable List<String> names,
    @Nullable Map<?, ?> tags,
    @Nullable List<?> metrics) {

  /** Holds data without anything beside it. */
  static Returned of(@Nullable Object data) {
    return new Returned(data, null, null, null);
  }
}
