package com.example.dl4j;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Trains the network while the project is built, and writes it among the classes. */
final class TrainModel {
  private static final int EPOCHS = 300;

  private TrainModel() {}

  /**
   * Trains.
   *
   * @param arguments the directory for {@code flowers.zip}
   */
  public static void main(String[] arguments) throws IOException {
    Natives.link();
    Natives.use();
    DataSet known = dataSet(Flowers.grow(105, 1));
    NormalizerStandardize normalizer = new NormalizerStandardize();
    normalizer.fit(known);
    normalizer.transform(known);
    MultiLayerNetwork network = new MultiLayerNetwork(layers());
    network.init();
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      network.fit(known);
    }

    List<Flowers.Flower> flowers = Flowers.grow(45, 2);
    DataSet unseen = dataSet(flowers);
    normalizer.transform(unseen);
    long right = countRight(network.predict(unseen.getFeatures()), flowers);
    System.out.printf("---> Trained on 105 flowers, right on %d of %d%n", right, flowers.size());

    File file = new File(arguments[0], FlowerModel.FILE);
    network.save(file, false);
    ModelSerializer.addNormalizerToModel(file, normalizer);
    Files.writeString(
        Path.of(arguments[0], FlowerModel.ACCURACY_FILE),
        Double.toString((double) right / flowers.size()));
  }

  private static MultiLayerConfiguration layers() {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .updater(new Adam(0.01))
        .list()
        .layer(
            new DenseLayer.Builder()
                .nIn(Flowers.FEATURES.size())
                .nOut(8)
                .activation(Activation.TANH)
                .build())
        .layer(
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(8)
                .nOut(Flowers.SPECIES.size())
                .activation(Activation.SOFTMAX)
                .build())
        .build();
  }

  private static DataSet dataSet(List<Flowers.Flower> flowers) {
    INDArray species = Nd4j.zeros(flowers.size(), Flowers.SPECIES.size());
    for (int row = 0; row < flowers.size(); row++) {
      species.putScalar(row, flowers.get(row).species(), 1);
    }
    float[][] measurements =
        flowers.stream()
            .map(flower -> FlowerModel.floats(flower.measurements()))
            .toArray(float[][]::new);
    return new DataSet(Nd4j.create(measurements), species);
  }

  private static long countRight(int[] answers, List<Flowers.Flower> flowers) {
    long right = 0;
    for (int row = 0; row < answers.length; row++) {
      right += answers[row] == flowers.get(row).species() ? 1 : 0;
    }
    return right;
  }
}
