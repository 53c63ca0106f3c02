package com.example.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Trains the pipeline while the project is built, and writes it into a folder beside the source.
 */
final class TrainModel {
  private TrainModel() {}

  /** Trains. */
  public static void main(String[] arguments) throws IOException {
    try (SparkSession spark = LocalSpark.start()) {
      PipelineModel model = pipeline().fit(LocalSpark.table(spark, Flowers.grow(105, 1)));
      List<Flowers.Flower> unseen = Flowers.grow(45, 2);
      Dataset<Row> answers = model.transform(LocalSpark.table(spark, unseen));
      long right = answers.filter("prediction = " + LocalSpark.LABEL).count();
      System.out.printf("---> Trained on 105 flowers, right on %d of %d%n", right, unseen.size());

      model.write().overwrite().save(LocalSpark.MODEL_FOLDER);
      Files.writeString(
          Path.of(LocalSpark.MODEL_FOLDER, FlowerModel.ACCURACY_FILE),
          Double.toString((double) right / unseen.size()));
    }
  }

  private static Pipeline pipeline() {
    return new Pipeline()
        .setStages(
            new PipelineStage[] {
              new VectorAssembler()
                  .setInputCols(Flowers.FEATURES.toArray(String[]::new))
                  .setOutputCol("measurements"),
              new StandardScaler()
                  .setWithMean(true)
                  .setInputCol("measurements")
                  .setOutputCol("features"),
              new LogisticRegression().setRegParam(0.01).setLabelCol(LocalSpark.LABEL)
            });
  }
}
