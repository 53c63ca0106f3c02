package io.seldon.wrapper.utils;

import com.google.protobuf.ListValue;
import com.google.protobuf.Value;
import hex.genmodel.easy.RowData;
import hex.genmodel.easy.prediction.AbstractPrediction;
import io.seldon.protos.PredictionProtos.DefaultData;
import io.seldon.protos.PredictionProtos.SeldonMessage;
import io.seldon.protos.PredictionProtos.Tensor;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.ArrayValue;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.message.MixedArray;
import io.seldon.wrapper.message.NumericArray;
import io.seldon.wrapper.proto.ProtoReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Messages to rows of H2O, and H2O's predictions to messages, by upstream's name.
 *
 * <p>The component's project brings {@code ai.h2o:h2o-genmodel}; the library itself does not.
 */
public final class H2OUtils {
  private H2OUtils() {}

  /**
   * Makes a row of H2O of each row of an array.
   *
   * @param data a tensor, ndarray or tftensor of one dimension (one row) or two
   * @return rows with a Double or String by the column's name, or by its number where there are no
   *     names; a null is NaN or absent, which is a missing value to H2O (to upstream it was 0)
   * @throws SeldonException 400 if it is no such array
   */
  public static List<RowData> convertSeldonMessage(DefaultData data) {
    Message message =
        ProtoReader.message(SeldonMessage.newBuilder().setData(data).build().toByteArray());
    ArrayValue array = (ArrayValue) Objects.requireNonNull(message.value());
    int[] shape = array.shape();
    if (shape.length != 1 && shape.length != 2) {
      throw SeldonException.badData("X: %d dimensions (expected: 1 or 2)".formatted(shape.length));
    }
    int count = shape.length == 1 ? 1 : shape[0];
    int width = shape[shape.length - 1];
    List<RowData> rows = new ArrayList<>(count);
    for (int row = 0; row < count; row++) {
      rows.add(row(array, row * width, width, message.names()));
    }
    return rows;
  }

  /**
   * Makes an array of predictions, a row each: probabilities of the classes, distances to the
   * clusters, values, dimensions, or scores of anomalies.
   *
   * @param predictions of one kind
   * @param input the request's data: an ndarray is answered as one, everything else as a tensor;
   *     null is a tensor
   * @throws IllegalArgumentException for a kind of prediction that has no row of numbers
   */
  public static DefaultData convertH2OPrediction(
      List<AbstractPrediction> predictions, @Nullable DefaultData input) {
    boolean isNdarray =
        input != null && input.getDataOneofCase() == DefaultData.DataOneofCase.NDARRAY;
    return isNdarray ? ndarray(predictions) : tensor(predictions);
  }

  private static RowData row(ArrayValue array, int start, int width, List<String> names) {
    RowData row = new RowData();
    for (int column = 0; column < width; column++) {
      Object value = cell(array, start + column);
      if (value != null) {
        row.put(column < names.size() ? names.get(column) : String.valueOf(column), value);
      }
    }
    return row;
  }

  private static @Nullable Object cell(ArrayValue array, int index) {
    if (array instanceof NumericArray numbers) {
      return numbers.values()[index];
    }
    Object value = ((MixedArray) array).values()[index];
    return value == null || value instanceof Double ? value : value.toString();
  }

  private static DefaultData tensor(List<AbstractPrediction> predictions) {
    Tensor.Builder tensor = Tensor.newBuilder().addShape(predictions.size());
    int width = predictions.isEmpty() ? 0 : H2oRows.of(predictions.get(0)).length;
    tensor.addShape(width);
    for (AbstractPrediction prediction : predictions) {
      for (double value : H2oRows.of(prediction)) {
        tensor.addValues(value);
      }
    }
    return DefaultData.newBuilder().setTensor(tensor).build();
  }

  private static DefaultData ndarray(List<AbstractPrediction> predictions) {
    ListValue.Builder rows = ListValue.newBuilder();
    for (AbstractPrediction prediction : predictions) {
      ListValue.Builder row = ListValue.newBuilder();
      for (double value : H2oRows.of(prediction)) {
        row.addValues(Value.newBuilder().setNumberValue(value));
      }
      rows.addValues(Value.newBuilder().setListValue(row));
    }
    return DefaultData.newBuilder().setNdarray(rows).build();
  }
}
