package io.seldon.wrapper.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.StringValue;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.Kind;
import io.seldon.wrapper.message.MixedArray;
import io.seldon.wrapper.message.NumericArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of PAY-14, and what counts as an array in Java (PAY-15, PAY-16). */
class PayloadsTest {
  private static final Any ANY = Any.pack(StringValue.of("any"));
  private static final String EXPECTED = " (expected: an array, list, mapping, string or bytes)";

  /** One row of the table: what each kind of answer becomes; null is an error. */
  static Stream<Arguments> table() {
    List<Arguments> cells = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      boolean isJson = kind == Kind.JSON;
      Kind numeric = kind.isData() ? kind : Kind.TENSOR;
      Kind plain = isJson ? Kind.JSON : null;
      cells.add(Arguments.of(kind, new double[] {1, 2}, numeric));
      cells.add(Arguments.of(kind, new String[] {"a"}, Kind.NDARRAY));
      cells.add(Arguments.of(kind, new boolean[] {true}, Kind.NDARRAY));
      cells.add(Arguments.of(kind, Map.of("a", 1), Kind.JSON));
      cells.add(Arguments.of(kind, List.of(1, 2), isJson ? Kind.JSON : numeric));
      cells.add(Arguments.of(kind, List.of("a", 2), isJson ? Kind.JSON : Kind.NDARRAY));
      cells.add(Arguments.of(kind, 7, plain));
      cells.add(Arguments.of(kind, 7.5, plain));
      cells.add(Arguments.of(kind, true, plain));
      cells.add(Arguments.of(kind, "text", isJson ? Kind.JSON : Kind.STRING));
      cells.add(Arguments.of(kind, new StringBuilder("text"), isJson ? Kind.JSON : Kind.STRING));
      cells.add(Arguments.of(kind, new byte[] {1}, Kind.BINARY));
      cells.add(Arguments.of(kind, ANY, Kind.ANY));
      cells.add(Arguments.of(kind, null, null));
      cells.add(Arguments.of(kind, new Object(), null));
    }
    cells.add(Arguments.of(null, new double[] {1}, Kind.TENSOR));
    cells.add(Arguments.of(null, List.of(1), Kind.TENSOR));
    cells.add(Arguments.of(null, 7, null));
    return cells.stream();
  }

  @ParameterizedTest
  @MethodSource("table")
  void anAnswerHasTheKindOfTheTable(
      @Nullable Kind request, @Nullable Object returned, @Nullable Kind expected) {
    Kind found;
    try {
      found = Payloads.of(returned, request, "predict").kind();
    } catch (SeldonException error) {
      found = null;
    }

    assertThat(found).isEqualTo(expected);
  }

  static Stream<Arguments> numericArrays() {
    return Stream.of(
        Arguments.of(new int[] {1, 2}, array(new int[] {2}, 1, 2)),
        Arguments.of(new long[] {1L << 53}, array(new int[] {1}, 9007199254740992.0)),
        Arguments.of(new short[] {-1}, array(new int[] {1}, -1)),
        Arguments.of(new float[][] {{0.5f}, {2}}, array(new int[] {2, 1}, 0.5, 2)),
        Arguments.of(new byte[][] {{1, 2}}, array(new int[] {1, 2}, 1, 2)),
        Arguments.of(new double[][][] {{{1}, {2}}}, array(new int[] {1, 2, 1}, 1, 2)),
        Arguments.of(new double[0], array(new int[] {0})),
        Arguments.of(new double[0][3], array(new int[] {0, 0})),
        Arguments.of(new double[2][0], array(new int[] {2, 0})),
        Arguments.of(new Integer[] {1, null}, array(new int[] {2}, 1, Double.NaN)),
        Arguments.of(new Object[] {1, 2.5}, array(new int[] {2}, 1, 2.5)),
        Arguments.of(new Double[][] {{1.0}, {2.0}}, array(new int[] {2, 1}, 1, 2)),
        Arguments.of(List.of(), array(new int[] {0})),
        Arguments.of(Collections.singletonList(null), array(new int[] {1}, Double.NaN)),
        Arguments.of(
            List.of(new double[] {1, 2}, List.of(3, 4)), array(new int[] {2, 2}, 1, 2, 3, 4)),
        Arguments.of(
            new MixedArray(new int[] {2}, new Object[] {1.0, null}),
            array(new int[] {2}, 1, Double.NaN)));
  }

  @ParameterizedTest
  @MethodSource("numericArrays")
  void numbersOfAnyTypeAndDepthAreOneArrayOfDoubles(Object returned, NumericArray expected) {
    Payload found = Payloads.of(returned, Kind.NDARRAY, "predict");

    assertThat(found).isEqualTo(new Payload(Kind.NDARRAY, expected));
  }

  static Stream<Arguments> mixedArrays() {
    return Stream.of(
        Arguments.of(new String[0], mixed(new int[] {0})),
        Arguments.of(new boolean[0], mixed(new int[] {0})),
        Arguments.of(new char[] {'a'}, mixed(new int[] {1}, "a")),
        Arguments.of(new boolean[][] {{true}}, mixed(new int[] {1, 1}, true)),
        Arguments.of(new Object[] {"a", 1, null}, mixed(new int[] {3}, "a", 1.0, null)),
        Arguments.of(List.of(List.of("a", true)), mixed(new int[] {1, 2}, "a", true)));
  }

  @ParameterizedTest
  @MethodSource("mixedArrays")
  void whatIsNoNumberKeepsItsType(Object returned, MixedArray expected) {
    Payload found = Payloads.of(returned, Kind.TENSOR, "predict");

    assertThat(found).isEqualTo(new Payload(Kind.NDARRAY, expected));
  }

  static Stream<Arguments> errors() {
    Object anonymous = new Object() {};
    return Stream.of(
        Arguments.of(null, "predict returned null" + EXPECTED),
        Arguments.of(7, "predict returned Integer" + EXPECTED),
        Arguments.of(true, "predict returned Boolean" + EXPECTED),
        Arguments.of(new java.util.HashSet<>(List.of(1)), "predict returned HashSet" + EXPECTED),
        Arguments.of(anonymous, "predict returned PayloadsTest$1" + EXPECTED),
        Arguments.of(java.util.Optional.of(1), "predict returned Optional" + EXPECTED),
        Arguments.of(
            new double[][] {{1, 2}, {3}},
            "predict returned ragged rows: [1]: 1 values (expected: 2)"),
        Arguments.of(
            new double[][] {{1, 2}, null},
            "predict returned ragged rows: [1]: a value (expected: an array of 2)"),
        Arguments.of(
            new int[][][] {{{1}, {2}}, {{1}, {2, 3}}},
            "predict returned ragged rows: [1][1]: 2 values (expected: 1)"),
        Arguments.of(
            List.of(List.of(1, 2), List.of(3)),
            "predict returned ragged rows: [1]: 1 values (expected: 2)"),
        Arguments.of(
            List.of(1, List.of(3)),
            "predict returned ragged rows: [1]: an array (expected: a value)"),
        Arguments.of(
            List.of(List.of(1), 3),
            "predict returned ragged rows: [1]: a value (expected: an array of 1)"),
        Arguments.of(nested(31), "predict returned an array: nested deeper than 30 levels"),
        Arguments.of(array(ones(31), 1), "predict returned an array: nested deeper than 30 levels"),
        Arguments.of(
            Map.of("a", Double.POSITIVE_INFINITY),
            "jsonData answer: Infinity (expected: finite numbers)"),
        Arguments.of(Map.of(1.5, 1), "jsonData answer: key 1.5 (expected: a string)"),
        Arguments.of(
            Map.of("a", new StringBuffer().getClass()),
            "jsonData answer: Class (expected: JSON values)"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void whatIsNoPayloadIsRefusedByName(@Nullable Object returned, String expected) {
    assertThatThrownBy(() -> Payloads.of(returned, Kind.NDARRAY, "predict"))
        .isInstanceOf(SeldonException.class)
        .hasMessage(expected)
        .extracting(error -> ((SeldonException) error).httpStatus())
        .isEqualTo(500);
  }

  @Test
  void aTensorMayHaveMoreDimensionsThanAnNdarray() {
    Payload found = Payloads.of(array(ones(32), 1), Kind.TENSOR, "predict");

    assertThat(found.kind()).isEqualTo(Kind.TENSOR);
  }

  @Test
  void anArrayWithoutADimensionIsItsNumberButForTensorFlow() {
    NumericArray single = array(new int[0], 7);

    assertThat(Payloads.of(single, Kind.TFTENSOR, "predict"))
        .isEqualTo(new Payload(Kind.TFTENSOR, single));
    assertThat(Payloads.of(single, Kind.JSON, "predict")).isEqualTo(new Payload(Kind.JSON, 7.0));
    assertThatThrownBy(() -> Payloads.of(single, Kind.TENSOR, "predict"))
        .hasMessage("predict returned Double" + EXPECTED);
  }

  @Test
  void aMappingBecomesPlainJson() {
    Map<Object, Object> answer = Map.of(1, Arrays.asList(1, null, Double.NaN, new int[] {2}));

    Payload found = Payloads.of(answer, Kind.TENSOR, "predict");

    assertThat(found.value()).isEqualTo(Map.of("1", Arrays.asList(1.0, null, null, List.of(2.0))));
  }

  private static NumericArray array(int[] shape, double... values) {
    return new NumericArray(shape, values);
  }

  private static MixedArray mixed(int[] shape, Object... values) {
    return new MixedArray(shape, values);
  }

  private static int[] ones(int dimensions) {
    int[] shape = new int[dimensions];
    Arrays.fill(shape, 1);
    return shape;
  }

  private static List<?> nested(int levels) {
    List<?> found = List.of(1);
    for (int level = 1; level < levels; level++) {
      found = List.of(found);
    }
    return found;
  }
}
