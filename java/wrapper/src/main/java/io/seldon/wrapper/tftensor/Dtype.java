package io.seldon.wrapper.tftensor;

import io.seldon.wrapper.errors.SeldonException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.tensorflow.framework.DataType;
import org.tensorflow.framework.TensorProto;

/** The dtypes that are read, with the bytes of one value in {@code tensorContent}. */
enum Dtype {
  DT_BOOL(1),
  DT_DOUBLE(8),
  DT_FLOAT(4),
  DT_HALF(2),
  DT_INT16(2),
  DT_INT32(4),
  DT_INT64(8),
  DT_INT8(1),
  // Has no content; the limit on values counts a reference for each.
  DT_STRING(8),
  DT_UINT16(2),
  DT_UINT32(4),
  DT_UINT64(8),
  DT_UINT8(1);

  private final int bytes;

  Dtype(int bytes) {
    this.bytes = bytes;
  }

  /** Returns the bytes of one value. */
  int bytes() {
    return bytes;
  }

  /** Returns the dtype of a tensor; refuses one that is not read, with its name or number. */
  static Dtype of(TensorProto tensor) {
    DataType sent = tensor.getDtype();
    String name =
        sent == DataType.UNRECOGNIZED ? String.valueOf(tensor.getDtypeValue()) : sent.name();
    for (Dtype known : values()) {
      if (known.name().equals(name)) {
        return known;
      }
    }
    String all = Arrays.stream(values()).map(Dtype::name).collect(Collectors.joining(", "));
    throw SeldonException.badData("tftensor dtype: " + name + " (expected: one of " + all + ")");
  }
}
