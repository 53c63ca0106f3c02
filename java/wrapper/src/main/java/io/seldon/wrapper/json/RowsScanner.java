package io.seldon.wrapper.json;

import io.seldon.wrapper.message.NumericArray;
import io.seldon.wrapper.message.PlainValues;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads nested arrays of numbers and nulls into one double[], without a box for each.
 *
 * <p>What is of another kind, ragged or too deep is left to the parser that takes anything: it
 * begins again at the first bracket. So a text is scanned twice at most, and errors have one place.
 */
final class RowsScanner {
  private static final int FIRST_CAPACITY = 16;
  private static final int UNKNOWN = -1;
  // Of what is measured or computed in double precision, few have less.
  private static final int BYTES_A_NUMBER = 16;

  private final Cursor cursor;
  private final NumberScanner numbers;
  private double[] values = new double[FIRST_CAPACITY];
  private int count;
  private int[] sizes = {UNKNOWN, UNKNOWN};
  private int deepest;
  private int depthOfNumbers;

  RowsScanner(Cursor cursor, NumberScanner numbers) {
    this.cursor = cursor;
    this.numbers = numbers;
  }

  /**
   * Reads the array at whose bracket the cursor stands.
   *
   * @return NaN stands for null; or null itself if it is of another kind: the cursor is then where
   *     it was
   * @throws MalformedJsonException a number is none
   */
  @Nullable NumericArray read() {
    int start = cursor.at;
    count = 0;
    Arrays.fill(sizes, UNKNOWN);
    deepest = 0;
    depthOfNumbers = UNKNOWN;
    if (!array(0)) {
      cursor.at = start;
      return null;
    }
    return new NumericArray(Arrays.copyOf(sizes, deepest + 1), Arrays.copyOf(values, count));
  }

  private boolean array(int depth) {
    cursor.at++;
    if (cursor.peekToken() == ']') {
      cursor.at++;
      return hasSize(depth, 0);
    }
    int size = 0;
    while (value(depth)) {
      size++;
      byte next = cursor.peekToken();
      cursor.at++;
      if (next == ']') {
        return hasSize(depth, size);
      }
      if (next != ',') {
        return false;
      }
      cursor.peekToken();
    }
    return false;
  }

  private boolean value(int depth) {
    byte first = cursor.peek();
    if (first == '[') {
      return canNest(depth + 1) && array(depth + 1);
    }
    if (first != 'n' && first != '-' && (first < '0' || first > '9')) {
      return false;
    }
    if (depth != depthOfNumbers) {
      if (depthOfNumbers != UNKNOWN || depth != deepest) {
        return false;
      }
      depthOfNumbers = depth;
    }
    if (count == values.length) {
      int likely = (cursor.text.length - cursor.at) / BYTES_A_NUMBER;
      values = Arrays.copyOf(values, count + Math.max(count, likely));
    }
    if (first == 'n') {
      cursor.skip("null");
      values[count++] = Double.NaN;
    } else {
      values[count++] = numbers.read();
    }
    return true;
  }

  private boolean canNest(int depth) {
    if (depthOfNumbers != UNKNOWN && depth > depthOfNumbers || depth == PlainValues.MAX_LEVELS) {
      return false;
    }
    if (depth == sizes.length) {
      sizes = Arrays.copyOf(sizes, depth + 1);
      sizes[depth] = UNKNOWN;
    }
    deepest = Math.max(deepest, depth);
    return true;
  }

  private boolean hasSize(int depth, int size) {
    if (sizes[depth] == UNKNOWN) {
      sizes[depth] = size;
    }
    return sizes[depth] == size;
  }
}
