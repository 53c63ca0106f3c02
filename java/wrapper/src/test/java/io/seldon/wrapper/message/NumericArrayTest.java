package io.seldon.wrapper.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Arrays as values: what they hold decides whether they are equal. */
class NumericArrayTest {

  @Test
  void rowsAreCopiedRowMajor() {
    NumericArray found = NumericArray.of(new double[][] {{1, 2}, {3, 4}});

    assertThat(found).isEqualTo(new NumericArray(new int[] {2, 2}, new double[] {1, 2, 3, 4}));
  }

  @Test
  void arraysAreEqualByShapeAndValues() {
    NumericArray one = NumericArray.of(1, Double.NaN);

    assertThat(one)
        .isEqualTo(NumericArray.of(1, Double.NaN))
        .hasSameHashCodeAs(NumericArray.of(1, Double.NaN));
    assertThat(one).isNotEqualTo(new NumericArray(new int[] {1, 2}, new double[] {1, Double.NaN}));
    assertThat(one).hasToString("NumericArray[2][1.0, NaN]");
  }

  @Test
  void rowsOfSeveralLengthsAreNoArray() {
    assertThatThrownBy(() -> NumericArray.of(new double[][] {{1}, {2, 3}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 1: 2 values (expected: 1)");
  }

  static int[][] shapesOfTwo() {
    return new int[][] {{2}, {1, 2}, {2, 1, 1}};
  }

  @ParameterizedTest
  @MethodSource("shapesOfTwo")
  void valuesFillTheirShape(int[] shape) {
    assertThat(new NumericArray(shape, new double[2]).shape()).isEqualTo(shape);
  }

  static int[][] shapesOfOthers() {
    return new int[][] {
      {}, {3}, {-2}, {-1, -2}, {0, 2}, {65536, 65536}, {2, Integer.MAX_VALUE, Integer.MAX_VALUE, 4}
    };
  }

  @ParameterizedTest
  @MethodSource("shapesOfOthers")
  void valuesThatDoNotFillTheirShapeAreRefused(int[] shape) {
    assertThatThrownBy(() -> new NumericArray(shape, new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("values: 2 (expected: as many as shape [");
  }

  @Test
  void aSizeOf0OutweighsEveryOther() {
    NumericArray found =
        new NumericArray(new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE, 4, 0}, new double[0]);

    assertThat(found.values()).isEmpty();
  }
}
