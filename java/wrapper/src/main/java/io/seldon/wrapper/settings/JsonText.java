package io.seldon.wrapper.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/** The little JSON that settings hold, as plain values and back. */
final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  /**
   * Reads one JSON document.
   *
   * @return Map, List, String, Integer, Long, BigInteger, Double, Boolean or null
   * @throws IllegalArgumentException it is none, with the place
   */
  static @Nullable Object read(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      Object value = value(parser);
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException(
            "more after its end: column " + parser.currentTokenLocation().getColumnNr());
      }
      return value;
    } catch (JacksonException malformed) {
      String where =
          malformed.getLocation() == null
              ? ""
              : ": line %d column %d"
                  .formatted(
                      malformed.getLocation().getLineNr(), malformed.getLocation().getColumnNr());
      throw new IllegalArgumentException(malformed.getOriginalMessage() + where, malformed);
    }
  }

  private static @Nullable Object value(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new IllegalArgumentException("nothing there");
    }
    return switch (token) {
      case START_ARRAY -> {
        List<@Nullable Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          values.add(value(parser));
        }
        yield values;
      }
      case START_OBJECT -> {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String key = parser.currentName();
          parser.nextToken();
          values.put(key, value(parser));
        }
        yield values;
      }
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> parser.getString();
    };
  }

  /** Writes a value that {@link #read} gave, with blanks after commas and colons. */
  static String write(@Nullable Object value) {
    if (value instanceof String text) {
      return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
    }
    if (value instanceof List<?> list) {
      return "[" + String.join(", ", list.stream().map(JsonText::write).toList()) + "]";
    }
    if (value instanceof Map<?, ?> map) {
      List<String> entries = new ArrayList<>();
      map.forEach((key, entry) -> entries.add(write(key) + ": " + write(entry)));
      return "{" + String.join(", ", entries) + "}";
    }
    return String.valueOf(value);
  }
}
