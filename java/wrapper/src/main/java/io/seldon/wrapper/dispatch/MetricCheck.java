package io.seldon.wrapper.dispatch;

import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.Metric;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the metrics that a component gives (contract.md, MTR-2 and MTR-4). */
final class MetricCheck {
  private static final String OWN = "seldon_microservice_";
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  // Prometheus keeps names that begin with __ for itself, and le for the bounds of histograms.
  private static final Pattern LABEL = Pattern.compile("(?!__|le$)[a-zA-Z_][a-zA-Z0-9_]*");

  private MetricCheck() {}

  /**
   * Gives metrics as meta has them.
   *
   * @param metrics each a {@link Metric} or a Map (MTR-2); null counts as none
   * @param where they came from, for the error's text: {@code metrics()} or {@code metrics}
   * @throws SeldonException 500 with the place, for instance {@code metrics()[0].value: String
   *     (expected: a number)}
   */
  static List<Metric> checked(@Nullable List<?> metrics, String where) {
    if (metrics == null || metrics.isEmpty()) {
      return List.of();
    }
    List<Metric> found = new ArrayList<>(metrics.size());
    for (int index = 0; index < metrics.size(); index++) {
      found.add(one(metrics.get(index), where + "[" + index + "]"));
    }
    return found;
  }

  private static Metric one(@Nullable Object metric, String where) {
    if (metric instanceof Metric typed) {
      return one(typed.type(), typed.key(), typed.value(), typed.tags(), where);
    }
    if (metric instanceof Map<?, ?> map) {
      return one(map.get("type"), map.get("key"), map.get("value"), map.get("tags"), where);
    }
    throw refused(where, metric, "a mapping");
  }

  private static Metric one(
      @Nullable Object kind,
      @Nullable Object key,
      @Nullable Object value,
      @Nullable Object tags,
      String where) {
    Metric.Type type = typeOf(kind, where + ".type");
    String name = nameOf(key, where + ".key");
    if (!(value instanceof Number number)) {
      throw refusedType(where + ".value", value, "a number");
    }
    float rounded = number.floatValue();
    if (!Float.isFinite(rounded)) {
      throw bad(where + ".value: out of range (expected: a finite float32)");
    }
    return new Metric(type, name, rounded, tagsOf(tags, where));
  }

  private static Metric.Type typeOf(@Nullable Object kind, String where) {
    for (Metric.Type type : Metric.Type.values()) {
      if (type == kind || type.name().equals(kind)) {
        return type;
      }
    }
    throw refused(where, kind, "COUNTER, GAUGE or TIMER");
  }

  private static String nameOf(@Nullable Object key, String where) {
    if (!(key instanceof String name)
        || !NAME.matcher(name.endsWith("_total") ? name.substring(0, name.length() - 6) : name)
            .matches()) {
      throw refused(where, key, "a name of letters, digits, _ and :");
    }
    if (name.startsWith(OWN)) {
      throw refused(where, key, "a name that does not begin with " + OWN);
    }
    return name;
  }

  private static Map<String, String> tagsOf(@Nullable Object tags, String where) {
    if (tags == null) {
      return Map.of();
    }
    if (!(tags instanceof Map<?, ?> map)) {
      throw refused(where + ".tags", tags, "a mapping");
    }
    Map<String, String> found = new LinkedHashMap<>();
    for (Map.Entry<?, ?> tag : map.entrySet()) {
      if (!(tag.getKey() instanceof String name) || !LABEL.matcher(name).matches()) {
        throw refused(where + ".tags", tag.getKey(), "names of letters, digits and _");
      }
      if (!(tag.getValue() instanceof String text)
          || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
        throw refused(where + ".tags[\"" + name + "\"]", tag.getValue(), "a string");
      }
      found.put(name, text);
    }
    return found;
  }

  private static SeldonException refused(String where, @Nullable Object got, String expected) {
    if (got instanceof String text) {
      return bad(where + ": \"" + text + "\" (expected: " + expected + ")");
    }
    return refusedType(where, got, expected);
  }

  private static SeldonException refusedType(String where, @Nullable Object got, String expected) {
    return bad(where + ": " + Types.nameOf(got) + " (expected: " + expected + ")");
  }

  private static SeldonException bad(String text) {
    return new SeldonException(Fault.BAD_METRIC, text);
  }
}
