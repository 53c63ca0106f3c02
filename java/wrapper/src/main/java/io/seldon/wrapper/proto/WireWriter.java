package io.seldon.wrapper.proto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes protobuf's wire format into an array that is as long as the whole message. */
final class WireWriter {
  private static final int CONTINUED = 0x80;
  private static final int SEVEN_BITS = 0x7F;
  private static final int LENGTH_DELIMITED = 2;

  private final byte[] bytes;
  private int at;

  /** Begins a message of so many bytes. */
  WireWriter(int size) {
    bytes = new byte[size];
  }

  /** Returns the message, which is not copied. */
  byte[] bytes() {
    return bytes;
  }

  /** Returns how many bytes a varint of a number has, which counts as unsigned. */
  static int varintSize(int number) {
    int size = 1;
    for (int rest = number >>> 7; rest != 0; rest >>>= 7) {
      size++;
    }
    return size;
  }

  /** Returns how many bytes a field with a number up to 15 has, of a value of so many bytes. */
  static int fieldSize(int length) {
    return 1 + varintSize(length) + length;
  }

  /** Writes what stands before the value of a field with a number up to 15. */
  void head(int field, int length) {
    bytes[at++] = (byte) (field << 3 | LENGTH_DELIMITED);
    varint(length);
  }

  void varint(int number) {
    int rest = number;
    while ((rest & ~SEVEN_BITS) != 0) {
      bytes[at++] = (byte) (rest & SEVEN_BITS | CONTINUED);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
  }

  void raw(byte[] part) {
    System.arraycopy(part, 0, bytes, at, part.length);
    at += part.length;
  }

  void doubles(double[] values) {
    int length = values.length * Double.BYTES;
    ByteBuffer.wrap(bytes, at, length).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(values);
    at += length;
  }

  /** Writes so many values from {@code start} on as items of a ListValue. */
  void numberItems(double[] values, int start, int count) {
    byte[] target = bytes;
    int place = at;
    for (int index = start; index < start + count; index++) {
      target[place] = NumberLists.ITEM_TAG;
      target[place + 1] = NumberLists.NUMBER_BYTES;
      target[place + 2] = NumberLists.NUMBER_TAG;
      WireReader.DOUBLES.set(target, place + 3, values[index]);
      place += NumberLists.CELL_BYTES;
    }
    at = place;
  }
}
