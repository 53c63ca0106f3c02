package io.seldon.wrapper.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.Kind;
import io.seldon.wrapper.message.NumericArray;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a router may answer (DIS-5). */
class BranchesTest {

  @Test
  void everyWholeNumberIsABranch() {
    for (Object branch : new Object[] {2, 2L, (short) 2, (byte) 2, 2.0, 2f, BigInteger.TWO}) {
      Payload found = Branches.of(branch, Kind.TENSOR);

      assertThat(found)
          .isEqualTo(
              new Payload(Kind.TENSOR, new NumericArray(new int[] {1, 1}, new double[] {2})));
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void onlyAnNdarrayIsAnsweredAsOne(Kind request) {
    Payload found = Branches.of(0, request);

    assertThat(found.kind()).isEqualTo(request == Kind.NDARRAY ? Kind.NDARRAY : Kind.TENSOR);
  }

  @Test
  void minusOneAndMinusTwoAreBranches() {
    assertThat(Branches.of(-1, null).value())
        .isEqualTo(new NumericArray(new int[] {1, 1}, new double[] {-1}));
    assertThat(Branches.of(-2.0, null).value())
        .isEqualTo(new NumericArray(new int[] {1, 1}, new double[] {-2}));
  }

  @ParameterizedTest
  @CsvSource({
    "true, Boolean",
    "a, String",
    "1.5, Double",
    "NaN, Double",
    "Infinity, Double",
    "[1], double[]",
  })
  void whatIsNoIntegerIsRefusedByName(String returned, String type) {
    assertRefused(valueOf(returned), "route returned " + type + " (expected: an integer)");
  }

  @Test
  void nothingIsNoBranch() {
    assertRefused(null, "route returned null (expected: an integer)");
  }

  @Test
  void belowMinusTwoIsRefusedWithTheNumber() {
    assertRefused(-3, "route returned -3 (expected: -2 or more)");
    assertRefused(-4.0, "route returned -4 (expected: -2 or more)");
  }

  private static Object valueOf(String text) {
    return switch (text) {
      case "true" -> true;
      case "a" -> "a";
      case "[1]" -> new double[] {1};
      default -> Double.valueOf(text);
    };
  }

  private static void assertRefused(@Nullable Object returned, String text) {
    assertThatThrownBy(() -> Branches.of(returned, Kind.TENSOR))
        .isInstanceOf(SeldonException.class)
        .hasMessage(text);
  }
}
