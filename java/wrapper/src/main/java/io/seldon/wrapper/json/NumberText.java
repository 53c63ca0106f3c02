package io.seldon.wrapper.json;

/** Writes doubles as JSON: the fewest digits that give the same double back. */
final class NumberText {
  /** No number takes more bytes. */
  static final int MAX_BYTES = 32;

  private static final double EXACT_WHOLE = 1L << 53;
  // Beyond these an exponent is shorter.
  private static final int MAX_WHOLE_DIGITS = 21;
  private static final int MAX_EXACT_DIGITS = 16;
  private static final int MAX_LEADING_ZEROS = 6;
  // Most numbers that people measure have at most so many decimals.
  private static final double FEW = 10_000;
  private static final int FEW_POWER = -4;
  private static final long EXACT_DIGITS = 1_000_000_000_000_000L;
  // No double needs more digits.
  private static final int MOST_DIGITS = 17;
  private static final long SIXTEEN_DIGITS = EightDigits.SCALE * EightDigits.SCALE;
  private static final long[] POWERS = new long[Long.toString(Long.MAX_VALUE).length()];

  static {
    POWERS[0] = 1;
    for (int index = 1; index < POWERS.length; index++) {
      POWERS[index] = POWERS[index - 1] * 10;
    }
  }

  private final ShortestDigits shortest = new ShortestDigits();

  /**
   * Writes a number.
   *
   * @param value finite
   * @param out with room for {@link #MAX_BYTES}
   * @param start where to begin
   * @return where the number ends
   */
  int write(double value, byte[] out, int start) {
    int at = start;
    double magnitude = Math.abs(value);
    if (Double.doubleToRawLongBits(value) < 0) {
      out[at++] = '-';
      if (value == 0) {
        return zero(out, at);
      }
    }
    if (magnitude < EXACT_WHOLE && magnitude == (long) magnitude) {
      long whole = (long) magnitude;
      int count = countDigits(whole);
      digits(whole, count, out, at);
      return at + count;
    }
    long tenThousandths = (long) (magnitude * FEW + 0.5);
    // Both are exact and the quotient is rounded once, so it is the double that such digits are
    // read as. No other text of so few digits is: doubles tell all texts of 15 digits apart.
    if (tenThousandths < EXACT_DIGITS && tenThousandths / FEW == magnitude) {
      return decimal(tenThousandths, FEW_POWER, out, at);
    }
    shortest.find(magnitude);
    return decimal(shortest.digits, shortest.power, out, at);
  }

  /** Writes 0.0, which readers that know integers don't take for one: those have no -0. */
  private static int zero(byte[] out, int at) {
    out[at] = '0';
    out[at + 1] = '.';
    out[at + 2] = '0';
    return at + 3;
  }

  private static int decimal(long found, int lastPower, byte[] out, int at) {
    long digits = found;
    int power = lastPower;
    if (digits % 10 == 0) {
      int zeros = countZeros(digits);
      digits /= POWERS[zeros];
      power += zeros;
    }
    int count = countDigits(digits);
    int whole = count + power;
    // Zeros behind all digits that are known look like digits to readers that know integers, for
    // whom 9223372036854776000 is another number than the double 2^63.
    boolean isPadded = power > 0 && whole > MAX_EXACT_DIGITS;
    if (whole > 0 && whole <= MAX_WHOLE_DIGITS && !isPadded) {
      return power >= 0
          ? withZerosBehind(digits, count, power, out, at)
          : withPointInside(digits, count, whole, out, at);
    }
    return whole <= 0 && whole >= -MAX_LEADING_ZEROS
        ? withZerosBefore(digits, count, -whole, out, at)
        : withExponent(digits, count, whole - 1, out, at);
  }

  private static int withZerosBehind(long digits, int count, int zeros, byte[] out, int at) {
    digits(digits, count, out, at);
    int end = at + count + zeros;
    for (int index = at + count; index < end; index++) {
      out[index] = '0';
    }
    return end;
  }

  private static int withPointInside(long digits, int count, int whole, byte[] out, int at) {
    digits(digits, count, out, at + 1);
    for (int index = at; index < at + whole; index++) {
      out[index] = out[index + 1];
    }
    out[at + whole] = '.';
    return at + count + 1;
  }

  private static int withZerosBefore(long digits, int count, int zeros, byte[] out, int at) {
    EightDigits.write(0, out, at);
    out[at + 1] = '.';
    int first = at + 2 + zeros;
    digits(digits, count, out, first);
    return first + count;
  }

  private static int withExponent(long digits, int count, int exponent, byte[] out, int start) {
    int at = count == 1 ? start : withPointInside(digits, count, 1, out, start);
    if (count == 1) {
      digits(digits, 1, out, at++);
    }
    out[at++] = 'e';
    if (exponent < 0) {
      out[at++] = '-';
    }
    int size = countDigits(Math.abs(exponent));
    digits(Math.abs(exponent), size, out, at);
    return at + size;
  }

  private static int countZeros(long digits) {
    boolean isLong = digits % EightDigits.SCALE == 0;
    long rest = isLong ? digits / EightDigits.SCALE : digits;
    int found = isLong ? EightDigits.COUNT : 0;
    while (rest % 10 == 0) {
      rest /= 10;
      found++;
    }
    return found;
  }

  /** Writes the digits of a number, and zeros behind them, which whatever follows overwrites. */
  private static void digits(long number, int count, byte[] out, int at) {
    if (number < EightDigits.SCALE) {
      EightDigits.write((int) (number * POWERS[EightDigits.COUNT - count]), out, at);
      return;
    }
    long all = number * POWERS[MOST_DIGITS - count];
    long first = all / SIXTEEN_DIGITS;
    long rest = all - first * SIXTEEN_DIGITS;
    long upper = rest / EightDigits.SCALE;
    out[at] = (byte) ('0' + first);
    EightDigits.write((int) upper, out, at + 1);
    EightDigits.write((int) (rest - upper * EightDigits.SCALE), out, at + 1 + EightDigits.COUNT);
  }

  private static int countDigits(long number) {
    // 1233 / 4096 is the logarithm of 2, near enough for 64 bits; one comparison mends the guess.
    int guess = (Long.SIZE - Long.numberOfLeadingZeros(number | 1)) * 1233 >> 12;
    return Math.max(1, guess + (int) (POWERS[guess] - 1 - number >>> (Long.SIZE - 1)));
  }
}
