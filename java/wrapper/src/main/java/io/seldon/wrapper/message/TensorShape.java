package io.seldon.wrapper.message;

import io.seldon.wrapper.errors.SeldonException;
import java.math.BigInteger;
import java.util.Arrays;

/** Whether a tensor's values fit its shape (contract.md, PAY-4); both codecs ask it. */
public final class TensorShape {
  private static final int MAX_DIMENSIONS = 32;
  private static final long MAX_BESIDE_ZERO = 1048576;
  // Products stop growing here: beyond any number of values, and times an int it is still a long.
  private static final long ENDLESS = 1L << 32;

  private TensorShape() {}

  /**
   * Gives the values their shape.
   *
   * @param shape sizes, outermost first; one may be -1 and is worked out; empty only without values
   * @param values row-major; not copied
   * @throws SeldonException 400 if the number of values is not the product of the shape
   */
  public static NumericArray apply(int[] shape, double[] values) {
    int count = values.length;
    if (shape.length == 0 && count == 0) {
      return new NumericArray(new int[] {0}, values);
    }
    if (shape.length == 0) {
      throw refused("[]", "a size for each dimension of " + count + " values");
    }
    if (shape.length > MAX_DIMENSIONS) {
      throw refused(shape.length + " dimensions", "at most " + MAX_DIMENSIONS);
    }
    int unknown = checkSizes(shape, count);
    long known = product(shape, false);
    if (product(shape, true) > MAX_BESIDE_ZERO && known == 0) {
      throw refused(shape, "at most " + MAX_BESIDE_ZERO + " values without the sizes of 0");
    }
    if (unknown == -1 && known != count) {
      String expected = exactProduct(shape) + " for shape " + Arrays.toString(shape);
      throw SeldonException.badData("tensor values: " + count + " (expected: " + expected + ")");
    }
    int[] sizes = shape.clone();
    if (unknown != -1) {
      sizes[unknown] = (int) (count / known);
    }
    return new NumericArray(sizes, values);
  }

  /** Returns where the size is that has to be worked out, or -1. */
  private static int checkSizes(int[] shape, int count) {
    int unknown = -1;
    boolean isRight = true;
    for (int index = 0; index < shape.length; index++) {
      isRight &= shape[index] >= -1 && (shape[index] != -1 || unknown == -1);
      unknown = shape[index] == -1 ? index : unknown;
    }
    long known = product(shape, false);
    if (!isRight || (unknown != -1 && (known == 0 || count % known != 0))) {
      throw refused(shape, "sizes of 0 or more, at most one -1");
    }
    return unknown;
  }

  /** Multiplies the sizes, but for -1 and, if asked so, those of 0. */
  private static long product(int[] shape, boolean withoutZeros) {
    long product = 1;
    for (int size : shape) {
      if (size == 0 && !withoutZeros) {
        return 0;
      }
      product = size > 0 ? Math.min(product * size, ENDLESS) : product;
    }
    return product;
  }

  private static String exactProduct(int[] shape) {
    BigInteger product = BigInteger.ONE;
    for (int size : shape) {
      product = product.multiply(BigInteger.valueOf(size));
    }
    return product.toString();
  }

  private static SeldonException refused(int[] shape, String expected) {
    return refused(Arrays.toString(shape), expected);
  }

  private static SeldonException refused(String got, String expected) {
    return SeldonException.badData("tensor shape: " + got + " (expected: " + expected + ")");
  }
}
