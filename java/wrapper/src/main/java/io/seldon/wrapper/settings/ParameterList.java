package io.seldon.wrapper.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** PREDICTIVE_UNIT_PARAMETERS: a JSON list of name, value and type (contract.md, PAR-1, PAR-2). */
final class ParameterList {
  private static final String EXAMPLE = "[{\"name\": \"a\", \"value\": \"1\", \"type\": \"INT\"}]";
  private static final Map<String, Kind> TYPES =
      Map.of(
          "INT", Kinds::integer,
          "FLOAT", Kinds::number,
          "DOUBLE", Kinds::number,
          "STRING", Kinds::text,
          "BOOL", Kinds::flag);

  private final String source;
  private final List<String> problems;
  private final Map<String, Object> values = new LinkedHashMap<>();

  private ParameterList(String source, List<String> problems) {
    this.source = source;
    this.problems = problems;
  }

  /**
   * Reads the parameters of the component.
   *
   * @param text JSON
   * @param source where the text came from, for the messages
   * @param problems gets what is wrong
   * @return Long, Double, String or Boolean by name; incomplete if there are problems
   */
  static Map<String, Object> read(String text, String source, List<String> problems) {
    Object entries;
    try {
      entries = JsonText.read(text);
    } catch (IllegalArgumentException notJson) {
      problems.add(
          "%s: not JSON, %s (expected: %s)".formatted(source, notJson.getMessage(), EXAMPLE));
      return Map.of();
    }
    if (!(entries instanceof List<?> list)) {
      problems.add(
          "%s: a JSON %s (expected: a list, %s)".formatted(source, typeName(entries), EXAMPLE));
      return Map.of();
    }
    ParameterList found = new ParameterList(source, problems);
    for (int index = 0; index < list.size(); index++) {
      found.add(index, list.get(index));
    }
    return found.values;
  }

  private void add(int index, @Nullable Object entry) {
    if (!(entry instanceof Map<?, ?> map) || !(map.get("name") instanceof String name)) {
      problems.add(
          "%s[%d]: %s (expected: an object with name, value and type)"
              .formatted(source, index, JsonText.write(entry)));
    } else if (values.containsKey(name)) {
      problems.add("parameter " + name + ": there twice (expected: once)");
    } else if (!map.containsKey("value")) {
      problems.add("parameter " + name + ": no value (expected: a value)");
    } else {
      addTyped(name, map.get("type"), map.get("value"));
    }
  }

  private void addTyped(String name, @Nullable Object type, @Nullable Object value) {
    if (!(type instanceof String word) || !TYPES.containsKey(word)) {
      problems.add(
          "parameter %s: type %s (expected: INT, FLOAT, DOUBLE, STRING or BOOL)"
              .formatted(name, JsonText.write(type)));
      return;
    }
    try {
      // Operators write the value as text; a plain JSON number or true means the same.
      String text = value instanceof String given ? given : JsonText.write(value);
      values.put(name, TYPES.get(word).read(text));
    } catch (IllegalArgumentException wrong) {
      problems.add("parameter %s: %s (expected: %s)".formatted(name, JsonText.write(value), word));
    }
  }

  /** Names a JSON value as the Python server does. */
  private static String typeName(@Nullable Object value) {
    if (value == null) {
      return "NoneType";
    }
    if (value instanceof Map) {
      return "dict";
    }
    if (value instanceof String) {
      return "str";
    }
    if (value instanceof Boolean) {
      return "bool";
    }
    return value instanceof Double ? "float" : "int";
  }
}
