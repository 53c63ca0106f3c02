package io.seldon.wrapper.component;

import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.NumericArray;
import java.util.Arrays;

/** Rows and columns of an array. */
final class Matrices {
  private Matrices() {}

  static double[][] rows(NumericArray array) {
    int[] shape = array.shape();
    if (shape.length != 1 && shape.length != 2) {
      throw SeldonException.badData("X: %d dimensions (expected: 1 or 2)".formatted(shape.length));
    }
    int count = shape.length == 1 ? 1 : shape[0];
    int width = shape[shape.length - 1];
    double[][] rows = new double[count][];
    for (int row = 0; row < count; row++) {
      rows[row] = Arrays.copyOfRange(array.values(), row * width, (row + 1) * width);
    }
    return rows;
  }
}
