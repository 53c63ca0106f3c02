package io.seldon.wrapper.message;

import java.util.Arrays;

/** The sizes of an array's dimensions. */
final class Shapes {
  private static final long TOO_MANY = Long.MAX_VALUE;

  private Shapes() {}

  /**
   * Checks that values fill a shape.
   *
   * @throws IllegalArgumentException if they do not
   */
  static void check(int[] shape, int count) {
    if (product(shape) != count) {
      throw new IllegalArgumentException(
          "values: %d (expected: as many as shape %s takes)"
              .formatted(count, Arrays.toString(shape)));
    }
  }

  private static long product(int[] shape) {
    long product = 1;
    boolean hasZero = false;
    for (int size : shape) {
      if (size < 0) {
        return TOO_MANY;
      }
      hasZero |= size == 0;
      // Beyond any array's length already; to go on might come back into range.
      product = product > Integer.MAX_VALUE ? product : product * Math.max(size, 1);
    }
    return hasZero ? 0 : product;
  }
}
