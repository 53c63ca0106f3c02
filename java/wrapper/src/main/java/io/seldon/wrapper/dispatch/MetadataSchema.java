package io.seldon.wrapper.dispatch;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds metadata against {@code ModelMetadata} of the OpenAPI document (contract.md, MDA-2).
 *
 * <p>Written out: a reader of JSON Schema would be a dependency for one small schema that a test
 * compares with this.
 */
final class MetadataSchema {
  private static final Set<String> KEYS =
      Set.of("name", "versions", "platform", "inputs", "outputs", "custom");
  private static final Set<String> ARRAYS = Set.of("tensor", "ndarray", "tftensor");
  private static final Set<String> V2_TYPES =
      Set.of(
          "BOOL", "UINT8", "UINT16", "UINT32", "UINT64", "INT8", "INT16", "INT32", "INT64", "FP16",
          "FP32", "FP64", "BYTES");

  private MetadataSchema() {}

  /** Says what is wrong with metadata; nothing is empty. */
  static String problemOf(Map<String, Object> metadata) {
    for (String key : metadata.keySet()) {
      if (!KEYS.contains(key)) {
        return key + ": unknown (expected: name, versions, platform, inputs, outputs, custom)";
      }
    }
    if (!(metadata.get("name") instanceof String)) {
      return "name (expected: a string)";
    }
    if (!areAll(metadata.get("versions"), String.class)) {
      return "versions (expected: a list of strings)";
    }
    if (!(metadata.get("platform") instanceof String)) {
      return "platform (expected: a string)";
    }
    for (String key : List.of("inputs", "outputs")) {
      if (!areTensors(metadata.get(key))) {
        return key + " (expected: a list of MessageMetadata of /seldon.json)";
      }
    }
    if (!(metadata.get("custom") instanceof Map<?, ?> custom)
        || !custom.values().stream().allMatch(String.class::isInstance)) {
      return "custom (expected: a mapping of strings)";
    }
    return "";
  }

  private static boolean areTensors(@Nullable Object value) {
    return value instanceof List<?> list && list.stream().allMatch(MetadataSchema::isTensor);
  }

  private static boolean isTensor(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return false;
    }
    return map.containsKey("messagetype") ? isOfKind(map) : isV2(map);
  }

  private static boolean isOfKind(Map<?, ?> map) {
    if (!(map.get("messagetype") instanceof String kind)) {
      return false;
    }
    Object schema = map.get("schema");
    boolean hasSchema = map.containsKey("schema");
    if (kind.equals("strData") || kind.equals("binData")) {
      return hasOnly(map, "messagetype");
    }
    return hasOnly(map, "messagetype", "schema")
        && (!hasSchema
            || (schema instanceof Map<?, ?> of && (!ARRAYS.contains(kind) || isShape(of))));
  }

  private static boolean isShape(Map<?, ?> schema) {
    return hasOnly(schema, "names", "shape")
        && (!schema.containsKey("names") || areAll(schema.get("names"), String.class))
        && (!schema.containsKey("shape") || areWhole(schema.get("shape")));
  }

  private static boolean isV2(Map<?, ?> map) {
    return map.get("name") instanceof String
        && map.get("datatype") instanceof String type
        && V2_TYPES.contains(type)
        && areWhole(map.get("shape"))
        && hasOnly(map, "name", "datatype", "shape");
  }

  private static boolean hasOnly(Map<?, ?> map, String... keys) {
    Set<Object> others = new HashSet<>(map.keySet());
    others.removeAll(List.of(keys));
    return others.isEmpty();
  }

  private static boolean areAll(@Nullable Object value, Class<?> type) {
    return value instanceof List<?> list && list.stream().allMatch(type::isInstance);
  }

  private static boolean areWhole(@Nullable Object value) {
    return value instanceof List<?> list
        && list.stream().allMatch(n -> n instanceof Double number && number == Math.rint(number));
  }
}
