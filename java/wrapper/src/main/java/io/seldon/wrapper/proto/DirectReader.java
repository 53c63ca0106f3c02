package io.seldon.wrapper.proto;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.seldon.protos.PredictionProtos;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.Kind;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.message.Meta;
import io.seldon.wrapper.message.NumericArray;
import io.seldon.wrapper.message.TensorShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The short way in: one {@code data} with a tensor or an ndarray of numbers.
 *
 * <p>The bytes are walked field by field, and taken only if they are of exactly one shape: {@code
 * meta} at most once, {@code data} once, in it names and once a tensor ({@code shape}, then {@code
 * values}, packed, each once) or an ndarray of numbers. Nothing is repeated, unknown or left out,
 * so there is nothing that protobuf would merge, drop or refuse. Everything else is null here, and
 * goes the long way.
 */
final class DirectReader {
  private static final int MESSAGE_TAG = 0x0A;
  private static final int META_TAG = 0x12;
  private static final int DATA_TAG = 0x1A;
  private static final int NAME_TAG = 0x0A;
  private static final int TENSOR_TAG = 0x12;
  private static final int NDARRAY_TAG = 0x1A;
  private static final int SHAPE_TAG = 0x0A;
  private static final int VALUES_TAG = 0x12;

  private final List<String> names = new ArrayList<>();
  private PredictionProtos.@Nullable Meta meta;
  private boolean hasData;
  private @Nullable NumericArray ndarray;
  private double @Nullable [] values;
  private int[] shape = {};

  private DirectReader() {}

  /**
   * Reads a SeldonMessage of the one shape; null if it is of another.
   *
   * @throws SeldonException 400: shape and values do not fit, or meta is wrong; the bytes are known
   *     to be right by then
   */
  static @Nullable Message read(WireReader message) {
    DirectReader read = new DirectReader();
    if (!read.message(message)) {
      return null;
    }
    Meta meta = read.meta == null ? Meta.EMPTY : MetaReader.read(read.meta);
    double[] values = read.values;
    if (values == null) {
      return new Message(Kind.NDARRAY, read.ndarray, read.names, meta);
    }
    return new Message(Kind.TENSOR, TensorShape.apply(read.shape, values), read.names, meta);
  }

  /**
   * Reads a SeldonMessageList of one or more messages of the one shape; null if there is another.
   *
   * <p>An error in one is for the long way too: bytes that can't be read at all may follow, and are
   * told first (ERR-11).
   */
  static @Nullable List<Message> readAll(WireReader list) {
    List<Message> found = new ArrayList<>();
    while (list.hasMore()) {
      WireReader item = field(list, MESSAGE_TAG);
      Message message = item == null ? null : readRight(item);
      if (message == null) {
        return null;
      }
      found.add(message);
    }
    return found.isEmpty() ? null : found;
  }

  private static @Nullable Message readRight(WireReader item) {
    try {
      return read(item);
    } catch (SeldonException error) {
      return null;
    }
  }

  private boolean message(WireReader message) {
    while (message.hasMore()) {
      int tag = message.tag();
      int length = message.length();
      if (length < 0) {
        return false;
      }
      WireReader inner = message.inner(length);
      boolean taken =
          switch (tag) {
            case META_TAG -> meta == null && meta(inner);
            case DATA_TAG -> !hasData && data(inner);
            default -> false;
          };
      if (!taken) {
        return false;
      }
    }
    return hasData;
  }

  private boolean meta(WireReader inner) {
    ByteString wire =
        UnsafeByteOperations.unsafeWrap(inner.bytes, inner.at(), inner.end() - inner.at());
    try {
      meta = PredictionProtos.Meta.parseFrom(wire);
      return true;
    } catch (InvalidProtocolBufferException error) {
      return false;
    }
  }

  private boolean data(WireReader data) {
    while (data.hasMore()) {
      int tag = data.tag();
      int length = data.length();
      if (length < 0) {
        return false;
      }
      WireReader inner = data.inner(length);
      boolean taken =
          switch (tag) {
            case NAME_TAG -> name(inner);
            case TENSOR_TAG -> !hasData && tensor(inner);
            case NDARRAY_TAG -> !hasData && ndarray(inner);
            default -> false;
          };
      if (!taken) {
        return false;
      }
    }
    return hasData;
  }

  private boolean name(WireReader inner) {
    String name = inner.text();
    if (name == null) {
      return false;
    }
    names.add(name);
    return true;
  }

  private boolean tensor(WireReader tensor) {
    WireReader sizes = field(tensor, SHAPE_TAG);
    WireReader numbers = field(tensor, VALUES_TAG);
    if (sizes == null || numbers == null || tensor.hasMore()) {
      return false;
    }
    int[] read = sizes.packedInts();
    if (read == null || (numbers.end() - numbers.at()) % Double.BYTES != 0) {
      return false;
    }
    shape = read;
    values = numbers.doubles();
    hasData = true;
    return true;
  }

  /** Returns the field that comes next; null if it is another than asked for. */
  private static @Nullable WireReader field(WireReader message, int tag) {
    if (!message.hasMore() || message.tag() != tag) {
      return null;
    }
    int length = message.length();
    return length < 0 ? null : message.inner(length);
  }

  private boolean ndarray(WireReader list) {
    ndarray = NumberLists.read(list);
    hasData = ndarray != null;
    return hasData;
  }
}
