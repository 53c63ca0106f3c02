package io.seldon.wrapper.dispatch;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** As much of JSON Schema as the OpenAPI document has for metadata; another keyword is an error. */
record JsonSchema(Map<?, ?> document) {

  /** Returns whether a value is what the schema of that name says. */
  boolean allows(String name, @Nullable Object value) {
    Map<?, ?> schemas = map(map(document.get("components")).get("schemas"));
    return isValid(map(schemas.get(name)), value);
  }

  private boolean isValid(Map<?, ?> schema, @Nullable Object value) {
    return schema.entrySet().stream()
        .allMatch(rule -> obeys(schema, (String) rule.getKey(), rule.getValue(), value));
  }

  private boolean obeys(Map<?, ?> schema, String keyword, Object rule, @Nullable Object value) {
    return switch (keyword) {
      case "description", "title" -> true;
      case "type" -> isOfType((String) rule, value);
      case "enum" -> ((List<?>) rule).contains(value);
      case "const" -> rule.equals(value);
      case "not" -> !isValid(map(rule), value);
      case "anyOf" -> ((List<?>) rule).stream().anyMatch(each -> isValid(map(each), value));
      case "$ref" -> allows(rule.toString().replaceFirst("^.*/", ""), value);
      case "items" ->
          !(value instanceof List<?> list)
              || list.stream().allMatch(item -> isValid(map(rule), item));
      case "required" ->
          !(value instanceof Map<?, ?> object) || object.keySet().containsAll((List<?>) rule);
      case "properties" ->
          !(value instanceof Map<?, ?> object)
              || map(rule).entrySet().stream()
                  .filter(each -> object.containsKey(each.getKey()))
                  .allMatch(each -> isValid(map(each.getValue()), object.get(each.getKey())));
      case "additionalProperties" ->
          !(value instanceof Map<?, ?> object)
              || object.entrySet().stream()
                  .filter(each -> !properties(schema).containsKey(each.getKey()))
                  .allMatch(
                      each -> !rule.equals(Boolean.FALSE) && isValid(map(rule), each.getValue()));
      default -> throw new AssertionError("a keyword that is not read here: " + keyword);
    };
  }

  private static boolean isOfType(String type, @Nullable Object value) {
    return switch (type) {
      case "object" -> value instanceof Map;
      case "array" -> value instanceof List;
      case "string" -> value instanceof String;
      case "integer" -> value instanceof Double number && number == Math.rint(number);
      default -> throw new AssertionError("a type that is not read here: " + type);
    };
  }

  private static Map<?, ?> properties(Map<?, ?> schema) {
    return schema.get("properties") instanceof Map<?, ?> found ? found : Map.of();
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return (Map<?, ?>) Objects.requireNonNull(value);
  }
}
