package io.seldon.wrapper.json;

import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.Meta;
import io.seldon.wrapper.message.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Meta from JSON (contract.md, MET-6 and MET-7). */
final class MetaDecoder {
  private MetaDecoder() {}

  /**
   * Reads meta; null and what is absent are empty.
   *
   * @throws SeldonException 400 for a wrong type, with its place
   */
  static Meta meta(@Nullable Object value) {
    if (value == null) {
      return Meta.EMPTY;
    }
    Map<String, @Nullable Object> members = JsonValues.object(value, "meta");
    if (members.isEmpty()) {
      return Meta.EMPTY;
    }
    Object puid = members.get("puid");
    return new Meta(
        puid == null ? "" : JsonValues.string(puid, "meta.puid"),
        tags(members.get("tags")),
        routing(members.get("routing")),
        strings(members.get("requestPath"), "meta.requestPath"),
        metrics(members.get("metrics")));
  }

  private static Map<String, Object> tags(@Nullable Object value) {
    if (value == null) {
      return Map.of();
    }
    Map<String, @Nullable Object> tags = JsonValues.object(value, "meta.tags");
    tags.replaceAll((key, tag) -> JsonValues.plain(tag, "meta.tags"));
    return tags;
  }

  private static Map<String, Integer> routing(@Nullable Object value) {
    if (value == null) {
      return Map.of();
    }
    Map<String, Integer> found = new LinkedHashMap<>();
    JsonValues.object(value, "meta.routing")
        .forEach((key, item) -> found.put(key, integer(item, "meta.routing", key)));
    return found;
  }

  private static int integer(@Nullable Object item, String place, String key) {
    return JsonValues.integer(item, place + "[\"" + key + "\"]");
  }

  private static Map<String, String> strings(@Nullable Object value, String place) {
    if (value == null) {
      return Map.of();
    }
    Map<String, String> found = new LinkedHashMap<>();
    JsonValues.object(value, place)
        .forEach(
            (key, item) -> found.put(key, JsonValues.string(item, place + "[\"" + key + "\"]")));
    return found;
  }

  private static List<Metric> metrics(@Nullable Object value) {
    if (value == null) {
      return List.of();
    }
    List<Metric> found = new ArrayList<>();
    for (Object item : JsonValues.array(value, "meta.metrics")) {
      found.add(metric(item, "meta.metrics[" + found.size() + "]"));
    }
    return found;
  }

  private static Metric metric(@Nullable Object item, String place) {
    Map<String, @Nullable Object> members = JsonValues.object(item, place);
    float value = value(members.get("value"), place + ".value");
    Object key = members.get("key");
    String name = key == null ? "" : JsonValues.string(key, place + ".key");
    Metric.Type type = type(members.get("type"), place + ".type");
    return new Metric(type, name, value, strings(members.get("tags"), place + ".tags"));
  }

  private static float value(@Nullable Object value, String place) {
    if (value == null) {
      return 0;
    }
    if (!(value instanceof Double number)) {
      throw JsonValues.refused(place, value, "a number");
    }
    if (Float.isInfinite(number.floatValue())) {
      throw SeldonException.badData(place + ": out of range (expected: a finite float32)");
    }
    return number.floatValue();
  }

  /** Reads an enum of proto3 JSON: its name or its number. */
  private static Metric.Type type(@Nullable Object value, String place) {
    if (value == null) {
      return Metric.Type.COUNTER;
    }
    for (Metric.Type type : Metric.Type.values()) {
      boolean isNumber = value instanceof Double number && number == type.ordinal();
      if (isNumber || type.name().equals(value)) {
        return type;
      }
    }
    String expected = " (expected: COUNTER, GAUGE or TIMER)";
    throw SeldonException.badData(place + ": " + JsonValues.shown(value) + expected);
  }
}
