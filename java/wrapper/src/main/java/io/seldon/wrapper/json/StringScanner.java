package io.seldon.wrapper.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Reads strings: strict UTF-8, strict escapes, no lone surrogates (PAY-11, ERR-3). */
final class StringScanner {
  private static final int HEX_DIGITS = 4;

  private final Cursor cursor;

  StringScanner(Cursor cursor) {
    this.cursor = cursor;
  }

  /**
   * Reads the string at whose first quotation mark the cursor stands.
   *
   * @throws MalformedJsonException it is none
   */
  String read() {
    byte[] text = cursor.text;
    int start = cursor.at + 1;
    int at = start;
    // Bytes of ASCII that are no control characters are above ' ' - 1; others are negative.
    while (at < text.length && text[at] >= ' ' && text[at] != '"' && text[at] != '\\') {
      at++;
    }
    if (at < text.length && text[at] == '"') {
      cursor.at = at + 1;
      return new String(text, start, at - start, StandardCharsets.ISO_8859_1);
    }
    cursor.at = start;
    return unusual();
  }

  private String unusual() {
    StringBuilder found = new StringBuilder();
    while (true) {
      int start = cursor.at;
      byte next = cursor.peek();
      boolean isAscii = true;
      while (next != '"' && next != '\\' && (next < 0 || next >= ' ')) {
        isAscii &= next > 0;
        cursor.at++;
        next = cursor.peek();
      }
      append(found, start, isAscii);
      if (next == '"') {
        cursor.at++;
        return found.toString();
      }
      if (next != '\\') {
        throw new MalformedJsonException();
      }
      cursor.at++;
      escape(found);
    }
  }

  private void append(StringBuilder found, int start, boolean isAscii) {
    int length = cursor.at - start;
    if (isAscii) {
      found.append(new String(cursor.text, start, length, StandardCharsets.ISO_8859_1));
      return;
    }
    try {
      found.append(
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(cursor.text, start, length)));
    } catch (CharacterCodingException error) {
      throw new MalformedJsonException();
    }
  }

  private void escape(StringBuilder found) {
    byte code = cursor.peek();
    cursor.at++;
    switch (code) {
      case '"', '\\', '/' -> found.append((char) code);
      case 'b' -> found.append('\b');
      case 'f' -> found.append('\f');
      case 'n' -> found.append('\n');
      case 'r' -> found.append('\r');
      case 't' -> found.append('\t');
      case 'u' -> unicode(found);
      default -> throw new MalformedJsonException();
    }
  }

  private void unicode(StringBuilder found) {
    char first = codeUnit();
    found.append(first);
    if (Character.isLowSurrogate(first)) {
      throw new MalformedJsonException();
    }
    if (Character.isHighSurrogate(first)) {
      cursor.skip("\\u");
      char second = codeUnit();
      if (!Character.isLowSurrogate(second)) {
        throw new MalformedJsonException();
      }
      found.append(second);
    }
  }

  private char codeUnit() {
    int unit = 0;
    for (int index = 0; index < HEX_DIGITS; index++) {
      int digit = Character.digit(cursor.peek(), 16);
      if (digit < 0) {
        throw new MalformedJsonException();
      }
      unit = unit * 16 + digit;
      cursor.at++;
    }
    return (char) unit;
  }
}
