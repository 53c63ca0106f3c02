package io.seldon.wrapper.http;

import java.math.BigDecimal;
import java.math.MathContext;

/** A number of seconds as errors say it: {@code 60}, {@code 0.5}. */
public final class Seconds {
  private static final MathContext SIX_DIGITS = new MathContext(6);

  private Seconds() {}

  /** Returns the number with at most six digits, and no zeros at its end. */
  public static String text(double seconds) {
    return BigDecimal.valueOf(seconds).round(SIX_DIGITS).stripTrailingZeros().toPlainString();
  }
}
