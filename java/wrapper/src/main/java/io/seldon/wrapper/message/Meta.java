package io.seldon.wrapper.message;

import java.util.List;
import java.util.Map;

/**
 * What travels beside a payload (contract.md, MET); what is not set is empty.
 *
 * @param puid the id of the request through the whole graph, empty if there is none
 * @param tags JSON values by key, in the order in which they came; values may be null
 * @param routing branches by router
 * @param requestPath images by node
 * @param metrics as they came
 */
public record Meta(
    String puid,
    Map<String, Object> tags,
    Map<String, Integer> routing,
    Map<String, String> requestPath,
    List<Metric> metrics) {

  /** The meta of a message that has none. */
  public static final Meta EMPTY = new Meta("", Map.of(), Map.of(), Map.of(), List.of());
}
