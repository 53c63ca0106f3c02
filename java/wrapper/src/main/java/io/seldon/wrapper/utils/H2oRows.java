package io.seldon.wrapper.utils;

import hex.genmodel.easy.prediction.AbstractPrediction;
import hex.genmodel.easy.prediction.AnomalyDetectionPrediction;
import hex.genmodel.easy.prediction.BinomialModelPrediction;
import hex.genmodel.easy.prediction.ClusteringModelPrediction;
import hex.genmodel.easy.prediction.DimReductionModelPrediction;
import hex.genmodel.easy.prediction.MultinomialModelPrediction;
import hex.genmodel.easy.prediction.OrdinalModelPrediction;
import hex.genmodel.easy.prediction.RegressionModelPrediction;

/** The numbers of one prediction of H2O. */
final class H2oRows {
  private H2oRows() {}

  /**
   * Returns what a prediction says, as one row.
   *
   * @throws IllegalArgumentException for a kind that is not known
   */
  static double[] of(AbstractPrediction prediction) {
    if (prediction instanceof BinomialModelPrediction found) {
      return found.classProbabilities;
    }
    if (prediction instanceof MultinomialModelPrediction found) {
      return found.classProbabilities;
    }
    if (prediction instanceof OrdinalModelPrediction found) {
      return found.classProbabilities;
    }
    if (prediction instanceof ClusteringModelPrediction found) {
      return found.distances;
    }
    if (prediction instanceof RegressionModelPrediction found) {
      return new double[] {found.value};
    }
    if (prediction instanceof DimReductionModelPrediction found) {
      return found.dimensions;
    }
    if (prediction.getClass().getSimpleName().equals("AnomalyDetectionPrediction")) {
      return Anomaly.row(prediction);
    }
    throw new IllegalArgumentException(
        "prediction: %s (expected: one with probabilities, distances, dimensions or a value)"
            .formatted(prediction.getClass().getSimpleName()));
  }

  /** Apart, since versions of H2O before 3.22 have no such class. */
  private static final class Anomaly {
    static double[] row(AbstractPrediction prediction) {
      return new double[] {((AnomalyDetectionPrediction) prediction).normalizedScore};
    }
  }
}
