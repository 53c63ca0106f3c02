package io.seldon.wrapper.message;

import java.util.Map;

/**
 * One metric (contract.md, MTR-2).
 *
 * @param type what it does to its series
 * @param key a Prometheus name
 * @param value finite; milliseconds for a TIMER
 * @param tags labels and their values
 */
public record Metric(Type type, String key, float value, Map<String, String> tags) {

  /** What a metric does to its series, in protobuf's order. */
  public enum Type {
    COUNTER,
    GAUGE,
    TIMER
  }
}
