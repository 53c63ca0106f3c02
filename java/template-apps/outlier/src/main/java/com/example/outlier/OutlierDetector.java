package com.example.outlier;

import io.seldon.wrapper.component.Answer;
import io.seldon.wrapper.component.ComponentException;
import io.seldon.wrapper.component.Input;
import io.seldon.wrapper.component.Parameters;
import io.seldon.wrapper.component.SeldonComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * An outlier detector: scores each row by its largest distance from the mean, in standard
 * deviations.
 *
 * <p>Lets the request pass unchanged; what it found is in the tags and in Prometheus.
 */
@Component
public class OutlierDetector implements SeldonComponent {
  private final double[] mean;
  private final double[] std;
  private final double threshold;

  /** Reads {@code mean}, {@code std} and {@code threshold}. */
  public OutlierDetector(Parameters parameters) {
    mean = numbers(parameters.text("mean", "0"));
    std = numbers(parameters.text("std", "1"));
    threshold = parameters.number("threshold", 3);
  }

  /** Returns X with a score and a verdict for each row as tags. */
  @Override
  public Object transformInput(Input x) {
    double[][] rows = x.matrix();
    int[] shape = x.shape();
    int columns = shape[shape.length - 1];
    checkColumns(columns, "mean", mean);
    checkColumns(columns, "std", std);
    List<Double> scores = Arrays.stream(rows).map(this::score).toList();
    List<Boolean> outliers = scores.stream().map(score -> score > threshold).toList();
    long count = outliers.stream().filter(outlier -> outlier).count();
    return Answer.of(x.value())
        .withTags(Map.of("outlier_score", scores, "outlier", outliers))
        .withMetrics(List.of(Map.of("type", "COUNTER", "key", "outliers", "value", count)));
  }

  /** Returns the largest distance of a row; NaN counts as 0. */
  private double score(double[] row) {
    double largest = 0;
    for (int column = 0; column < row.length; column++) {
      double distance = Math.abs(row[column] - at(mean, column)) / at(std, column);
      if (distance > largest) {
        largest = distance;
      }
    }
    return largest;
  }

  private static double at(double[] values, int column) {
    return values.length == 1 ? values[0] : values[column];
  }

  private static void checkColumns(int columns, String parameter, double[] values) {
    if (values.length != 1 && values.length != columns) {
      throw new ComponentException(
          "X: %d columns (expected: %d, as in the parameter %s)"
              .formatted(columns, values.length, parameter),
          400,
          "MICROSERVICE_BAD_DATA");
    }
  }

  /** Reads {@code 5.8,3.0} as an array. */
  private static double[] numbers(String text) {
    return Arrays.stream(text.split(","))
        .filter(part -> !part.isBlank())
        .mapToDouble(Double::parseDouble)
        .toArray();
  }
}
