package io.seldon.wrapper.tftensor;

/** Numbers that Java has no type of its own for, as doubles. */
final class Numbers {
  private static final int HALF_FRACTION_BITS = 10;
  private static final int HALF_FRACTION = (1 << HALF_FRACTION_BITS) - 1;
  private static final int HALF_EXPONENT = 0x1F;
  private static final int HALF_BIAS = 15;
  private static final int HALF_SIGN = 0x8000;

  private Numbers() {}

  /** Returns the number that the 16 bits of a half stand for. */
  static double ofHalf(int bits) {
    int fraction = bits & HALF_FRACTION;
    int exponent = bits >> HALF_FRACTION_BITS & HALF_EXPONENT;
    double size;
    if (exponent == HALF_EXPONENT) {
      size = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    } else if (exponent == 0) {
      size = Math.scalb((double) fraction, 1 - HALF_BIAS - HALF_FRACTION_BITS);
    } else {
      int whole = fraction | 1 << HALF_FRACTION_BITS;
      size = Math.scalb((double) whole, exponent - HALF_BIAS - HALF_FRACTION_BITS);
    }
    return (bits & HALF_SIGN) == 0 ? size : -size;
  }

  /** Returns the number that 64 bits stand for without a sign, rounded to the nearest double. */
  static double ofUnsigned(long bits) {
    if (bits >= 0) {
      return bits;
    }
    // Halved, with the lost bit kept as a sticky one, so that it is rounded but once.
    return ((bits >>> 1) | (bits & 1)) * 2.0;
  }
}
