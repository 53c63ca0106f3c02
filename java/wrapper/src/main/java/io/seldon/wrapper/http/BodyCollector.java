package io.seldon.wrapper.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Puts a body together as it comes.
 *
 * <p>A length that was only announced is not held in full: who promises a hundred megabytes and
 * sends none must not cost that much.
 */
final class BodyCollector {
  private static final byte[] NOTHING = {};
  private static final int AT_ONCE_BYTES = 256 * 1024;
  private static final int GROWTH = 4;

  private final int announced;
  private byte[] bytes = NOTHING;
  private int size;

  /**
   * Begins a body.
   *
   * @param announced its length in bytes as the head has it, or -1
   */
  BodyCollector(int announced) {
    this.announced = announced;
  }

  int size() {
    return size;
  }

  void add(ByteBuf piece) {
    int count = piece.readableBytes();
    int needed = size + count;
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, capacity(needed));
    }
    piece.readBytes(bytes, size, count);
    size = needed;
  }

  private int capacity(int needed) {
    if (announced >= 0 && announced <= AT_ONCE_BYTES) {
      return Math.max(announced, needed);
    }
    long grown = bytes.length == 0 ? needed : (long) bytes.length * GROWTH;
    if (announced >= 0) {
      long first = Math.max(grown, AT_ONCE_BYTES);
      return (int) Math.max(needed, Math.min(first, announced));
    }
    return (int) Math.max(needed, Math.min(grown, Integer.MAX_VALUE - Long.BYTES));
  }

  byte[] whole() {
    return bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
  }
}
