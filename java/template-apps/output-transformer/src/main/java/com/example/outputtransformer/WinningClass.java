package com.example.outputtransformer;

import io.seldon.wrapper.component.ComponentException;
import io.seldon.wrapper.component.Input;
import io.seldon.wrapper.component.SeldonComponent;
import io.seldon.wrapper.message.NumericArray;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;

/** Turns class probabilities into the number of the winning class. */
@Component
public class WinningClass implements SeldonComponent {

  /** Returns one integer a row; the first of equals wins, NaN never. */
  @Override
  public Object transformOutput(Input x) {
    double[][] rows = x.matrix();
    int[] shape = x.shape();
    if (shape[shape.length - 1] == 0) {
      throw new ComponentException(
          "X: 0 columns (expected: 1 or more)", 400, "MICROSERVICE_BAD_DATA");
    }
    shape[shape.length - 1] = 1;
    double[] winners = Arrays.stream(rows).mapToDouble(WinningClass::winner).toArray();
    return new NumericArray(shape, winners);
  }

  /** Names the one column. */
  @Override
  public List<String> featureNames() {
    return List.of("class");
  }

  /** Returns the index of the largest value that is not NaN, -1 if there is none. */
  private static int winner(double[] row) {
    int best = -1;
    for (int index = 0; index < row.length; index++) {
      if (!Double.isNaN(row[index]) && (best < 0 || row[index] > row[best])) {
        best = index;
      }
    }
    return best;
  }
}
