package com.example.h2o;

import hex.genmodel.MojoModel;
import hex.tree.gbm.GBM;
import hex.tree.gbm.GBMModel;
import hex.tree.gbm.GBMModel.GBMParameters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import water.DKV;
import water.H2O;
import water.H2OStarter;
import water.Key;
import water.fvec.Frame;
import water.fvec.Vec;

/** Trains the model while the project is built, and writes it as a MOJO among the classes. */
final class TrainModel {
  private TrainModel() {}

  /**
   * Trains.
   *
   * @param arguments the directory for {@code flowers.zip}, and one for what H2O keeps on disk
   */
  public static void main(String[] arguments) throws Exception {
    // A node alone, without a network or a web server.
    H2OStarter.start(
        new String[] {
          "-disable_web",
          "-disable_net",
          "-allow_unsupported_java",
          "-log_level",
          "WARN",
          "-ice_root",
          arguments[1]
        },
        arguments[1]);
    Path file = Path.of(arguments[0], FlowerModel.FILE);
    train().getMojo().writeTo(Files.newOutputStream(file));

    List<Flowers.Flower> unseen = Flowers.grow(45, 2);
    long right = countRight(MojoModel.load(file.toString()), unseen);
    System.out.printf("---> Trained on 105 flowers, right on %d of %d%n", right, unseen.size());
    Files.writeString(
        Path.of(arguments[0], FlowerModel.ACCURACY_FILE),
        Double.toString((double) right / unseen.size()));
    H2O.exit(0);
  }

  private static GBMModel train() {
    GBMParameters parameters = new GBMParameters();
    parameters._train = frame(Flowers.grow(105, 1))._key;
    parameters._response_column = "species";
    parameters._ntrees = 20;
    parameters._max_depth = 3;
    parameters._seed = 1;
    return new GBM(parameters).trainModel().get();
  }

  private static Frame frame(List<Flowers.Flower> flowers) {
    int features = Flowers.FEATURES.size();
    Vec[] columns = new Vec[features + 1];
    for (int feature = 0; feature < features; feature++) {
      int column = feature;
      double[] values =
          flowers.stream().mapToDouble(flower -> flower.measurements()[column]).toArray();
      columns[feature] = Vec.makeVec(values, Vec.newKey());
    }
    long[] species = flowers.stream().mapToLong(Flowers.Flower::species).toArray();
    columns[features] = Vec.makeVec(species, Flowers.SPECIES.toArray(String[]::new), Vec.newKey());
    String[] names = Flowers.FEATURES.toArray(new String[features + 1]);
    names[features] = "species";
    Frame frame = new Frame(Key.<Frame>make("flowers"), names, columns);
    DKV.put(frame);
    return frame;
  }

  private static long countRight(MojoModel model, List<Flowers.Flower> flowers) {
    return flowers.stream()
        .filter(flower -> model.score0(flower.measurements(), new double[4])[0] == flower.species())
        .count();
  }
}
