package io.seldon.wrapper.json;

import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.ArrayValue;
import io.seldon.wrapper.message.Kind;
import io.seldon.wrapper.message.MixedArray;
import io.seldon.wrapper.message.NumericArray;
import io.seldon.wrapper.tftensor.TfTensors;
import org.jspecify.annotations.Nullable;
import org.tensorflow.framework.DataType;
import org.tensorflow.framework.TensorProto;

/** The arrays of {@code data} as JSON (contract.md, PAY-5, PAY-8, PAY-12). */
final class ArrayEncoder {
  private final JsonOutput out;
  private final ValueEncoder cells;

  ArrayEncoder(JsonOutput out, ValueEncoder cells) {
    this.out = out;
    this.cells = cells;
  }

  /**
   * Writes an array.
   *
   * @param kind a form of {@code data}; only an ndarray may be mixed
   * @throws SeldonException 500 for an infinity in an ndarray
   */
  void write(Kind kind, ArrayValue array) {
    if (kind == Kind.TENSOR) {
      tensor((NumericArray) array);
    } else if (kind == Kind.TFTENSOR) {
      tftensor(array);
    } else if (array instanceof NumericArray numbers) {
      rows(numbers, 0, 0);
    } else if (array instanceof MixedArray mixed) {
      rows(mixed, 0, 0);
    }
  }

  private void tensor(NumericArray array) {
    out.raw("{\"shape\":[");
    for (int index = 0; index < array.shape().length; index++) {
      separate(index);
      out.number(array.shape()[index]);
    }
    out.raw("],\"values\":[");
    double[] values = array.values();
    if (areFinite(values, 0, values.length)) {
      out.numbers(values, 0, values.length);
    } else {
      withSpecialValues(values);
    }
    out.raw("]}");
  }

  private void withSpecialValues(double[] values) {
    for (int index = 0; index < values.length; index++) {
      separate(index);
      if (Double.isFinite(values[index])) {
        out.number(values[index]);
      } else {
        out.raw('"').raw(Double.toString(values[index])).raw('"');
      }
    }
  }

  private void tftensor(ArrayValue array) {
    TensorProto found = TfTensors.write(array);
    out.raw("{\"dtype\":").string(found.getDtype().name());
    out.raw(",\"tensorShape\":{\"dim\":[");
    for (int index = 0; index < array.shape().length; index++) {
      separate(index);
      out.raw("{\"size\":\"").number(array.shape()[index]).raw("\"}");
    }
    out.raw("]},");
    if (array instanceof NumericArray) {
      String content = Base64Text.write(found.getTensorContent().toByteArray());
      out.raw("\"tensorContent\":\"").raw(content).raw("\"}");
      return;
    }
    boolean areFlags = found.getDtype() == DataType.DT_BOOL;
    out.raw(areFlags ? "\"boolVal\":[" : "\"stringVal\":[");
    for (int index = 0; index < found.getBoolValCount() + found.getStringValCount(); index++) {
      separate(index);
      if (areFlags) {
        out.raw(String.valueOf(found.getBoolVal(index)));
      } else {
        String text = Base64Text.write(found.getStringVal(index).toByteArray());
        out.raw('"').raw(text).raw('"');
      }
    }
    out.raw("]}");
  }

  /** Writes the rows of one dimension, and returns which value comes behind them. */
  private int rows(NumericArray array, int dimension, int first) {
    int[] shape = array.shape();
    double[] values = array.values();
    if (dimension == shape.length) {
      number(values[first]);
      return first + 1;
    }
    out.raw('[');
    int size = shape[dimension];
    int next = first;
    if (dimension == shape.length - 1 && areFinite(values, first, size)) {
      out.numbers(values, first, size);
      next += size;
    } else {
      for (int index = 0; index < size; index++) {
        separate(index);
        next = rows(array, dimension + 1, next);
      }
    }
    out.raw(']');
    return next;
  }

  private int rows(MixedArray array, int dimension, int first) {
    if (dimension == array.shape().length) {
      cell(array.values()[first]);
      return first + 1;
    }
    out.raw('[');
    int next = first;
    for (int index = 0; index < array.shape()[dimension]; index++) {
      separate(index);
      next = rows(array, dimension + 1, next);
    }
    out.raw(']');
    return next;
  }

  private void number(double value) {
    if (Double.isFinite(value)) {
      out.number(value);
    } else if (Double.isNaN(value)) {
      out.raw("null");
    } else {
      String expected = "finite numbers, or answer a tensor";
      String text = "ndarray answer: " + value + " (expected: " + expected + ")";
      throw new SeldonException(Fault.COMPONENT, text);
    }
  }

  private void cell(@Nullable Object value) {
    if (value instanceof Number number) {
      number(number.doubleValue());
    } else {
      cells.write(value, "ndarray answer");
    }
  }

  private static boolean areFinite(double[] values, int first, int count) {
    boolean found = true;
    for (int index = first; index < first + count; index++) {
      found &= Double.isFinite(values[index]);
    }
    return found;
  }

  private void separate(int index) {
    if (index > 0) {
      out.raw(',');
    }
  }
}
