package io.seldon.wrapper.json;

import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of JSON as they are written. */
final class JsonOutput {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  // Each char is at most three bytes of UTF-8, or six as an escape.
  private static final int MAX_BYTES_A_CHAR = 6;

  private final NumberText numbers = new NumberText();
  private byte[] bytes;
  private int size;

  /**
   * Makes room.
   *
   * @param expectedBytes it grows if they are more
   */
  JsonOutput(int expectedBytes) {
    bytes = new byte[expectedBytes];
  }

  /** Returns a copy of what was written. */
  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** Writes a character of ASCII as it is. */
  JsonOutput raw(char character) {
    reserve(1);
    bytes[size++] = (byte) character;
    return this;
  }

  /** Writes text that is JSON already. */
  JsonOutput raw(String json) {
    byte[] encoded = json.getBytes(StandardCharsets.UTF_8);
    reserve(encoded.length);
    System.arraycopy(encoded, 0, bytes, size, encoded.length);
    size += encoded.length;
    return this;
  }

  /** Writes a finite number. */
  JsonOutput number(double value) {
    reserve(NumberText.MAX_BYTES);
    size = numbers.write(value, bytes, size);
    return this;
  }

  /** Writes finite numbers with commas between them, as many as are in a row. */
  void numbers(double[] values, int first, int count) {
    for (int index = first; index < first + count; index++) {
      reserve(NumberText.MAX_BYTES + 1);
      if (index > first) {
        bytes[size++] = ',';
      }
      size = numbers.write(values[index], bytes, size);
    }
  }

  /**
   * Writes a string.
   *
   * @throws SeldonException 500: half of a surrogate pair, which UTF-8 does not have
   */
  JsonOutput string(String text) {
    raw('"');
    int length = text.length();
    int index = 0;
    while (index < length) {
      char next = text.charAt(index);
      if (next >= 0x80) {
        index = encoded(text, index);
        continue;
      }
      reserve(MAX_BYTES_A_CHAR);
      if (next >= ' ' && next != '"' && next != '\\') {
        bytes[size++] = (byte) next;
      } else {
        escape(next);
      }
      index++;
    }
    return raw('"');
  }

  /** Writes all up to the next character of ASCII, and returns where that is. */
  private int encoded(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) >= 0x80) {
      end += unitsAt(text, end);
    }
    raw(text.substring(start, end));
    return end;
  }

  /** Returns how many units the code point has that begins there. */
  private static int unitsAt(String text, int index) {
    int point = text.codePointAt(index);
    if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
      throw new SeldonException(
          Fault.COMPONENT,
          "answer: String is not valid UTF-8: surrogates not allowed (expected: JSON values)");
    }
    return Character.charCount(point);
  }

  private void escape(char character) {
    bytes[size++] = '\\';
    int code = "\"\\\b\f\n\r\t".indexOf(character);
    if (code >= 0) {
      bytes[size++] = (byte) "\"\\bfnrt".charAt(code);
      return;
    }
    bytes[size++] = 'u';
    bytes[size++] = '0';
    bytes[size++] = '0';
    bytes[size++] = HEX[character >> 4];
    bytes[size++] = HEX[character & 0xF];
  }

  private void reserve(int count) {
    if (bytes.length - size < count) {
      int doubled = (int) Math.min((long) bytes.length * 2, Integer.MAX_VALUE - 8);
      bytes = Arrays.copyOf(bytes, Math.max(doubled, size + count));
    }
  }
}
