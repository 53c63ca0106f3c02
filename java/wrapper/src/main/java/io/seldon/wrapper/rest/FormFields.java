package io.seldon.wrapper.rest;

import io.seldon.wrapper.errors.SeldonException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The fields of a form, or of a query (BOD-3, BOD-4). */
final class FormFields {
  private static final byte[] WANTED = {'j', 's', 'o', 'n'};
  private static final int HEX = 16;

  private FormFields() {}

  /**
   * Returns the field {@code json}, the last one if there are several; null without one.
   *
   * @param encoded all fields as they came
   * @param what the field is called in an error
   * @throws SeldonException 400, something in it is not UTF-8
   */
  static byte @Nullable [] json(byte[] encoded, String what) {
    byte[] found = null;
    int start = 0;
    while (start < encoded.length) {
      int end = end(encoded, '&', start, encoded.length);
      int name = end(encoded, '=', start, end);
      byte[] value = decoded(encoded, Math.min(name + 1, end), end, what);
      if (Arrays.equals(decoded(encoded, start, name, what), WANTED) && end > start) {
        found = value;
      }
      start = end + 1;
    }
    return found;
  }

  private static int end(byte[] bytes, char limit, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != limit) {
      at++;
    }
    return at;
  }

  private static byte[] decoded(byte[] bytes, int from, int to, String what) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream(to - from);
    for (int at = from; at < to; at++) {
      int high = at + 2 < to ? Character.digit(bytes[at + 1], HEX) : -1;
      int low = at + 2 < to ? Character.digit(bytes[at + 2], HEX) : -1;
      if (bytes[at] < 0) {
        throw malformed(what);
      } else if (bytes[at] == '%' && high >= 0 && low >= 0) {
        plain.write(high * HEX + low);
        at += 2;
      } else {
        plain.write(bytes[at] == '+' ? ' ' : bytes[at]);
      }
    }
    byte[] value = plain.toByteArray();
    if (!isUtf8(value)) {
      throw malformed(what);
    }
    return value;
  }

  /** Returns whether bytes are text in UTF-8. */
  static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException notText) {
      return false;
    }
  }

  private static SeldonException malformed(String what) {
    return SeldonException.badData(what + ": malformed JSON");
  }
}
