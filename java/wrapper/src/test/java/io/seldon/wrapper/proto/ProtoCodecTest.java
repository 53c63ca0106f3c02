package io.seldon.wrapper.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.ListValue;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import io.seldon.protos.PredictionProtos;
import io.seldon.protos.PredictionProtos.SeldonMessage;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.Kind;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.message.Messages;
import io.seldon.wrapper.message.Meta;
import io.seldon.wrapper.message.MixedArray;
import io.seldon.wrapper.message.NumericArray;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProtoCodecTest {
  private static final byte[] NONE = {};

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatTheGeneratedClassesWriteComesBackAsTheyHaveIt(long seed) throws Exception {
    SeldonMessage sent = new RandomMessages(seed).next();

    byte[] written = ProtoWriter.message(ProtoReader.message(sent.toByteArray()));

    SeldonMessage found = SeldonMessage.parseFrom(written);
    SeldonMessage expected = sent.toBuilder().setMeta(sent.getMeta()).build();
    assertThat(found).isEqualTo(expected);
    assertThat(JsonFormat.printer().print(found)).isEqualTo(JsonFormat.printer().print(expected));
  }

  /** A broken byte anywhere makes the short way in give up or agree with protobuf, never throw. */
  @ParameterizedTest
  @MethodSource("seeds")
  void brokenBytesAreJudgedAsProtobufJudgesThem(long seed) {
    Random random = new Random(seed);
    byte[] wire = new RandomMessages(seed).next().toByteArray();
    for (int count = 0; count < 50 && wire.length > 0; count++) {
      byte[] broken = wire.clone();
      broken[random.nextInt(broken.length)] = (byte) random.nextInt();

      assertThat(outcome(() -> ProtoReader.message(broken)))
          .isEqualTo(outcome(() -> ProtoReader.parsedMessage(broken)));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aListIsReadAsItsMessagesAre(long seed) {
    RandomMessages random = new RandomMessages(seed);
    PredictionProtos.SeldonMessageList.Builder sent =
        PredictionProtos.SeldonMessageList.newBuilder();
    for (long count = seed % 3; count >= 0; count--) {
      sent.addSeldonMessages(random.next());
    }
    byte[] wire = sent.build().toByteArray();

    List<String> found = outcomes(ProtoReader.messages(wire));

    assertThat(found).isEqualTo(outcomes(ProtoReader.parsedMessages(wire)));
    assertThat(found).hasSize(sent.getSeldonMessagesCount());
  }

  /** The second can't be read at all, which is told before what is wrong with the first. */
  @Test
  void anErrorInAListNamesItsMessageUnlessAnotherIsMalformed() {
    byte[] tensor =
        PredictionProtos.Tensor.newBuilder().addShape(2).addValues(1).build().toByteArray();
    byte[] wrong = wire(out -> out.writeByteArray(1, message(data(2, tensor))));
    byte[] malformed = concat(wrong, new byte[] {-1});

    assertThatThrownBy(() -> ProtoReader.messages(wrong))
        .hasMessage("seldonMessages[0]: tensor values: 1 (expected: 2 for shape [2])");
    assertThatThrownBy(() -> ProtoReader.messages(malformed))
        .hasMessage("body: malformed SeldonMessageList");
  }

  @Test
  void numbersThatAreNotPackedAreRead() throws Exception {
    byte[] tensor =
        wire(
            out -> {
              out.writeInt32(1, 2);
              out.writeDouble(2, 1.5);
              out.writeDouble(2, 2.5);
            });

    assertThat(values(message(data(2, tensor)))).containsExactly(1.5, 2.5);
  }

  @Test
  void numbersInTwoPiecesAreJoined() throws Exception {
    byte[] one = wire(out -> out.writeByteArray(2, eight(1.5)));
    byte[] other =
        wire(
            out -> {
              out.writeInt32(1, 2);
              out.writeByteArray(2, eight(2.5));
            });

    assertThat(values(message(data(2, concat(one, other))))).containsExactly(1.5, 2.5);
    assertThat(values(message(concat(data(2, one), data(2, other))))).containsExactly(1.5, 2.5);
  }

  @Test
  void theLastFormOnTheWireWins() throws Exception {
    byte[] list = list(7).toByteArray();
    byte[] tensor =
        PredictionProtos.Tensor.newBuilder().addShape(1).addValues(5).build().toByteArray();

    assertThat(ProtoReader.message(message(concat(data(3, list), data(2, tensor)))).kind())
        .isEqualTo(Kind.TENSOR);
    assertThat(ProtoReader.message(message(concat(data(2, tensor), data(3, list)))).kind())
        .isEqualTo(Kind.NDARRAY);
  }

  @Test
  void anUnknownFieldIsIgnored() throws Exception {
    byte[] tensor =
        wire(
            out -> {
              out.writeByteArray(1, new byte[] {1});
              out.writeByteArray(2, eight(4));
              out.writeString(9, "later");
            });

    assertThat(values(message(data(2, tensor)))).containsExactly(4);
  }

  @Test
  void nullAndNaNAmongNumbersAreNaN() {
    ListValue list =
        ListValue.newBuilder()
            .addValues(Value.newBuilder().setNumberValue(Double.NaN))
            .addValues(Value.newBuilder().setNullValueValue(0))
            .addValues(Value.newBuilder().setNumberValue(1))
            .build();

    assertThat(values(message(data(3, list.toByteArray()))))
        .containsExactly(Double.NaN, Double.NaN, 1);
  }

  @Test
  void aMatrixOfNumbersNeedsNoObjects() {
    ListValue rows =
        ListValue.newBuilder()
            .addValues(Value.newBuilder().setListValue(list(1, 2)))
            .addValues(Value.newBuilder().setListValue(list(3, 4)))
            .build();
    byte[] wire = message(data(3, rows.toByteArray()));

    Message direct = DirectReader.read(new WireReader(wire, 0, wire.length));

    NumericArray array = (NumericArray) direct.value();
    assertThat(array.shape()).containsExactly(2, 2);
    assertThat(array.values()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void anInfinityInAnNdarrayNamesTheRemedy() {
    byte[] wire = message(data(3, list(1, Double.NEGATIVE_INFINITY).toByteArray()));

    assertThatThrownBy(() -> ProtoReader.message(wire))
        .isInstanceOf(SeldonException.class)
        .hasMessage("ndarray: -Infinity (expected: finite numbers, or send a tensor)");
  }

  @Test
  void anAnsweredNdarrayHasNoInfinity() {
    Message numbers = answer(Kind.NDARRAY, new NumericArray(new int[] {1}, new double[] {1 / 0.0}));
    Message mixed =
        answer(Kind.NDARRAY, new MixedArray(new int[] {2}, new Object[] {"a", 1 / 0.0}));
    String info = "ndarray answer: Infinity (expected: finite numbers, or answer a tensor)";

    assertThatThrownBy(() -> ProtoWriter.message(numbers)).hasMessage(info);
    assertThatThrownBy(() -> ProtoWriter.message(mixed)).hasMessage(info);
  }

  @Test
  void halfOfASurrogatePairIsNoText() {
    Message message = answer(Kind.STRING, "a\uD800");

    assertThatThrownBy(() -> ProtoWriter.message(message))
        .isInstanceOf(SeldonException.class)
        .hasMessage(
            "answer: String is not valid UTF-8: surrogates not allowed (expected: JSON values)");
  }

  @Test
  void anEmptyTensorIsWrittenWithItsShape() throws Exception {
    byte[] written =
        ProtoWriter.message(
            answer(Kind.TENSOR, new NumericArray(new int[] {0, 300}, new double[0])));

    PredictionProtos.Tensor tensor = SeldonMessage.parseFrom(written).getData().getTensor();
    assertThat(tensor.getShapeList()).containsExactly(0, 300);
    assertThat(tensor.getValuesList()).isEmpty();
  }

  @Test
  void anEmptyListIsMalformedNowhere() {
    assertThatThrownBy(() -> ProtoReader.messages(NONE))
        .hasMessage("seldonMessages: none (expected: one or more)");
    assertThat(ProtoReader.feedback(NONE).request()).isNull();
  }

  private static String outcome(Supplier<Message> read) {
    try {
      return line(read.get());
    } catch (SeldonException error) {
      return error.info();
    }
  }

  private static List<String> outcomes(Messages messages) {
    return messages.all().stream().map(ProtoCodecTest::line).toList();
  }

  private static String line(Message message) {
    return message.kind() + " " + message.names() + " " + hex(ProtoWriter.message(message));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static Message answer(Kind kind, Object value) {
    return new Message(kind, value, List.of(), Meta.EMPTY);
  }

  private static double[] values(byte[] wire) {
    return ((NumericArray) ProtoReader.message(wire).value()).values();
  }

  private static ListValue list(double... numbers) {
    ListValue.Builder list = ListValue.newBuilder();
    for (double number : numbers) {
      list.addValues(Value.newBuilder().setNumberValue(number));
    }
    return list.build();
  }

  private static byte[] message(byte[] data) {
    return wire(out -> out.writeByteArray(3, data));
  }

  private static byte[] data(int form, byte[] array) {
    return wire(out -> out.writeByteArray(form, array));
  }

  private static byte[] eight(double number) {
    return wire(out -> out.writeDoubleNoTag(number));
  }

  private static byte[] concat(byte[] one, byte[] other) {
    return wire(
        out -> {
          out.writeRawBytes(one);
          out.writeRawBytes(other);
        });
  }

  private static byte[] wire(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      writing.to(out);
      out.flush();
    } catch (IOException error) {
      throw new AssertionError(error);
    }
    return bytes.toByteArray();
  }

  /** Writes fields by hand. */
  private interface Writing {
    void to(CodedOutputStream out) throws IOException;
  }
}
