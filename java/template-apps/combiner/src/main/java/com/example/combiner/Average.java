package com.example.combiner;

import io.seldon.wrapper.component.ComponentException;
import io.seldon.wrapper.component.Input;
import io.seldon.wrapper.component.SeldonComponent;
import io.seldon.wrapper.message.NumericArray;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;

/** An averaging ensemble: the mean of its children's answers, value by value. */
@Component
public class Average implements SeldonComponent {

  /** Returns the mean of arrays of one shape. */
  @Override
  public Object aggregate(List<Input> inputs) {
    int[] shape = inputs.get(0).shape();
    for (int index = 0; index < inputs.size(); index++) {
      check(inputs.get(index), index, shape);
    }
    double[] mean = new double[inputs.get(0).array().values().length];
    for (Input input : inputs) {
      double[] values = input.array().values();
      for (int index = 0; index < mean.length; index++) {
        mean[index] += values[index];
      }
    }
    for (int index = 0; index < mean.length; index++) {
      mean[index] /= inputs.size();
    }
    return new NumericArray(shape, mean);
  }

  private static void check(Input input, int index, int[] shape) {
    if (!input.isNumeric()) {
      throw badData("input %d: not numeric (expected: numbers)".formatted(index));
    }
    if (!Arrays.equals(input.shape(), shape)) {
      throw badData(
          "input %d: shape %s (expected: %s, as input 0)"
              .formatted(index, Arrays.toString(input.shape()), Arrays.toString(shape)));
    }
  }

  private static ComponentException badData(String message) {
    return new ComponentException(message, 400, "MICROSERVICE_BAD_DATA");
  }
}
