package io.seldon.wrapper.proto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks protobuf's wire format, as far as the codec reads it by hand.
 *
 * <p>Whatever is unusual makes it give up, never throw: protobuf's own parser judges such bytes.
 */
final class WireReader {
  static final VarHandle DOUBLES =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int CONTINUED = 0x80;
  private static final int SEVEN_BITS = 0x7F;
  private static final int MOST_LENGTH_BYTES = 5;
  private static final int MOST_VARINT_BYTES = 10;
  private static final char REPLACEMENT = '\uFFFD';

  final byte[] bytes;
  private final int end;
  private int at;

  /** Begins at {@code start}; {@code end} is the place behind the last byte. */
  WireReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  boolean hasMore() {
    return at < end;
  }

  /** Returns the place of the next byte. */
  int at() {
    return at;
  }

  int end() {
    return end;
  }

  void moveTo(int place) {
    at = place;
  }

  /** Reads a tag of one byte; fields beyond 15 have more, and are none that is known here. */
  int tag() {
    return bytes[at++];
  }

  /** Reads a length; −1 if it is malformed or reaches beyond the end. */
  int length() {
    long length = 0;
    for (int index = 0; index < MOST_LENGTH_BYTES && at < end; index++) {
      byte next = bytes[at++];
      length |= (long) (next & SEVEN_BITS) << 7 * index;
      if ((next & CONTINUED) == 0) {
        return length <= end - at ? (int) length : -1;
      }
    }
    return -1;
  }

  /** Reads packed numbers of 32 bits up to the end; null if they are malformed. */
  int @Nullable [] packedInts() {
    int[] found = new int[end - at];
    int count = 0;
    while (at < end) {
      long value = 0;
      int index = 0;
      byte next;
      do {
        if (at == end || index == MOST_VARINT_BYTES) {
          return null;
        }
        next = bytes[at++];
        value |= (long) (next & SEVEN_BITS) << 7 * index++;
      } while ((next & CONTINUED) != 0);
      found[count++] = (int) value;
    }
    return Arrays.copyOf(found, count);
  }

  /** Reads all that is left, a multiple of 8 bytes, as doubles. */
  double[] doubles() {
    double[] found = new double[(end - at) / Double.BYTES];
    ByteBuffer.wrap(bytes, at, end - at).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(found);
    at = end;
    return found;
  }

  /** Reads all that is left as text; null if that may not be UTF-8. */
  @Nullable String text() {
    String text = new String(bytes, at, end - at, StandardCharsets.UTF_8);
    at = end;
    return text.indexOf(REPLACEMENT) < 0 ? text : null;
  }

  /** Returns a reader of the next {@code length} bytes, and goes behind them. */
  WireReader inner(int length) {
    at += length;
    return new WireReader(bytes, at - length, at);
  }
}
