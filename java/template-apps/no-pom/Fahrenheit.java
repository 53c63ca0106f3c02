import io.seldon.wrapper.component.Input;
import io.seldon.wrapper.component.SeldonComponent;

/** Turns degrees Celsius into degrees Fahrenheit. */
public class Fahrenheit implements SeldonComponent {

  @Override
  public Object predict(Input x) {
    double[][] degrees = x.matrix();
    for (double[] row : degrees) {
      for (int column = 0; column < row.length; column++) {
        row[column] = row[column] * 9 / 5 + 32;
      }
    }
    return degrees;
  }
}
