package io.seldon.wrapper.dispatch;

import io.seldon.wrapper.message.NumericArray;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Java's own arrays: {@code int[]}, {@code float[][]} and so on. */
final class JavaArrays {
  private JavaArrays() {}

  /** Rows that are no array; the text says where, as {@code [1]: 1 values (expected: 2)}. */
  static final class RaggedException extends Exception {
    private static final long serialVersionUID = 1;

    RaggedException(String message) {
      super(message, null, false, false);
    }
  }

  /** Returns the type of the values, whatever the number of dimensions. */
  static Class<?> leafType(Object array) {
    Class<?> type = array.getClass();
    while (type.isArray()) {
      type = type.getComponentType();
    }
    return type;
  }

  /** Returns whether values of a type are numbers without boxes. */
  static boolean isNumeric(Class<?> leaf) {
    return leaf.isPrimitive() && leaf != boolean.class && leaf != char.class;
  }

  /**
   * Copies primitive numbers into one row-major array; the type tells the number of dimensions.
   *
   * @throws RaggedException if a row has another length than the first, or is null
   */
  static NumericArray numbers(Object array) throws RaggedException {
    int[] shape = shapeOf(array);
    int count = 1;
    for (int size : shape) {
      count = Math.multiplyExact(count, size);
    }
    double[] values = new double[count];
    fill(array, shape, 0, "", values, 0);
    return new NumericArray(shape, values);
  }

  /** Returns the items as a list; what is an array among them stays one. */
  static List<?> asList(Object array) {
    if (array instanceof Object[] items) {
      return Arrays.asList(items);
    }
    int length = Array.getLength(array);
    List<Object> found = new ArrayList<>(length);
    for (int index = 0; index < length; index++) {
      Object item = Array.get(array, index);
      found.add(item instanceof Character sign ? sign.toString() : item);
    }
    return found;
  }

  private static int[] shapeOf(Object array) {
    int[] shape = new int[array.getClass().getName().lastIndexOf('[') + 1];
    Object at = array;
    for (int dimension = 0; dimension < shape.length && at != null; dimension++) {
      shape[dimension] = Array.getLength(at);
      at = shape[dimension] > 0 && dimension + 1 < shape.length ? Array.get(at, 0) : null;
    }
    return shape;
  }

  /** Copies what is below one row; returns the place behind its last value. */
  private static int fill(
      Object rows, int[] shape, int dimension, String path, double[] values, int start)
      throws RaggedException {
    if (dimension == shape.length - 1) {
      return copy(rows, values, start);
    }
    int next = start;
    int width = shape[dimension + 1];
    for (int index = 0; index < shape[dimension]; index++) {
      @Nullable Object row = Array.get(rows, index);
      if (row == null) {
        throw new RaggedException(
            "%s[%d]: a value (expected: an array of %d)".formatted(path, index, width));
      }
      if (Array.getLength(row) != width) {
        throw new RaggedException(
            "%s[%d]: %d values (expected: %d)".formatted(path, index, Array.getLength(row), width));
      }
      boolean isLast = dimension == shape.length - 2;
      String below = isLast ? path : path + "[" + index + "]";
      next = fill(row, shape, dimension + 1, below, values, next);
    }
    return next;
  }

  private static int copy(Object row, double[] values, int start) {
    int length = Array.getLength(row);
    if (row instanceof double[] doubles) {
      System.arraycopy(doubles, 0, values, start, length);
    } else if (row instanceof float[] floats) {
      for (int index = 0; index < length; index++) {
        values[start + index] = floats[index];
      }
    } else if (row instanceof int[] ints) {
      for (int index = 0; index < length; index++) {
        values[start + index] = ints[index];
      }
    } else {
      for (int index = 0; index < length; index++) {
        values[start + index] = Array.getDouble(row, index);
      }
    }
    return start + length;
  }
}
