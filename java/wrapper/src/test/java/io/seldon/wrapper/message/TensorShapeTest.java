package io.seldon.wrapper.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.seldon.wrapper.errors.SeldonException;
import org.junit.jupiter.api.Test;

/** A shape and its values fit (PAY-4), however large the sizes are that somebody sends. */
class TensorShapeTest {
  private static final int MAX = Integer.MAX_VALUE;

  @Test
  void testAnOpenSizeIsWorkedOut() {
    NumericArray found = TensorShape.apply(new int[] {2, -1}, new double[6]);

    assertThat(found.shape()).containsExactly(2, 3);
  }

  @Test
  void testHugeProductsDoNotOverflow() {
    assertThat(refused(4, 65536, 65536, 65536, 65536))
        .isEqualTo(
            "tensor values: 4 (expected: 18446744073709551616 for shape "
                + "[65536, 65536, 65536, 65536])");
    assertThat(refused(1, MAX, MAX, MAX, -1))
        .isEqualTo(
            "tensor shape: [2147483647, 2147483647, 2147483647, -1] "
                + "(expected: sizes of 0 or more, at most one -1)");
    assertThat(refused(0, MAX, MAX, 0, MAX))
        .isEqualTo(
            "tensor shape: [2147483647, 2147483647, 0, 2147483647] "
                + "(expected: at most 1048576 values without the sizes of 0)");
  }

  @Test
  void testNoValuesLeaveAnOpenSizeAtZero() {
    NumericArray found = TensorShape.apply(new int[] {-1, 3}, new double[0]);

    assertThat(found.shape()).containsExactly(0, 3);
  }

  private static String refused(int count, int... shape) {
    return catchThrowableOfType(
            SeldonException.class, () -> TensorShape.apply(shape, new double[count]))
        .info();
  }
}
