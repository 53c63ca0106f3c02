package io.seldon.wrapper.component;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer with what belongs to this call alone (contract.md, DIS-9).
 *
 * <p>A metric is a {@link io.seldon.wrapper.message.Metric}, or a Map with the keys of MTR-2.
 *
 * @param data what the verb would have returned otherwise
 * @param tags they win over {@link SeldonComponent#tags()} and the request's (MET-2)
 * @param metrics put behind {@link SeldonComponent#metrics()} (MET-3)
 */
public record Answer(@Nullable Object data, Map<String, ?> tags, List<?> metrics) {

  /** Makes an answer of data alone. */
  public static Answer of(@Nullable Object data) {
    return new Answer(data, Map.of(), List.of());
  }

  /** Returns the same answer with these tags. */
  public Answer withTags(Map<String, ?> tags) {
    return new Answer(data, tags, metrics);
  }

  /** Returns the same answer with these metrics. */
  public Answer withMetrics(List<?> metrics) {
    return new Answer(data, tags, metrics);
  }
}
