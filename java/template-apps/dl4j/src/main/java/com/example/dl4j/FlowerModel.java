package com.example.dl4j;

import io.seldon.wrapper.component.ComponentException;
import io.seldon.wrapper.component.Input;
import io.seldon.wrapper.component.SeldonComponent;
import io.seldon.wrapper.message.NumericArray;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.Normalizer;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;
import org.springframework.stereotype.Component;

/** Tells the species of flowers by a network of Deeplearning4j, which TrainModel made. */
@Component
public class FlowerModel implements SeldonComponent {
  static final String FILE = "flowers.zip";
  static final String ACCURACY_FILE = "flowers.accuracy";

  private MultiLayerNetwork network;
  private NormalizerStandardize normalizer;
  private double testAccuracy;

  /** Reads the network that the build has put beside the classes. */
  @Override
  public void load() throws IOException {
    try (InputStream file = resource(FILE)) {
      Pair<MultiLayerNetwork, Normalizer> saved =
          ModelSerializer.restoreMultiLayerNetworkAndNormalizer(file, false);
      network = saved.getFirst();
      normalizer = (NormalizerStandardize) saved.getSecond();
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
    int species = Flowers.SPECIES.size();
    if (rows.length == 0) {
      return new NumericArray(new int[] {0, species}, new double[0]);
    }
    if (rows[0].length != Flowers.FEATURES.size()) {
      throw new ComponentException(
          "X: %d columns (expected: 4)".formatted(rows[0].length), 400, "MICROSERVICE_BAD_DATA");
    }
    INDArray measurements =
        Nd4j.create(Arrays.stream(rows).map(FlowerModel::floats).toArray(float[][]::new));
    normalizer.transform(measurements);
    return network.output(measurements).toDoubleMatrix();
  }

  @Override
  public List<String> classNames() {
    return Flowers.SPECIES;
  }

  /** Says how good the network is on flowers that it had not seen. */
  @Override
  public Map<String, ?> tags() {
    return Map.of("test_accuracy", testAccuracy);
  }

  @Override
  public Map<String, ?> initMetadata() {
    return Map.of(
        "name", "dl4j",
        "versions", List.of("1.0"),
        "platform", "dl4j",
        "inputs", List.of(columns(Flowers.FEATURES)),
        "outputs", List.of(columns(Flowers.SPECIES)));
  }

  /** Returns numbers as the network counts. */
  static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int index = 0; index < values.length; index++) {
      floats[index] = (float) values[index];
    }
    return floats;
  }

  private static Map<String, ?> columns(List<String> names) {
    Map<String, ?> schema = Map.of("names", names, "shape", List.of(names.size()));
    return Map.of("messagetype", "ndarray", "schema", schema);
  }

  private static InputStream resource(String name) throws IOException {
    return FlowerModel.class.getClassLoader().getResource(name).openStream();
  }
}
