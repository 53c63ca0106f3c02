package com.example.transformer;

import io.seldon.wrapper.component.ComponentException;
import io.seldon.wrapper.component.Input;
import io.seldon.wrapper.component.Parameters;
import io.seldon.wrapper.component.SeldonComponent;
import io.seldon.wrapper.message.NumericArray;
import java.util.Arrays;
import org.springframework.stereotype.Component;

/**
 * A feature normaliser: subtracts a mean and divides by a standard deviation, column by column.
 *
 * <p>The statistics come as parameters, for instance {@code mean} as {@code 5.8,3.0}; empty leaves
 * a step out.
 */
@Component
public class Normaliser implements SeldonComponent {
  private final double[] mean;
  private final double[] std;

  /** Reads {@code mean} and {@code std}. */
  public Normaliser(Parameters parameters) {
    mean = numbers(parameters.text("mean", ""));
    std = numbers(parameters.text("std", ""));
  }

  /** Returns (X - mean) / std; the names of the columns stay. */
  @Override
  public Object transformInput(Input x) {
    double[][] rows = x.matrix();
    int[] shape = x.shape();
    int columns = shape[shape.length - 1];
    checkColumns(columns, "mean", mean);
    checkColumns(columns, "std", std);
    double[] result = new double[rows.length * columns];
    for (int index = 0; index < result.length; index++) {
      int column = index % columns;
      double value = rows[index / columns][column];
      value = mean.length == 0 ? value : value - mean[column];
      result[index] = std.length == 0 ? value : value / std[column];
    }
    return new NumericArray(shape, result);
  }

  private static void checkColumns(int columns, String parameter, double[] values) {
    if (values.length != 0 && values.length != columns) {
      throw new ComponentException(
          "X: %d columns (expected: %d, as in the parameter %s)"
              .formatted(columns, values.length, parameter),
          400,
          "MICROSERVICE_BAD_DATA");
    }
  }

  /** Reads {@code 5.8,3.0} as an array; an empty text is an empty array. */
  private static double[] numbers(String text) {
    return Arrays.stream(text.split(","))
        .filter(part -> !part.isBlank())
        .mapToDouble(Double::parseDouble)
        .toArray();
  }
}
