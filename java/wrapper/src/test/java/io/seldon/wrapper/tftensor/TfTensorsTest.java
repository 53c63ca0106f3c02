package io.seldon.wrapper.tftensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.MixedArray;
import io.seldon.wrapper.message.NumericArray;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.framework.DataType;
import org.tensorflow.framework.TensorProto;
import org.tensorflow.framework.TensorShapeProto;

class TfTensorsTest {

  static Stream<Arguments> contents() {
    return Stream.of(
        Arguments.of(DataType.DT_DOUBLE, new int[] {0, 0, 0, 0, 0, 0, 0xF8, 0xBF}, -1.5),
        Arguments.of(DataType.DT_FLOAT, new int[] {0, 0, 0xC0, 0xBF}, -1.5),
        Arguments.of(DataType.DT_HALF, new int[] {0x00, 0xBE}, -1.5),
        Arguments.of(DataType.DT_HALF, new int[] {0x01, 0x00}, 0x1p-24),
        Arguments.of(DataType.DT_HALF, new int[] {0xFF, 0x7B}, 65504.0),
        Arguments.of(DataType.DT_HALF, new int[] {0x00, 0x7C}, Double.POSITIVE_INFINITY),
        Arguments.of(DataType.DT_HALF, new int[] {0x01, 0x7C}, Double.NaN),
        Arguments.of(DataType.DT_INT8, new int[] {0xFE}, -2.0),
        Arguments.of(DataType.DT_UINT8, new int[] {0xFE}, 254.0),
        Arguments.of(DataType.DT_INT16, new int[] {0xFE, 0xFF}, -2.0),
        Arguments.of(DataType.DT_UINT16, new int[] {0xFE, 0xFF}, 65534.0),
        Arguments.of(DataType.DT_INT32, new int[] {0xFE, 0xFF, 0xFF, 0xFF}, -2.0),
        Arguments.of(DataType.DT_UINT32, new int[] {0xFE, 0xFF, 0xFF, 0xFF}, 4294967294.0),
        Arguments.of(
            DataType.DT_INT64, new int[] {0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}, -2.0),
        Arguments.of(
            DataType.DT_UINT64,
            new int[] {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF},
            0x1p64));
  }

  @ParameterizedTest
  @MethodSource("contents")
  void contentIsLittleEndian(DataType dtype, int[] content, double expected) {
    TensorProto tensor = tensor(dtype, 1).setTensorContent(bytes(content)).build();

    assertThat(numbers(tensor)).containsExactly(expected);
  }

  static Stream<Arguments> typedFields() {
    return Stream.of(
        Arguments.of(tensor(DataType.DT_DOUBLE, 3).addDoubleVal(1.5), 1.5),
        Arguments.of(tensor(DataType.DT_FLOAT, 3).addFloatVal(1.5f), 1.5),
        Arguments.of(tensor(DataType.DT_HALF, 3).addHalfVal(0x3E00), 1.5),
        Arguments.of(tensor(DataType.DT_INT8, 3).addIntVal(-128), -128.0),
        Arguments.of(tensor(DataType.DT_INT16, 3).addIntVal(-32768), -32768.0),
        Arguments.of(tensor(DataType.DT_INT32, 3).addIntVal(-7), -7.0),
        Arguments.of(tensor(DataType.DT_UINT8, 3).addIntVal(255), 255.0),
        Arguments.of(tensor(DataType.DT_UINT16, 3).addIntVal(65535), 65535.0),
        Arguments.of(tensor(DataType.DT_INT64, 3).addInt64Val(-7), -7.0),
        Arguments.of(tensor(DataType.DT_UINT32, 3).addUint32Val(-1), 4294967295.0),
        Arguments.of(tensor(DataType.DT_UINT64, 3).addUint64Val(-1), 0x1p64));
  }

  @ParameterizedTest
  @MethodSource("typedFields")
  void lastValueOfTheTypedFieldFillsUp(TensorProto.Builder tensor, double expected) {
    assertThat(numbers(tensor.build())).containsExactly(expected, expected, expected);
  }

  @Test
  void noValuesAtAllAreZeros() {
    assertThat(numbers(tensor(DataType.DT_INT16, 2, 2).build())).containsExactly(0, 0, 0, 0);
    assertThat(mixed(tensor(DataType.DT_BOOL, 2).build())).containsExactly(false, false);
    assertThat(mixed(tensor(DataType.DT_STRING, 2).build())).containsExactly("", "");
  }

  @Test
  void booleansAndStringsAreNoNumbers() {
    TensorProto flags = tensor(DataType.DT_BOOL, 2).setTensorContent(bytes(1, 0)).build();
    TensorProto texts =
        tensor(DataType.DT_STRING, 2).addStringVal(ByteString.copyFromUtf8("ä")).build();

    assertThat(mixed(flags)).containsExactly(true, false);
    assertThat(mixed(texts)).containsExactly("ä", "ä");
  }

  static Stream<Arguments> refused() {
    TensorProto.Builder deep = TensorProto.newBuilder().setDtype(DataType.DT_FLOAT);
    for (int index = 0; index < 33; index++) {
      deep.getTensorShapeBuilder().addDimBuilder().setSize(1);
    }
    TensorProto.Builder unknownRank = tensor(DataType.DT_FLOAT, 1);
    unknownRank.getTensorShapeBuilder().setUnknownRank(true);
    String known =
        "DT_BOOL, DT_DOUBLE, DT_FLOAT, DT_HALF, DT_INT16, DT_INT32, DT_INT64, DT_INT8, DT_STRING,"
            + " DT_UINT16, DT_UINT32, DT_UINT64, DT_UINT8";
    return Stream.of(
        Arguments.of(
            tensor(DataType.DT_COMPLEX64, 1),
            "tftensor dtype: DT_COMPLEX64 (expected: one of " + known + ")"),
        Arguments.of(
            tensor(DataType.DT_FLOAT, 1).setDtypeValue(77),
            "tftensor dtype: 77 (expected: one of " + known + ")"),
        Arguments.of(
            tensor(DataType.DT_DOUBLE, 2, 2).setTensorContent(bytes(0, 0, 0, 0, 0, 0, 0, 0, 0)),
            "tftensor content: 9 bytes (expected: 32 for shape [2, 2])"),
        Arguments.of(
            tensor(DataType.DT_STRING, 1).setTensorContent(bytes(65)),
            "tftensor content: 1 bytes (expected: stringVal)"),
        Arguments.of(
            tensor(DataType.DT_FLOAT, 1).addFloatVal(1).addFloatVal(2),
            "tftensor values: 2 (expected: 1 for shape [1])"),
        Arguments.of(
            tensor(DataType.DT_FLOAT, 1, 10000000),
            "tftensor shape: [1, 10000000] (expected: at most 1048576 values beyond those sent)"),
        Arguments.of(
            tensor(DataType.DT_FLOAT, 100000, 100000),
            "tftensor shape: [100000, 100000] (expected: values of at most 104857600 bytes)"),
        Arguments.of(
            tensor(DataType.DT_FLOAT, 0, 1L << 62),
            "tftensor shape: [0, 4611686018427387904] (expected: values of at most 104857600"
                + " bytes)"),
        Arguments.of(
            tensor(DataType.DT_FLOAT, -1), "tftensor shape: [-1] (expected: sizes of 0 or more)"),
        Arguments.of(unknownRank, "tftensor shape: unknown rank (expected: sizes of 0 or more)"),
        Arguments.of(deep, "tftensor shape: 33 dimensions (expected: at most 32)"),
        Arguments.of(
            tensor(DataType.DT_UINT8, 1).addIntVal(256),
            "tftensor values: out of range (expected: DT_UINT8)"),
        Arguments.of(
            tensor(DataType.DT_STRING, 1).addStringVal(bytes(0xFF)),
            "tftensor values[0]: not UTF-8"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatCanNotBeReadIsToldWithItsPlace(TensorProto.Builder tensor, String info) {
    TensorProto built = tensor.build();

    assertThatThrownBy(() -> TfTensors.read(built))
        .isInstanceOf(SeldonException.class)
        .hasMessage(info);
  }

  @Test
  void aScalarHasOneValue() {
    NumericArray array =
        (NumericArray) TfTensors.read(tensor(DataType.DT_DOUBLE).addDoubleVal(4).build());

    assertThat(array.shape()).isEmpty();
    assertThat(array.values()).containsExactly(4);
  }

  @Test
  void whatIsWrittenReadsTheSame() {
    TensorProto written =
        TfTensors.write(new NumericArray(new int[] {1, 3}, new double[] {1, Double.NaN, -0.5}));

    assertThat(written.getDtype()).isEqualTo(DataType.DT_DOUBLE);
    assertThat(written.getTensorShape().getDim(1).getSize()).isEqualTo(3);
    assertThat(numbers(written)).containsExactly(1, Double.NaN, -0.5);
  }

  private static TensorProto.Builder tensor(DataType dtype, long... shape) {
    TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
    for (long size : shape) {
      sizes.addDimBuilder().setSize(size);
    }
    return TensorProto.newBuilder().setDtype(dtype).setTensorShape(sizes);
  }

  private static ByteString bytes(int... values) {
    byte[] content = new byte[values.length];
    for (int index = 0; index < values.length; index++) {
      content[index] = (byte) values[index];
    }
    return ByteString.copyFrom(content);
  }

  private static double[] numbers(TensorProto tensor) {
    return ((NumericArray) TfTensors.read(tensor)).values();
  }

  private static Object[] mixed(TensorProto tensor) {
    return ((MixedArray) TfTensors.read(tensor)).values();
  }
}
