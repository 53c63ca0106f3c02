package io.seldon.wrapper.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.Kind;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.message.Meta;
import io.seldon.wrapper.message.MixedArray;
import io.seldon.wrapper.message.NumericArray;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a component sees of a request. */
class InputTest {

  private static Input of(Kind kind, Object value) {
    return new Input(new Message(kind, value, List.of("a"), Meta.EMPTY));
  }

  @Test
  void oneDimensionIsOneRow() {
    assertThat(of(Kind.TENSOR, NumericArray.of(1, 2)).matrix()).isEqualTo(new double[][] {{1, 2}});
  }

  @Test
  void rowsAndColumnsAreRowMajor() {
    NumericArray array = new NumericArray(new int[] {2, 2}, new double[] {1, 2, 3, 4});

    assertThat(of(Kind.NDARRAY, array).matrix()).isEqualTo(new double[][] {{1, 2}, {3, 4}});
  }

  @Test
  void threeDimensionsAreNoMatrix() {
    Input input = of(Kind.TENSOR, new NumericArray(new int[] {1, 1, 1}, new double[1]));

    assertThat(input.shape()).containsExactly(1, 1, 1);
    assertThatThrownBy(input::matrix)
        .isInstanceOf(SeldonException.class)
        .hasMessage("X: 3 dimensions (expected: 1 or 2)")
        .extracting(error -> ((SeldonException) error).httpStatus())
        .isEqualTo(400);
  }

  @Test
  void whatIsNoNumberIsRefusedAsTheClientsFault() {
    for (Object value : new Object[] {"x", new MixedArray(new int[] {1}, new Object[] {true})}) {
      Input input = of(Kind.NDARRAY, value);

      assertThat(input.isNumeric()).isFalse();
      assertThatThrownBy(input::array)
          .isInstanceOf(SeldonException.class)
          .hasMessage("X: not numeric (expected: numbers)");
    }
  }

  @Test
  void aPayloadThatIsNoArrayHasNoShape() {
    assertThat(of(Kind.STRING, "x").shape()).isEmpty();
  }
}
