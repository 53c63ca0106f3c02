package io.seldon.wrapper.json;

/**
 * Decimal numbers to the nearest double.
 *
 * <p>The digits, as 64 bits, are multiplied with the first 128 bits of the power of ten. The true
 * product lies between that and two more in its 128th bit, so it is known to which double it
 * rounds, but where the bits that are dropped are within that of one half: there, and for what is
 * tiny or huge, the answer is left to the caller.
 */
final class Decimals {
  // Both the digits and the power are exact doubles up to here, so one rounding is the right one.
  private static final int EXACT_POWER = 22;
  private static final int EXACT_BITS = 53;
  private static final double[] EXACT = new double[EXACT_POWER + 1];
  private static final int MAX_POWER = 308;
  private static final int FRACTION_BITS = 52;
  private static final int BIAS = 1075;
  private static final int MAX_BIASED = 2046;

  static {
    double power = 1;
    for (int index = 0; index <= EXACT_POWER; index++) {
      EXACT[index] = power;
      power *= 10;
    }
  }

  private Decimals() {}

  /**
   * Returns the double nearest to {@code digits * 10^power}.
   *
   * @param digits without a sign
   * @return NaN where it can't be told in this way
   */
  static double toDouble(long digits, int power) {
    if (digits >>> EXACT_BITS == 0 && power >= -EXACT_POWER && power <= EXACT_POWER) {
      return power < 0 ? digits / EXACT[-power] : digits * EXACT[power];
    }
    if (digits == 0) {
      return 0;
    }
    if (power < PowersOfTen.MIN || power > MAX_POWER) {
      return Double.NaN;
    }
    return rounded(digits, power);
  }

  private static double rounded(long digits, int power) {
    int zeros = Long.numberOfLeadingZeros(digits);
    long factor = digits << zeros;
    long high = unsignedMultiplyHigh(factor, PowersOfTen.high(power));
    long middle = factor * PowersOfTen.high(power);
    long low = middle + unsignedMultiplyHigh(factor, PowersOfTen.low(power));
    high += Long.compareUnsigned(low, middle) < 0 ? 1 : 0;

    int dropped = high < 0 ? Long.SIZE - EXACT_BITS : Long.SIZE - EXACT_BITS - 1;
    long fraction = high >>> dropped;
    long rest = high & ((1L << dropped) - 1);
    long half = 1L << (dropped - 1);
    boolean mayBeHalf = (rest == half && low == 0) || (rest == half - 1 && low >= -2 && low < 0);
    if (mayBeHalf) {
      return Double.NaN;
    }
    int exponent = PowersOfTen.exponent(power) + Long.SIZE - zeros + Long.SIZE + dropped;
    fraction += rest >= half ? 1 : 0;
    if (fraction >>> EXACT_BITS != 0) {
      fraction >>>= 1;
      exponent++;
    }
    int biased = exponent + BIAS;
    if (biased < 1 || biased > MAX_BIASED) {
      return Double.NaN;
    }
    return Double.longBitsToDouble(((long) (biased - 1) << FRACTION_BITS) + fraction);
  }

  /** Math.unsignedMultiplyHigh, which Java 17 lacks. */
  private static long unsignedMultiplyHigh(long left, long right) {
    return Math.multiplyHigh(left, right) + ((left >> 63) & right) + ((right >> 63) & left);
  }
}
