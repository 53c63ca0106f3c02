package io.seldon.wrapper.json;

import java.nio.charset.StandardCharsets;

/** Reads numbers by JSON's grammar, bit for bit as {@link Double#parseDouble} does. */
final class NumberScanner {
  // So many digits always fit in 64 bits without a sign.
  private static final int MAX_DIGITS = 19;
  private static final int ENDLESS_EXPONENT = 100_000;

  private final Cursor cursor;

  NumberScanner(Cursor cursor) {
    this.cursor = cursor;
  }

  /**
   * Reads the number at the cursor.
   *
   * @return a finite double
   * @throws MalformedJsonException no number, or one beyond double (ERR-3)
   */
  double read() {
    byte[] text = cursor.text;
    int start = cursor.at;
    boolean isNegative = cursor.peek() == '-';
    int at = isNegative ? start + 1 : start;
    int first = at;
    long digits = 0;
    int digit;
    while ((digit = digitAt(text, at)) >= 0) {
      digits = digits * 10 + digit;
      at++;
    }
    if (at == first || (text[first] == '0' && at > first + 1)) {
      throw new MalformedJsonException();
    }
    int count = at - first;
    int exponent = 0;
    if (at < text.length && text[at] == '.') {
      int point = ++at;
      while (EightDigits.areAt(text, at)) {
        digits = digits * EightDigits.SCALE + EightDigits.read(text, at);
        at += EightDigits.COUNT;
      }
      while ((digit = digitAt(text, at)) >= 0) {
        digits = digits * 10 + digit;
        at++;
      }
      exponent = point - at;
      count -= exponent;
      if (exponent == 0) {
        throw new MalformedJsonException();
      }
    }
    if (at < text.length && (text[at] | 0x20) == 'e') {
      cursor.at = at + 1;
      exponent += exponent();
      at = cursor.at;
    }
    cursor.at = at;
    boolean fits = count <= MAX_DIGITS || significant(first, at) <= MAX_DIGITS;
    return finite(isNegative, fits ? Decimals.toDouble(digits, exponent) : Double.NaN, start);
  }

  private double finite(boolean isNegative, double magnitude, int start) {
    if (!Double.isNaN(magnitude)) {
      return isNegative ? -magnitude : magnitude;
    }
    int length = cursor.at - start;
    String token = new String(cursor.text, start, length, StandardCharsets.ISO_8859_1);
    double value = Double.parseDouble(token);
    if (Double.isInfinite(value)) {
      throw new MalformedJsonException();
    }
    return value;
  }

  /** Counts the digits behind leading zeros, up to an exponent. */
  private int significant(int first, int end) {
    int found = 0;
    for (int index = first; index < end; index++) {
      int digit = digitAt(cursor.text, index);
      if (digit > 0 || (digit == 0 && found > 0)) {
        found++;
      } else if (digit < 0 && cursor.text[index] != '.') {
        break;
      }
    }
    return found;
  }

  private int exponent() {
    byte sign = cursor.peek();
    if (sign == '-' || sign == '+') {
      cursor.at++;
    }
    int first = cursor.at;
    int value = 0;
    int digit;
    while ((digit = digitAt(cursor.text, cursor.at)) >= 0) {
      value = Math.min(value * 10 + digit, ENDLESS_EXPONENT);
      cursor.at++;
    }
    if (cursor.at == first) {
      throw new MalformedJsonException();
    }
    return sign == '-' ? -value : value;
  }

  private static int digitAt(byte[] text, int at) {
    int digit = at < text.length ? text[at] - '0' : -1;
    return digit <= 9 ? digit : -1;
  }
}
