package io.seldon.wrapper.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.seldon.wrapper.message.NestedLists.ShapeException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists become arrays whatever rows they are of, and what is ragged is told with its place. */
class NestedListsTest {

  @Test
  void testNumbersAndNullsAreNumeric() throws ShapeException {
    NumericArray found =
        (NumericArray) NestedLists.array(List.of(Arrays.asList(1, null), List.of(2L, 0.5f)));

    assertThat(found.shape()).containsExactly(2, 2);
    assertThat(found.values()).containsExactly(1, Double.NaN, 2, 0.5);
  }

  @Test
  void testRowsMayBeJavaArrays() throws ShapeException {
    NumericArray row = new NumericArray(new int[] {2}, new double[] {5, 6});
    NumericArray found =
        (NumericArray) NestedLists.array(List.of(new double[] {1, 2}, new int[] {3, 4}, row));

    assertThat(found.shape()).containsExactly(3, 2);
    assertThat(found.values()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void testOtherValuesKeepTheirTypes() throws ShapeException {
    MixedArray found = (MixedArray) NestedLists.array(Arrays.asList("a", 1, true, null));

    assertThat(found.shape()).containsExactly(4);
    assertThat(found.values()).containsExactly("a", 1.0, true, null);
  }

  @Test
  void testRaggedRowsAreToldWithTheirPlace() {
    assertThat(refused(List.of(List.of(1, 2), List.of(3))))
        .isEqualTo("[1]: 1 values (expected: 2)");
    assertThat(refused(List.of(List.of(List.of(1)), List.of(2))))
        .isEqualTo("[1][0]: a value (expected: an array of 1)");
    assertThat(refused(List.of(1, new double[1]))).isEqualTo("[1]: an array (expected: a value)");
  }

  @Test
  void testMoreThanThirtyLevelsAreRefused() {
    List<?> rows = List.of(1);
    for (int level = 1; level < 31; level++) {
      rows = List.of(rows);
    }

    assertThat(refused(rows)).isEqualTo(": nested deeper than 30 levels");
  }

  private static String refused(List<?> rows) {
    return catchThrowableOfType(ShapeException.class, () -> NestedLists.array(rows)).text();
  }
}
