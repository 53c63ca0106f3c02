package io.seldon.wrapper.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers are written so that they are read as the same double, and as short as can be. */
class NumberTextTest {

  @Test
  void testRandomDoublesComeBackToTheLastBit() {
    Random random = new Random(1);
    for (int round = 0; round < 50_000; round++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertComesBack(value);
      }
    }
  }

  @Test
  void testPowersOfTwoAndTheirNeighboursComeBack() {
    for (int exponent = Double.MIN_EXPONENT - 52; exponent <= Double.MAX_EXPONENT; exponent++) {
      double power = Math.scalb(1.0, exponent);
      assertComesBack(power);
      assertComesBack(Math.nextUp(power));
      assertComesBack(Math.nextDown(power));
    }
    assertComesBack(Double.MAX_VALUE);
  }

  /** No text with one digit less gives the same double. */
  @Test
  void testNoShorterTextWouldDo() {
    Random random = new Random(4);
    for (int round = 0; round < 20_000; round++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (!Double.isFinite(value)) {
        continue;
      }
      BigDecimal written = new BigDecimal(write(value)).stripTrailingZeros();
      if (written.precision() > 1) {
        BigDecimal exact = new BigDecimal(value);
        int digits = written.precision() - 1;
        for (RoundingMode mode : new RoundingMode[] {RoundingMode.UP, RoundingMode.DOWN}) {
          BigDecimal shorter = exact.round(new MathContext(digits, mode));
          assertThat(shorter.doubleValue()).as(written.toString()).isNotEqualTo(value);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, -0.0",
    "1, 1",
    "-1, -1",
    "10, 10",
    "99, 99",
    "100, 100",
    "0.1, 0.1",
    "-0.5, -0.5",
    "5.1, 5.1",
    "123.456, 123.456",
    "0.000001, 0.000001",
    "0.00000012, 0.00000012",
    "0.000000012, 1.2e-8",
    "1e-7, 0.0000001",
    "9007199254740991, 9007199254740991",
    "9007199254740992, 9007199254740992",
    "1e20, 1e20",
    "9223372036854775808, 9.223372036854776e18",
    "1e15, 1000000000000000",
    "1e21, 1e21",
    "1.5e300, 1.5e300",
    "4.9e-324, 5e-324",
    "1.7976931348623157e308, 1.7976931348623157e308"
  })
  void testNumbersLookAsPeopleWriteThem(double value, String text) {
    assertThat(write(value)).isEqualTo(text);
  }

  private static void assertComesBack(double value) {
    String text = write(value);

    assertThat(Double.doubleToLongBits(Double.parseDouble(text)))
        .as(text)
        .isEqualTo(Double.doubleToLongBits(value));
  }

  private static String write(double value) {
    byte[] out = new byte[NumberText.MAX_BYTES];
    int end = new NumberText().write(value, out, 0);
    return new String(out, 0, end, StandardCharsets.US_ASCII);
  }
}
