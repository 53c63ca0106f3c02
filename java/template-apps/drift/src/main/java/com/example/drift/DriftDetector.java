package com.example.drift;

import io.seldon.wrapper.component.Answer;
import io.seldon.wrapper.component.ComponentException;
import io.seldon.wrapper.component.Input;
import io.seldon.wrapper.component.Parameters;
import io.seldon.wrapper.component.SeldonComponent;
import java.util.Arrays;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * A drift detector: watches whether the mean of each column moves away from what the model was
 * trained on.
 *
 * <p>Lets the request pass unchanged; the statistic over all rows since start is in the tags.
 */
@Component
public class DriftDetector implements SeldonComponent {
  private final double[] mean;
  private final double[] std;
  private final double threshold;
  private double[] totals;
  private long count;

  /** Reads {@code mean}, {@code std} and {@code threshold}. */
  public DriftDetector(Parameters parameters) {
    mean = numbers(parameters.text("mean", "0"));
    std = numbers(parameters.text("std", "1"));
    threshold = parameters.number("threshold", 3);
  }

  /** Returns X, with how far each column's mean is from the reference, in standard errors. */
  @Override
  public synchronized Object transformInput(Input x) {
    double[][] rows = x.matrix();
    int[] shape = x.shape();
    checkColumns(shape[shape.length - 1]);
    if (totals == null) {
      totals = new double[shape[shape.length - 1]];
    }
    for (double[] row : rows) {
      for (int column = 0; column < row.length; column++) {
        totals[column] += row[column];
      }
    }
    count += rows.length;
    double[] statistic = statistic();
    boolean drift = Arrays.stream(statistic).anyMatch(z -> z > threshold);
    return Answer.of(x.value())
        .withTags(Map.of("drift_statistic", statistic, "drift", drift, "rows", count));
  }

  /** Returns z for each column; 0 as long as there are no rows. */
  private double[] statistic() {
    double[] statistic = new double[totals.length];
    for (int column = 0; count > 0 && column < statistic.length; column++) {
      double distance = Math.abs(totals[column] / count - at(mean, column));
      statistic[column] = distance * Math.sqrt(count) / at(std, column);
    }
    return statistic;
  }

  private static double at(double[] values, int column) {
    return values.length == 1 ? values[0] : values[column];
  }

  /** Refuses a width that does not fit the parameters or what came before. */
  private void checkColumns(int columns) {
    if (mean.length != 1 && mean.length != columns) {
      throw wrongWidth(columns, mean.length, "as in the parameter mean");
    }
    if (std.length != 1 && std.length != columns) {
      throw wrongWidth(columns, std.length, "as in the parameter std");
    }
    if (totals != null && totals.length != columns) {
      throw wrongWidth(columns, totals.length, "as before");
    }
  }

  private static ComponentException wrongWidth(int columns, int expected, String why) {
    return new ComponentException(
        "X: %d columns (expected: %d, %s)".formatted(columns, expected, why),
        400,
        "MICROSERVICE_BAD_DATA");
  }

  /** Reads {@code 5.8,3.0} as an array. */
  private static double[] numbers(String text) {
    return Arrays.stream(text.split(","))
        .filter(part -> !part.isBlank())
        .mapToDouble(Double::parseDouble)
        .toArray();
  }
}
