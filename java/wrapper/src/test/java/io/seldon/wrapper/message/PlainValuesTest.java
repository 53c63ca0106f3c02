package io.seldon.wrapper.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.seldon.wrapper.errors.SeldonException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whatever a component answers as JSON becomes plain, or an error that names what is wrong. */
class PlainValuesTest {

  @Test
  void testNumbersAreDoublesAndNanIsNull() {
    Object found = plain(List.of(1, 2L, 0.5f, BigInteger.TEN, Double.NaN));

    assertThat(found).isEqualTo(Arrays.asList(1.0, 2.0, 0.5, 10.0, null));
  }

  @Test
  void testArraysAreLists() {
    Object found =
        plain(
            Map.of(
                "doubles", new double[][] {{1, 2}, {3, 4}},
                "texts", new String[] {"a"},
                "matrix", new NumericArray(new int[] {1, 2}, new double[] {5, 6})));

    assertThat(found)
        .isEqualTo(
            Map.of(
                "doubles", List.of(List.of(1.0, 2.0), List.of(3.0, 4.0)),
                "texts", List.of("a"),
                "matrix", List.of(List.of(5.0, 6.0))));
  }

  @Test
  void testWholeNumbersAsKeysBecomeStrings() {
    assertThat(plain(Map.of(1, 0.7))).isEqualTo(Map.of("1", 0.7));
  }

  @Test
  void testOtherKeysAreRefused() {
    assertThat(refused(Map.of(1.5, 1))).isEqualTo("jsonData answer: key 1.5 (expected: a string)");
  }

  @Test
  void testWhatJsonDoesNotHaveIsRefused() {
    assertThat(refused(List.of(new byte[1])))
        .isEqualTo("jsonData answer: byte[] (expected: JSON values)");
    assertThat(refused(new StringBuilder[0].getClass()))
        .isEqualTo("jsonData answer: Class (expected: JSON values)");
    assertThat(refused(new TreeSet<>(Set.of(1))))
        .isEqualTo("jsonData answer: TreeSet (expected: JSON values)");
  }

  @Test
  void testAnInfinityIsRefused() {
    assertThat(refused(Map.of("a", Float.NEGATIVE_INFINITY)))
        .isEqualTo("jsonData answer: -Infinity (expected: finite numbers)");
  }

  @Test
  void testThirtyLevelsAreTakenAndNoMore() {
    Object thirty = 1;
    for (int level = 0; level < 30; level++) {
      thirty = List.of(thirty);
    }

    assertThat(plain(thirty).toString()).isEqualTo("[".repeat(30) + "1.0" + "]".repeat(30));
    assertThat(refused(Map.of("a", thirty)))
        .isEqualTo("jsonData answer: nested deeper than 30 levels");
  }

  private static String refused(Object value) {
    return catchThrowableOfType(SeldonException.class, () -> plain(value)).info();
  }

  private static Object plain(Object value) {
    return PlainValues.of(value, "jsonData answer");
  }
}
