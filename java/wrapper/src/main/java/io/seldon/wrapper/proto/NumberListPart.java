package io.seldon.wrapper.proto;

import io.seldon.wrapper.message.NumericArray;

/**
 * A ListValue of finite numbers, in lists of lists if need be.
 *
 * <p>All rows of one depth have the same length, so how long each is is known before any is
 * written.
 */
final class NumberListPart implements Part {
  private static final int ITEM = 1;
  private static final int LIST = 6;

  private final NumericArray array;
  // The bytes of a ListValue at each depth.
  private final int[] listBytes;
  private int written;

  /**
   * Begins.
   *
   * @param array one or more values, all finite
   */
  NumberListPart(NumericArray array) {
    this.array = array;
    int[] shape = array.shape();
    listBytes = new int[shape.length];
    int item = NumberLists.CELL_BYTES;
    for (int depth = shape.length - 1; depth >= 0; depth--) {
      listBytes[depth] = Math.multiplyExact(shape[depth], item);
      item = WireWriter.fieldSize(WireWriter.fieldSize(listBytes[depth]));
    }
  }

  @Override
  public int size() {
    return listBytes[0];
  }

  @Override
  public void writeTo(WireWriter writer) {
    written = 0;
    list(writer, 0);
  }

  private void list(WireWriter writer, int depth) {
    int count = array.shape()[depth];
    if (depth == listBytes.length - 1) {
      writer.numberItems(array.values(), written, count);
      written += count;
      return;
    }
    int inner = listBytes[depth + 1];
    for (int index = 0; index < count; index++) {
      writer.head(ITEM, WireWriter.fieldSize(inner));
      writer.head(LIST, inner);
      list(writer, depth + 1);
    }
  }
}
