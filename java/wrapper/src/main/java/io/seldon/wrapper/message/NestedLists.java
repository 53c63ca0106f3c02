package io.seldon.wrapper.message;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Nested lists to arrays (contract.md, PAY-6 and PAY-7).
 *
 * <p>Among the lists may be Java arrays and {@link ArrayValue}s, as components answer them.
 */
public final class NestedLists {
  private NestedLists() {}

  /** Lists that are no array: ragged or too deep. */
  public static final class ShapeException extends Exception {
    private static final long serialVersionUID = 1;

    ShapeException(String message) {
      super(message, null, false, false);
    }

    /**
     * Returns where and what, to be put behind the name of the whole: {@code [1]: 1 values
     * (expected: 2)} or {@code : nested deeper than 30 levels}.
     */
    public String text() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * Makes an array of nested lists.
   *
   * @param rows of Number, String, Boolean, null, Map, or of such lists
   * @return numeric where all values are numbers or null, with NaN for null; else each as it is,
   *     numbers as Double
   * @throws ShapeException ragged, or more than 30 levels
   */
  public static ArrayValue array(List<?> rows) throws ShapeException {
    int[] shape = shapeOf(rows);
    List<@Nullable Object> leaves = new ArrayList<>();
    collect(rows, shape, 0, "", leaves);
    return flat(shape, leaves);
  }

  private static int[] shapeOf(List<?> rows) throws ShapeException {
    List<Integer> sizes = new ArrayList<>();
    Object item = rows;
    while (isRow(item)) {
      if (sizes.size() == PlainValues.MAX_LEVELS) {
        throw new ShapeException(": nested deeper than " + PlainValues.MAX_LEVELS + " levels");
      }
      List<?> row = rowOf(item);
      sizes.add(row.size());
      if (row.isEmpty()) {
        break;
      }
      item = row.get(0);
    }
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Checks that all rows have the shape of the first, and gathers the values in order. */
  private static void collect(
      List<?> rows, int[] shape, int dimension, String path, List<@Nullable Object> leaves)
      throws ShapeException {
    boolean hasRows = dimension + 1 < shape.length;
    for (int index = 0; index < rows.size(); index++) {
      Object item = rows.get(index);
      if (!hasRows && isRow(item)) {
        throw new ShapeException(path + "[" + index + "]: an array (expected: a value)");
      }
      if (!hasRows) {
        leaves.add(item);
        continue;
      }
      int width = shape[dimension + 1];
      if (!isRow(item)) {
        String text = "]: a value (expected: an array of " + width + ")";
        throw new ShapeException(path + "[" + index + text);
      }
      List<?> row = rowOf(item);
      if (row.size() != width) {
        String text = "]: " + row.size() + " values (expected: " + width + ")";
        throw new ShapeException(path + "[" + index + text);
      }
      collect(row, shape, dimension + 1, path + "[" + index + "]", leaves);
    }
  }

  private static ArrayValue flat(int[] shape, List<@Nullable Object> leaves) {
    boolean isNumeric = leaves.stream().allMatch(leaf -> leaf == null || leaf instanceof Number);
    if (isNumeric) {
      double[] values = new double[leaves.size()];
      for (int index = 0; index < values.length; index++) {
        values[index] =
            leaves.get(index) instanceof Number number ? number.doubleValue() : Double.NaN;
      }
      return new NumericArray(shape, values);
    }
    Object[] values = new Object[leaves.size()];
    for (int index = 0; index < values.length; index++) {
      Object leaf = leaves.get(index);
      values[index] = leaf instanceof Number number ? (Object) number.doubleValue() : leaf;
    }
    return new MixedArray(shape, values);
  }

  private static boolean isRow(@Nullable Object item) {
    return item instanceof List
        || (item instanceof ArrayValue array && array.shape().length > 0)
        || (item != null && item.getClass().isArray() && !(item instanceof byte[]));
  }

  private static List<?> rowOf(Object item) {
    if (item instanceof List<?> list) {
      return list;
    }
    return item instanceof ArrayValue array
        ? (List<?>) PlainValues.nested(array)
        : PlainValues.items(item);
  }
}
