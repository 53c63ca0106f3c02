package com.example.h2o;

import hex.genmodel.MojoModel;
import hex.genmodel.MojoReaderBackendFactory;
import hex.genmodel.MojoReaderBackendFactory.CachingStrategy;
import io.seldon.wrapper.component.ComponentException;
import io.seldon.wrapper.component.Input;
import io.seldon.wrapper.component.SeldonComponent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Tells the species of flowers by a gradient boosting machine of H2O, which TrainModel made. */
@Component
public class FlowerModel implements SeldonComponent {
  static final String FILE = "flowers.zip";
  static final String ACCURACY_FILE = "flowers.accuracy";

  private MojoModel model;
  private double testAccuracy;

  /** Reads the MOJO that the build has put beside the classes. */
  @Override
  public void load() throws IOException {
    try (InputStream mojo = resource(FILE)) {
      model =
          MojoModel.load(
              MojoReaderBackendFactory.createReaderBackend(mojo, CachingStrategy.MEMORY));
    }
    try (InputStream accuracy = resource(ACCURACY_FILE)) {
      testAccuracy =
          Double.parseDouble(new String(accuracy.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** Returns three probabilities for each row of four measurements. */
  @Override
  public Object predict(Input x) {
    double[][] rows = x.matrix();
    if (rows.length > 0 && rows[0].length != Flowers.FEATURES.size()) {
      throw new ComponentException(
          "X: %d columns (expected: 4)".formatted(rows[0].length), 400, "MICROSERVICE_BAD_DATA");
    }
    return Arrays.stream(rows).map(this::probabilities).toArray(double[][]::new);
  }

  /** Returns what H2O gives behind the number of the most likely class. */
  private double[] probabilities(double[] row) {
    double[] scores = model.score0(row, new double[model.nclasses() + 1]);
    return Arrays.copyOfRange(scores, 1, scores.length);
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
        "name", "h2o",
        "versions", List.of("1.0"),
        "platform", "h2o",
        "inputs", List.of(columns(Flowers.FEATURES)),
        "outputs", List.of(columns(Flowers.SPECIES)));
  }

  private static Map<String, ?> columns(List<String> names) {
    Map<String, ?> schema = Map.of("names", names, "shape", List.of(names.size()));
    return Map.of("messagetype", "ndarray", "schema", schema);
  }

  private static InputStream resource(String name) throws IOException {
    return FlowerModel.class.getClassLoader().getResource(name).openStream();
  }
}
