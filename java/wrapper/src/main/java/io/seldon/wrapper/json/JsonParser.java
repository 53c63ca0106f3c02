package io.seldon.wrapper.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text of JSON, by RFC 8259 and no more, into a tree.
 *
 * <p>The tree has Map (of equal keys the last counts), List, String, Double, Boolean and null; an
 * array of numbers and nulls, or of such arrays of one length, is a {@link
 * io.seldon.wrapper.message.NumericArray} with NaN for null. A number beyond double, a lone
 * surrogate, a byte order mark and what is no UTF-8 are malformed.
 */
final class JsonParser {
  // Far more than the 256 levels that keys nobody reads may have (LIM-2), and no danger to a stack.
  private static final int MAX_DEPTH = 1000;
  // Their JSON is read by protobuf's own reader, from the text.
  private static final Set<String> KEPT_AS_TEXT = Set.of("customData", "tftensor");

  private final Cursor cursor;
  private final StringScanner strings;
  private final NumberScanner numbers;
  private final RowsScanner rows;
  private final Map<Object, int[]> spans = new IdentityHashMap<>(1);

  /** Prepares to read one text, which is not changed. */
  JsonParser(byte[] utf8) {
    cursor = new Cursor(utf8);
    strings = new StringScanner(cursor);
    numbers = new NumberScanner(cursor);
    rows = new RowsScanner(cursor, numbers);
  }

  /**
   * Reads the whole text.
   *
   * @throws MalformedJsonException it is no JSON
   */
  @Nullable Object parse() {
    Object found = value(0, true);
    cursor.peekToken();
    if (cursor.at != cursor.text.length) {
      throw new MalformedJsonException();
    }
    return found;
  }

  /** Returns the text of an object that stood at one of the keys that protobuf reads. */
  String textOf(Map<?, ?> object) {
    int[] span = Objects.requireNonNull(spans.get(object));
    return new String(cursor.text, span[0], span[1] - span[0], StandardCharsets.UTF_8);
  }

  private @Nullable Object value(int depth, boolean mayBeRows) {
    if (depth > MAX_DEPTH) {
      throw new MalformedJsonException();
    }
    switch (cursor.peekToken()) {
      case '{':
        return object(depth);
      case '[':
        Object found = mayBeRows ? rows.read() : null;
        return found == null ? array(depth) : found;
      case '"':
        return strings.read();
      case 't':
        cursor.skip("true");
        return true;
      case 'f':
        cursor.skip("false");
        return false;
      case 'n':
        cursor.skip("null");
        return null;
      default:
        return numbers.read();
    }
  }

  private Map<String, @Nullable Object> object(int depth) {
    Map<String, @Nullable Object> found = new LinkedHashMap<>();
    cursor.at++;
    if (cursor.peekToken() == '}') {
      cursor.at++;
      return found;
    }
    while (cursor.peekToken() == '"') {
      String key = strings.read();
      cursor.peekToken();
      cursor.skip(":");
      cursor.peekToken();
      int start = cursor.at;
      Object value = value(depth + 1, true);
      if (value instanceof Map && KEPT_AS_TEXT.contains(key)) {
        spans.put(value, new int[] {start, cursor.at});
      }
      found.put(key, value);
      byte next = cursor.peekToken();
      cursor.at++;
      if (next == '}') {
        return found;
      }
      if (next != ',') {
        throw new MalformedJsonException();
      }
    }
    throw new MalformedJsonException();
  }

  private List<@Nullable Object> array(int depth) {
    List<@Nullable Object> found = new ArrayList<>();
    cursor.at++;
    if (cursor.peekToken() == ']') {
      cursor.at++;
      return found;
    }
    while (true) {
      // Not of rows again: each bracket would then be looked at once for each level around it.
      found.add(value(depth + 1, false));
      byte next = cursor.peekToken();
      cursor.at++;
      if (next == ']') {
        return found;
      }
      if (next != ',') {
        throw new MalformedJsonException();
      }
    }
  }
}
