package io.seldon.wrapper.utils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Value;
import hex.genmodel.easy.RowData;
import hex.genmodel.easy.prediction.AnomalyDetectionPrediction;
import hex.genmodel.easy.prediction.BinomialModelPrediction;
import hex.genmodel.easy.prediction.RegressionModelPrediction;
import hex.genmodel.easy.prediction.Word2VecPrediction;
import io.seldon.protos.PredictionProtos.DefaultData;
import io.seldon.protos.PredictionProtos.Tensor;
import io.seldon.wrapper.errors.SeldonException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Upstream's helper for models of H2O. */
class H2OUtilsTest {
  private static final Tensor TWO_ROWS =
      Tensor.newBuilder().addAllShape(List.of(2, 2)).addAllValues(List.of(1d, 2d, 3d, 4d)).build();

  private static Value number(double value) {
    return Value.newBuilder().setNumberValue(value).build();
  }

  private static Value list(Value... values) {
    return Value.newBuilder()
        .setListValue(ListValue.newBuilder().addAllValues(List.of(values)))
        .build();
  }

  private static DefaultData ndarray(Value... rows) {
    return DefaultData.newBuilder()
        .setNdarray(ListValue.newBuilder().addAllValues(List.of(rows)))
        .build();
  }

  private static BinomialModelPrediction binomial(double... probabilities) {
    BinomialModelPrediction prediction = new BinomialModelPrediction();
    prediction.classProbabilities = probabilities;
    return prediction;
  }

  @Test
  void rowsOfATensorHaveTheColumnsNames() {
    DefaultData data =
        DefaultData.newBuilder().setTensor(TWO_ROWS).addNames("AGE").addNames("RACE").build();

    List<RowData> rows = H2OUtils.convertSeldonMessage(data);

    assertThat(rows)
        .containsExactly(
            row(Map.of("AGE", 1.0, "RACE", 2.0)), row(Map.of("AGE", 3.0, "RACE", 4.0)));
  }

  @Test
  void columnsWithoutNamesAreNumbered() {
    List<RowData> rows =
        H2OUtils.convertSeldonMessage(DefaultData.newBuilder().setTensor(TWO_ROWS).build());

    assertThat(rows.get(1)).isEqualTo(row(Map.of("0", 3.0, "1", 4.0)));
  }

  @Test
  void anNdarrayMayMixNumbersAndWords() {
    Value word = Value.newBuilder().setStringValue("a").build();
    Value flag = Value.newBuilder().setBoolValue(true).build();
    Value none = Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build();

    List<RowData> rows = H2OUtils.convertSeldonMessage(ndarray(list(number(1), word, flag, none)));

    assertThat(rows).containsExactly(row(Map.of("0", 1.0, "1", "a", "2", "true")));
  }

  @Test
  void oneDimensionIsOneRow() {
    List<RowData> rows = H2OUtils.convertSeldonMessage(ndarray(number(1), number(2)));

    assertThat(rows).containsExactly(row(Map.of("0", 1.0, "1", 2.0)));
  }

  @Test
  void threeDimensionsAreRefused() {
    assertThatThrownBy(() -> H2OUtils.convertSeldonMessage(ndarray(list(list(number(1))))))
        .isInstanceOf(SeldonException.class)
        .hasMessage("X: 3 dimensions (expected: 1 or 2)");
  }

  @Test
  void probabilitiesAreARowEach() {
    DefaultData found =
        H2OUtils.convertH2OPrediction(List.of(binomial(0.1, 0.9), binomial(0.8, 0.2)), null);

    assertThat(found.getTensor().getShapeList()).containsExactly(2, 2);
    assertThat(found.getTensor().getValuesList()).containsExactly(0.1, 0.9, 0.8, 0.2);
  }

  @Test
  void anNdarrayIsAnsweredAsOne() {
    RegressionModelPrediction prediction = new RegressionModelPrediction();
    prediction.value = 7;

    DefaultData found = H2OUtils.convertH2OPrediction(List.of(prediction), ndarray(number(1)));

    assertThat(found).isEqualTo(ndarray(list(number(7))));
  }

  @Test
  void anAnomalyIsItsNormalizedScore() {
    AnomalyDetectionPrediction prediction = new AnomalyDetectionPrediction();
    prediction.normalizedScore = 0.75;

    DefaultData found = H2OUtils.convertH2OPrediction(List.of(prediction), null);

    assertThat(found.getTensor().getValuesList()).containsExactly(0.75);
  }

  @Test
  void aPredictionWithoutARowIsRefusedByName() {
    assertThatThrownBy(() -> H2OUtils.convertH2OPrediction(List.of(new Word2VecPrediction()), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "prediction: Word2VecPrediction (expected: one with probabilities, distances,"
                + " dimensions or a value)");
  }

  private static RowData row(Map<String, Object> values) {
    RowData row = new RowData();
    row.putAll(values);
    return row;
  }
}
