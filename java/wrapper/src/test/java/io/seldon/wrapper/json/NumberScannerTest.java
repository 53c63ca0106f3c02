package io.seldon.wrapper.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers are read as Java reads them, to the last bit, and by JSON's grammar alone. */
class NumberScannerTest {

  @Test
  void testRandomDoublesAreReadToTheLastBit() {
    Random random = new Random(1);
    for (int round = 0; round < 50_000; round++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertReadAsJavaDoes(Double.toString(value));
      }
    }
  }

  @Test
  void testRandomTextsAreReadAsJavaDoes() {
    Random random = new Random(2);
    for (int round = 0; round < 50_000; round++) {
      long whole = random.nextLong() >>> random.nextInt(64);
      String fraction = Long.toUnsignedString(random.nextLong() >>> random.nextInt(64));
      int exponent = random.nextInt(700) - 350;
      String text = Math.abs(whole) + "." + fraction + "e" + exponent;
      if (Double.isFinite(Double.parseDouble(text))) {
        assertReadAsJavaDoes(text);
      }
    }
  }

  /** These lie half way between two doubles, or next to it, where rounding is most easily wrong. */
  @Test
  void testHalfWayNumbersAreReadAsJavaDoes() {
    Random random = new Random(3);
    for (int round = 0; round < 20_000; round++) {
      double value = Double.longBitsToDouble(random.nextLong() >>> 1);
      if (!Double.isFinite(value) || Double.isInfinite(Math.nextUp(value))) {
        continue;
      }
      BigDecimal half =
          new BigDecimal(value)
              .add(new BigDecimal(Math.nextUp(value)))
              .divide(BigDecimal.valueOf(2));
      assertReadAsJavaDoes(half.toString());
      int digits = 17 + random.nextInt(3);
      assertReadAsJavaDoes(half.round(new MathContext(digits)).toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "-0.0",
        "0e9999999999",
        "1e-400",
        "4.9e-324",
        "2.4703282292062327e-324",
        "2.2250738585072011e-308",
        "1.7976931348623157e308",
        "9007199254740993",
        "9007199254740992.99999999999999999999999",
        "18446744073709551615",
        "18446744073709551616",
        "99999999999999999999999999999999999999999",
        "0.00000000000000000000000000000000000001234567890123456789",
        "1E+2",
        "1e-2",
        "123456789.000000000000000000000000000"
      })
  void testUnusualNumbersAreReadAsJavaDoes(String text) {
    assertReadAsJavaDoes(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+1",
        "01",
        "-01",
        ".5",
        "1.",
        "1.e1",
        "1e",
        "1e+",
        "e1",
        "NaN",
        "-Infinity",
        "--1",
        "1e309",
        "-1e309",
        "1.7976931348623159e308",
        "a"
      })
  void testWhatIsNoNumberIsMalformed(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessage("malformed JSON");
  }

  private static void assertReadAsJavaDoes(String text) {
    double found = read(text);

    assertThat(Double.doubleToLongBits(found))
        .as(text)
        .isEqualTo(Double.doubleToLongBits(Double.parseDouble(text)));
  }

  private static double read(String text) {
    Cursor cursor = new Cursor(text.getBytes(StandardCharsets.US_ASCII));
    double found = new NumberScanner(cursor).read();
    assertThat(cursor.at).isEqualTo(text.length());
    return found;
  }
}
