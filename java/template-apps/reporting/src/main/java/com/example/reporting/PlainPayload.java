package com.example.reporting;

import io.seldon.wrapper.component.Input;
import io.seldon.wrapper.message.MixedArray;
import io.seldon.wrapper.message.NumericArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** A payload as JSON has it: an array as nested lists; of bytes, how many. */
final class PlainPayload {
  private PlainPayload() {}

  static Object of(Input input) {
    Object payload = input.value();
    if (payload instanceof NumericArray array) {
      return nested(array.shape(), 0, 0, index -> array.values()[index]);
    }
    if (payload instanceof MixedArray array) {
      return nested(array.shape(), 0, 0, index -> array.values()[index]);
    }
    return payload instanceof byte[] bytes ? bytes.length : payload;
  }

  /** Gives the part of an array that begins at the index, from the given dimension on. */
  private static Object nested(int[] shape, int dimension, int index, IntFunction<Object> values) {
    if (dimension == shape.length) {
      return values.apply(index);
    }
    int step = 1;
    for (int inner = dimension + 1; inner < shape.length; inner++) {
      step *= shape[inner];
    }
    List<Object> parts = new ArrayList<>();
    for (int part = 0; part < shape[dimension]; part++) {
      parts.add(nested(shape, dimension + 1, index + part * step, values));
    }
    return parts;
  }
}
