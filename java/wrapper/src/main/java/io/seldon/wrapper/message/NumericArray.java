package io.seldon.wrapper.message;

import java.util.Arrays;

/**
 * Numbers, row-major, without boxes.
 *
 * <p>Both arrays are shown as they are, not copied: values that a component gets are its own, so it
 * may change them (PAY-17). Two are equal if shape and values are, NaN equalling NaN.
 *
 * @param shape the size of each dimension; their product is the number of values
 * @param values NaN where a null came (PAY-7)
 */
public record NumericArray(int[] shape, double[] values) implements ArrayValue {

  /**
   * Holds values in their shape.
   *
   * @throws IllegalArgumentException if the number of values is not the product of the shape
   */
  public NumericArray {
    Shapes.check(shape, values.length);
  }

  /** Holds one dimension of values, without a copy. */
  public static NumericArray of(double... values) {
    return new NumericArray(new int[] {values.length}, values);
  }

  /**
   * Copies rows of the same length; no rows are of shape [0, 0].
   *
   * @throws IllegalArgumentException if a row has another length than the first
   */
  public static NumericArray of(double[][] rows) {
    int width = rows.length == 0 ? 0 : rows[0].length;
    double[] values = new double[rows.length * width];
    for (int row = 0; row < rows.length; row++) {
      if (rows[row].length != width) {
        throw new IllegalArgumentException(
            "row %d: %d values (expected: %d)".formatted(row, rows[row].length, width));
      }
      System.arraycopy(rows[row], 0, values, row * width, width);
    }
    return new NumericArray(new int[] {rows.length, width}, values);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NumericArray array
        && Arrays.equals(shape, array.shape)
        && Arrays.equals(values, array.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "NumericArray" + Arrays.toString(shape) + Arrays.toString(values);
  }
}
