package com.example.spark;

import io.seldon.wrapper.component.ComponentException;
import io.seldon.wrapper.component.Input;
import io.seldon.wrapper.component.SeldonComponent;
import io.seldon.wrapper.message.NumericArray;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.SparkSession;
import org.springframework.stereotype.Component;

/** Tells the species of flowers by a pipeline of Spark MLlib, which TrainModel made. */
@Component
public class FlowerModel implements SeldonComponent {
  static final String ACCURACY_FILE = "test-accuracy";

  private SparkSession spark;
  private PipelineModel model;
  private double testAccuracy;

  /** Starts Spark and reads the pipeline that the build has made. */
  @Override
  public void load() throws IOException {
    spark = LocalSpark.start();
    model = PipelineModel.load(LocalSpark.MODEL_FOLDER);
    testAccuracy =
        Double.parseDouble(Files.readString(Path.of(LocalSpark.MODEL_FOLDER, ACCURACY_FILE)));
    // The first answer takes seconds, since Spark compiles code for it.
    probabilities(new double[1][Flowers.FEATURES.size()]);
  }

  /** Ends Spark with the server. */
  @PreDestroy
  void stop() {
    if (spark != null) {
      spark.stop();
    }
  }

  /** Returns three probabilities for each row of four measurements. */
  @Override
  public Object predict(Input x) {
    double[][] rows = x.matrix();
    if (rows.length == 0) {
      return new NumericArray(new int[] {0, Flowers.SPECIES.size()}, new double[0]);
    }
    if (rows[0].length != Flowers.FEATURES.size()) {
      throw new ComponentException(
          "X: %d columns (expected: 4)".formatted(rows[0].length), 400, "MICROSERVICE_BAD_DATA");
    }
    return probabilities(rows);
  }

  private double[][] probabilities(double[][] rows) {
    List<Flowers.Flower> flowers =
        Arrays.stream(rows).map(row -> new Flowers.Flower(row, 0)).toList();
    return model
        .transform(LocalSpark.table(spark, flowers))
        .select("probability")
        .collectAsList()
        .stream()
        .map(row -> row.<Vector>getAs(0).toArray())
        .toArray(double[][]::new);
  }

  @Override
  public List<String> classNames() {
    return Flowers.SPECIES;
  }

  /** Says how good the model is on flowers that it had not seen. */
  @Override
  public Map<String, ?> tags() {
    return Map.of("test_accuracy", testAccuracy);
  }

  @Override
  public Map<String, ?> initMetadata() {
    return Map.of(
        "name", "spark",
        "versions", List.of("1.0"),
        "platform", "spark",
        "inputs", List.of(columns(Flowers.FEATURES)),
        "outputs", List.of(columns(Flowers.SPECIES)));
  }

  private static Map<String, ?> columns(List<String> names) {
    Map<String, ?> schema = Map.of("names", names, "shape", List.of(names.size()));
    return Map.of("messagetype", "ndarray", "schema", schema);
  }
}
