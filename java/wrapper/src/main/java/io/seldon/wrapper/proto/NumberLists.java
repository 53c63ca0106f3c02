package io.seldon.wrapper.proto;

import io.seldon.wrapper.message.NumericArray;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A ListValue of numbers, straight into an array.
 *
 * <p>A number in a ListValue is always 11 bytes: {@code 0a 09} (an item of 9 bytes), {@code 11} (a
 * double), the double. A null is {@code 0a 02 08 00}. A row is {@code 0a <len> 32 <len>} and such
 * items. What is anything else, or ragged, or has an infinity, is null here and goes the long way,
 * errors included.
 */
final class NumberLists {
  static final int ITEM_TAG = 0x0A;
  static final int LIST_TAG = 0x32;
  static final int NUMBER_TAG = 0x11;
  static final int NUMBER_BYTES = 9;
  static final int CELL_BYTES = 11;
  private static final int NULL_TAG = 0x08;
  private static final int NULL_BYTES = 2;
  private static final int NULL_CELL_BYTES = 4;

  private double[] values;
  private int count;

  private NumberLists(int capacity) {
    values = new double[capacity];
  }

  /** Reads a ListValue of one or more numbers, or of rows of them; null if it is another. */
  static @Nullable NumericArray read(WireReader list) {
    if (!list.hasMore()) {
      return null;
    }
    // As many as there are if all are numbers; nulls are shorter, and make it grow.
    NumberLists found = new NumberLists((list.end() - list.at()) / CELL_BYTES + 1);
    int[] shape = startsWithRow(list) ? found.rows(list) : found.vector(list);
    return shape == null ? null : new NumericArray(shape, Arrays.copyOf(found.values, found.count));
  }

  /** Looks whether the next item holds a list. */
  private static boolean startsWithRow(WireReader list) {
    int start = list.at();
    boolean found =
        list.tag() == ITEM_TAG && list.length() > 0 && list.bytes[list.at()] == LIST_TAG;
    list.moveTo(start);
    return found;
  }

  private int @Nullable [] vector(WireReader list) {
    return cells(list) ? new int[] {count} : null;
  }

  private int @Nullable [] rows(WireReader list) {
    int rows = 0;
    int columns = 0;
    while (list.hasMore()) {
      WireReader row = row(list);
      int before = count;
      if (row == null || !cells(row)) {
        return null;
      }
      if (rows++ == 0) {
        columns = count;
      }
      if (columns == 0 || count - before != columns) {
        return null;
      }
    }
    return new int[] {rows, columns};
  }

  private static @Nullable WireReader row(WireReader list) {
    int length = list.tag() == ITEM_TAG ? list.length() : -1;
    if (length <= 0) {
      return null;
    }
    WireReader item = list.inner(length);
    int inner = item.tag() == LIST_TAG ? item.length() : -1;
    return inner == item.end() - item.at() ? item : null;
  }

  /** Reads numbers and nulls up to the end; false if there is anything else. */
  private boolean cells(WireReader items) {
    byte[] bytes = items.bytes;
    int end = items.end();
    int at = items.at();
    while (at < end) {
      if (end - at >= CELL_BYTES
          && bytes[at] == ITEM_TAG
          && bytes[at + 1] == NUMBER_BYTES
          && bytes[at + 2] == NUMBER_TAG) {
        double value = (double) WireReader.DOUBLES.get(bytes, at + 3);
        if (Double.isInfinite(value)) {
          return false;
        }
        add(value);
        at += CELL_BYTES;
      } else if (isNull(bytes, at, end)) {
        add(Double.NaN);
        at += NULL_CELL_BYTES;
      } else {
        return false;
      }
    }
    items.moveTo(end);
    return true;
  }

  private void add(double value) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = value;
  }

  private static boolean isNull(byte[] bytes, int at, int end) {
    return end - at >= NULL_CELL_BYTES
        && bytes[at] == ITEM_TAG
        && bytes[at + 1] == NULL_BYTES
        && bytes[at + 2] == NULL_TAG
        && bytes[at + 3] == 0;
  }
}
