package com.example.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Made-up flowers, spread around the means of Fisher's irises; the same in each build. */
final class Flowers {
  static final List<String> FEATURES =
      List.of("sepal_length", "sepal_width", "petal_length", "petal_width");
  static final List<String> SPECIES = List.of("setosa", "versicolor", "virginica");

  private static final double[][] MEANS = {
    {5.0, 3.4, 1.5, 0.25}, {5.9, 2.8, 4.3, 1.3}, {6.6, 3.0, 5.6, 2.0}
  };
  private static final double[][] DEVIATIONS = {
    {0.35, 0.38, 0.17, 0.1}, {0.5, 0.3, 0.45, 0.2}, {0.6, 0.3, 0.55, 0.27}
  };

  private Flowers() {}

  /**
   * One flower.
   *
   * @param measurements in cm, in the order of {@link #FEATURES}
   * @param species an index of {@link #SPECIES}
   */
  record Flower(double[] measurements, int species) {}

  /** Returns as many flowers as asked for, the species in turn. */
  static List<Flower> grow(int count, long seed) {
    Random random = new Random(seed);
    List<Flower> flowers = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      int species = number % SPECIES.size();
      double[] measurements = new double[FEATURES.size()];
      for (int feature = 0; feature < measurements.length; feature++) {
        measurements[feature] =
            MEANS[species][feature] + DEVIATIONS[species][feature] * random.nextGaussian();
      }
      flowers.add(new Flower(measurements, species));
    }
    return flowers;
  }
}
