package io.seldon.wrapper.message;

import java.util.Arrays;

/**
 * Values that are not all numbers, row-major, each of its own type (PAY-7).
 *
 * <p>Both arrays are shown as they are, not copied. Two are equal if shape and values are.
 *
 * @param shape the size of each dimension; their product is the number of values
 * @param values String, Double, Boolean, null, or Map for an object
 */
public record MixedArray(int[] shape, Object[] values) implements ArrayValue {

  /**
   * Holds values in their shape.
   *
   * @throws IllegalArgumentException if the number of values is not the product of the shape
   */
  public MixedArray {
    Shapes.check(shape, values.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MixedArray array
        && Arrays.equals(shape, array.shape)
        && Arrays.equals(values, array.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "MixedArray" + Arrays.toString(shape) + Arrays.toString(values);
  }
}
