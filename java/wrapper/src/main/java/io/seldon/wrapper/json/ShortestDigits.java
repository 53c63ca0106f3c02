package io.seldon.wrapper.json;

/**
 * The fewest decimal digits that give a double back, and of those the nearest: Schubfach, after R.
 * Giulietti, "The Schubfach way to render doubles" (2020), whose names the variables have.
 *
 * <p>A double {@code c * 2^q} owns all numbers that round to it, from half way to its lower
 * neighbour to half way to its upper one. With {@code 10^k} just small enough, that interval holds
 * one or two multiples of {@code 10^k}, and at most one of {@code 10^(k+1)}. So the ends of the
 * interval and the double itself, times four and in units of {@code 10^k}, are all that must be
 * known. Java's own Double.toString is the same from release 19 on, but makes a String.
 */
final class ShortestDigits {
  private static final int FRACTION_BITS = 52;
  private static final long HIDDEN_BIT = 1L << FRACTION_BITS;
  private static final int EXPONENT_MASK = 0x7FF;
  private static final int MIN_Q = -1074;
  private static final long MASK_63 = Long.MAX_VALUE;
  private static final int MIN_K = -324;
  private static final int MAX_K = 292;
  // 10^-k in 126 bits, rounded up, in two halves of 63.
  private static final long[] G1 = new long[MAX_K - MIN_K + 1];
  private static final long[] G0 = new long[MAX_K - MIN_K + 1];

  static {
    for (int k = MIN_K; k <= MAX_K; k++) {
      long high = PowersOfTen.high(-k) >>> 2;
      long low = (PowersOfTen.low(-k) >>> 2 | PowersOfTen.high(-k) << (Long.SIZE - 2)) + 1;
      high += low == 0 ? 1 : 0;
      G1[k - MIN_K] = high << 1 | low >>> (Long.SIZE - 1);
      G0[k - MIN_K] = low & MASK_63;
    }
  }

  /** The digits, as a whole number above 0. */
  long digits;

  /** What ten is raised to, for the last digit. */
  int power;

  /**
   * Finds the digits of a number.
   *
   * @param value finite, above 0
   */
  void find(double value) {
    long bits = Double.doubleToRawLongBits(value);
    int biased = (int) (bits >>> FRACTION_BITS) & EXPONENT_MASK;
    long fraction = bits & (HIDDEN_BIT - 1);
    long c = biased == 0 ? fraction : fraction | HIDDEN_BIT;
    int q = Math.max(biased, 1) + MIN_Q - 1;
    boolean isPowerOfTwo = c == HIDDEN_BIT && q != MIN_Q;
    // Below a power of two doubles are twice as dense, so the interval begins half as far away.
    int k = isPowerOfTwo ? floorLog10ThreeQuarters(q) : floorLog10(q);
    int shift = q + PowersOfTen.floorLog2(-k) + 2;
    long g1 = G1[k - MIN_K];
    long g0 = G0[k - MIN_K];
    long cb = c << 2;
    long odd = c & 1;
    long vb = roundToOdd(g1, g0, cb << shift);
    long vbl = roundToOdd(g1, g0, (cb - (isPowerOfTwo ? 1 : 2)) << shift) + odd;
    long vbr = roundToOdd(g1, g0, (cb + 2) << shift) - odd;
    long s = vb >> 2;
    // Which multiple it is depends on the last bits, so a processor cannot foresee it: the four
    // answers are 1 for yes and 0 for no, and there is no branch.
    long tens = s / 10;
    long isTensIn = isAtMost(vbl, tens * 10 << 2);
    long isNextTensIn = isAtMost((tens + 1) * 10 << 2, vbr);
    long isIn = isAtMost(vbl, s << 2);
    long isNextIn = isAtMost((s + 1) << 2, vbr);
    long isNextNearer = isAtMost((s << 2) + 3 - (s & 1), vb);
    long isOnlyOneIn = isIn ^ isNextIn;
    long one = s + (isOnlyOneIn & isNextIn | (1 - isOnlyOneIn) & isNextNearer);
    long isTen = isTensIn ^ isNextTensIn;
    digits = one + (tens + isNextTensIn - one) * isTen;
    power = k + (int) isTen;
  }

  /** Returns 1 if it is so, else 0. */
  private static long isAtMost(long value, long bound) {
    return value - 1 - bound >>> (Long.SIZE - 1);
  }

  /** Multiplies, and sets the last bit if bits are lost, so that comparisons stay right. */
  private static long roundToOdd(long g1, long g0, long cp) {
    long x1 = Math.multiplyHigh(g0, cp);
    long y0 = g1 * cp;
    long y1 = Math.multiplyHigh(g1, cp);
    long z = (y0 >>> 1) + x1;
    long w = y1 + (z >>> (Long.SIZE - 1));
    return w | ((z & MASK_63) + MASK_63) >>> (Long.SIZE - 1);
  }

  private static int floorLog10(int q) {
    return (int) (q * 661_971_961_083L >> 41);
  }

  private static int floorLog10ThreeQuarters(int q) {
    return (int) (q * 661_971_961_083L - 274_743_187_321L >> 41);
  }
}
