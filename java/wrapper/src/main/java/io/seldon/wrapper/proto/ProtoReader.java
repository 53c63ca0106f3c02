package io.seldon.wrapper.proto;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.seldon.protos.PredictionProtos;
import io.seldon.protos.PredictionProtos.SeldonMessage;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.ArrayValue;
import io.seldon.wrapper.message.Feedback;
import io.seldon.wrapper.message.Kind;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.message.Messages;
import io.seldon.wrapper.message.Meta;
import io.seldon.wrapper.message.TensorShape;
import io.seldon.wrapper.tftensor.TfTensors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of gRPC straight from bytes.
 *
 * <p>What most calls send is read without protobuf's objects, see {@link DirectReader}; everything
 * else is parsed by the generated classes first.
 */
public final class ProtoReader {
  private static final String PAYLOADS = "data, jsonData, strData, binData, customData";
  private static final String FORMS = "tensor, ndarray, tftensor";

  private ProtoReader() {}

  /**
   * Reads a SeldonMessage.
   *
   * @param wire protobuf; it is not kept
   * @throws SeldonException 400 as contract.md has it (PAY, MET, ERR-3)
   */
  public static Message message(byte[] wire) {
    Message direct = DirectReader.read(new WireReader(wire, 0, wire.length));
    return direct != null ? direct : parsedMessage(wire);
  }

  /** Reads a SeldonMessage by the generated classes. */
  static Message parsedMessage(byte[] wire) {
    return withPayload(parse(SeldonMessage.parser(), wire, "SeldonMessage"));
  }

  /**
   * Reads a SeldonMessageList (DIS-6).
   *
   * @param wire protobuf; it is not kept
   * @throws SeldonException 400; it names the message that is wrong
   */
  public static Messages messages(byte[] wire) {
    List<Message> direct = DirectReader.readAll(new WireReader(wire, 0, wire.length));
    return direct != null ? new Messages(direct) : parsedMessages(wire);
  }

  /** Reads a SeldonMessageList by the generated classes. */
  static Messages parsedMessages(byte[] wire) {
    List<SeldonMessage> items =
        parse(PredictionProtos.SeldonMessageList.parser(), wire, "SeldonMessageList")
            .getSeldonMessagesList();
    if (items.isEmpty()) {
      throw SeldonException.badData("seldonMessages: none (expected: one or more)");
    }
    List<Message> found = new ArrayList<>(items.size());
    for (SeldonMessage item : items) {
      try {
        found.add(withPayload(item));
      } catch (SeldonException error) {
        throw error.within("seldonMessages[" + found.size() + "]");
      }
    }
    return new Messages(found);
  }

  /**
   * Reads a Feedback (FBK).
   *
   * @param wire protobuf; it is not kept
   * @throws SeldonException 400; it names the part that is wrong (FBK-6)
   */
  public static Feedback feedback(byte[] wire) {
    PredictionProtos.Feedback parsed = parse(PredictionProtos.Feedback.parser(), wire, "Feedback");
    return new Feedback(
        parsed.hasRequest() ? feedbackPart(parsed.getRequest(), "request") : null,
        parsed.hasResponse() ? feedbackPart(parsed.getResponse(), "response") : null,
        parsed.getReward(),
        parsed.hasTruth() ? feedbackPart(parsed.getTruth(), "truth") : null);
  }

  private static <T> T parse(Parser<T> parser, byte[] wire, String name) {
    try {
      return parser.parseFrom(wire);
    } catch (InvalidProtocolBufferException error) {
      throw SeldonException.badData("body: malformed " + name);
    }
  }

  private static Message feedbackPart(SeldonMessage part, String key) {
    try {
      return part(part);
    } catch (SeldonException error) {
      throw error.within(key);
    }
  }

  private static Message withPayload(SeldonMessage parsed) {
    Message message = part(parsed);
    if (message.kind() == null) {
      throw SeldonException.badData("payload: none (expected: one of " + PAYLOADS + ")");
    }
    return message;
  }

  /** Reads a message that may have no payload. */
  private static Message part(SeldonMessage parsed) {
    Meta meta = parsed.hasMeta() ? MetaReader.read(parsed.getMeta()) : Meta.EMPTY;
    return switch (parsed.getDataOneofCase()) {
      case DATA -> data(parsed.getData(), meta);
      case BINDATA -> plain(Kind.BINARY, parsed.getBinData().toByteArray(), meta);
      case STRDATA -> plain(Kind.STRING, parsed.getStrData(), meta);
      case JSONDATA -> {
        Object value = Values.read(parsed.getJsonData());
        RequestValues.check(value, "jsonData", "finite numbers");
        yield plain(Kind.JSON, value, meta);
      }
      case CUSTOMDATA -> plain(Kind.ANY, parsed.getCustomData(), meta);
      case DATAONEOF_NOT_SET -> plain(null, null, meta);
    };
  }

  private static Message plain(@Nullable Kind kind, @Nullable Object value, Meta meta) {
    return new Message(kind, value, List.of(), meta);
  }

  private static Message data(PredictionProtos.DefaultData data, Meta meta) {
    List<String> names = new ArrayList<>(data.getNamesList());
    return switch (data.getDataOneofCase()) {
      case TENSOR -> new Message(Kind.TENSOR, tensor(data.getTensor()), names, meta);
      case NDARRAY -> new Message(Kind.NDARRAY, NdarrayReader.read(data.getNdarray()), names, meta);
      case TFTENSOR -> new Message(Kind.TFTENSOR, TfTensors.read(data.getTftensor()), names, meta);
      case DATAONEOF_NOT_SET ->
          throw SeldonException.badData("data: none (expected: one of " + FORMS + ")");
    };
  }

  private static ArrayValue tensor(PredictionProtos.Tensor tensor) {
    int[] sizes = new int[tensor.getShapeCount()];
    for (int index = 0; index < sizes.length; index++) {
      sizes[index] = tensor.getShape(index);
    }
    double[] values = new double[tensor.getValuesCount()];
    for (int index = 0; index < values.length; index++) {
      values[index] = tensor.getValues(index);
    }
    return TensorShape.apply(sizes, values);
  }
}
