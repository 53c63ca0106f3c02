package io.seldon.wrapper.json;

import java.math.BigInteger;

/**
 * The first 128 bits of the powers of ten, rounded down: {@code 10^q} is from {@code (HIGH:LOW) *
 * 2^exponent(q)} to less than one more in the last bit. Worked out once, in some milliseconds.
 */
final class PowersOfTen {
  /** The smallest power: below it even 19 digits are less than any double. */
  static final int MIN = -342;

  /** The largest power: what writing the smallest doubles takes. */
  static final int MAX = 324;

  private static final int BITS = 128;
  private static final long[] HIGH = new long[MAX - MIN + 1];
  private static final long[] LOW = new long[MAX - MIN + 1];

  static {
    for (int power = MIN; power <= MAX; power++) {
      BigInteger bits = leadingBits(power);
      HIGH[power - MIN] = bits.shiftRight(Long.SIZE).longValue();
      LOW[power - MIN] = bits.longValue();
    }
  }

  private PowersOfTen() {}

  /** Returns the first 64 bits; the uppermost is set. */
  static long high(int power) {
    return HIGH[power - MIN];
  }

  /** Returns the 64 bits behind those. */
  static long low(int power) {
    return LOW[power - MIN];
  }

  /** Returns what two is raised to, for the last of the 128 bits. */
  static int exponent(int power) {
    return floorLog2(power) - (BITS - 1);
  }

  /** Returns the largest {@code n} for which {@code 2^n <= 10^power}. */
  static int floorLog2(int power) {
    // log2(10) in 38 bits behind the point: right as far as the powers here, and some further.
    return (int) ((power * 913_124_641_741L) >> 38);
  }

  private static BigInteger leadingBits(int power) {
    BigInteger magnitude = BigInteger.TEN.pow(Math.abs(power));
    if (power >= 0) {
      return magnitude.shiftLeft(BITS).shiftRight(magnitude.bitLength());
    }
    return BigInteger.ONE.shiftLeft(magnitude.bitLength() + BITS - 1).divide(magnitude);
  }
}
