package io.seldon.wrapper.dispatch;

import com.google.protobuf.InvalidProtocolBufferException;
import io.seldon.protos.PredictionProtos;
import io.seldon.protos.PredictionProtos.SeldonMessage;
import io.seldon.protos.PredictionProtos.SeldonMessageList;
import io.seldon.wrapper.Transport;
import io.seldon.wrapper.Verb;
import io.seldon.wrapper.api.SeldonPredictionService;
import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.Feedback;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.message.Messages;
import io.seldon.wrapper.message.Metric;
import io.seldon.wrapper.message.MixedArray;
import io.seldon.wrapper.message.NumericArray;
import io.seldon.wrapper.message.Request;
import io.seldon.wrapper.proto.ProtoReader;
import io.seldon.wrapper.proto.ProtoWriter;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A bean of upstream's interface: it works on whole messages of protobuf. */
final class MessageComponent implements Component {
  private static final Map<Transport, String> RAW =
      new EnumMap<>(Map.of(Transport.REST, "predictRawREST", Transport.GRPC, "predictRawGRPC"));

  private final SeldonPredictionService user;
  private final Set<Verb> verbs = EnumSet.noneOf(Verb.class);
  private final Set<Transport> raw = EnumSet.noneOf(Transport.class);

  /**
   * Wraps a bean.
   *
   * @param user the bean, or a proxy of it
   * @param methods those of its own
   */
  MessageComponent(SeldonPredictionService user, Overridden methods) {
    this.user = user;
    for (Verb verb : Verb.values()) {
      if (methods.has(verb.method())) {
        verbs.add(verb);
      }
    }
    RAW.forEach(
        (transport, method) -> {
          if (methods.has(method)) {
            raw.add(transport);
          }
        });
  }

  @Override
  public boolean has(Verb verb) {
    return verbs.contains(verb);
  }

  @Override
  public boolean hasRaw(Verb verb, Transport transport) {
    return verb == Verb.PREDICT && raw.contains(transport);
  }

  @Override
  public byte[] callRaw(Transport transport, byte[] message) {
    if (transport == Transport.GRPC) {
      byte @Nullable [] answer = user.predictRawGRPC(message);
      if (answer == null) {
        throw refused("predictRawGRPC returned null (expected: bytes)");
      }
      return answer;
    }
    String answer = user.predictRawREST(new String(message, StandardCharsets.UTF_8));
    if (answer == null) {
      throw refused("predictRawREST returned null (expected: a string)");
    }
    return answer.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Returned call(Verb verb, Request request) throws Exception {
    SeldonMessage answer =
        switch (verb) {
          case PREDICT -> user.predict(proto((Message) request));
          case TRANSFORM_INPUT -> user.transformInput(proto((Message) request));
          case TRANSFORM_OUTPUT -> user.transformOutput(proto((Message) request));
          case ROUTE -> user.route(proto((Message) request));
          case AGGREGATE -> user.aggregate(proto((Messages) request));
          case SEND_FEEDBACK -> user.sendFeedback(proto((Feedback) request));
        };
    if (answer == null && verb == Verb.SEND_FEEDBACK) {
      return Returned.of(null);
    }
    if (answer == null) {
      throw refused(verb.method() + " returned null (expected: a SeldonMessage)");
    }
    return returned(verb, request, answer);
  }

  private static Returned returned(Verb verb, Request request, SeldonMessage answer) {
    boolean isEmpty = answer.getDataOneofCase() == SeldonMessage.DataOneofCase.DATAONEOF_NOT_SET;
    boolean mayBeEmpty = verb == Verb.SEND_FEEDBACK || verb == Verb.ROUTE;
    // A message without a payload is none for the reader, but its meta counts.
    boolean isFilled = isEmpty && mayBeEmpty;
    Message message = read(verb, isFilled ? answer.toBuilder().setStrData("").build() : answer);
    Object data;
    if (verb == Verb.ROUTE) {
      Object first = isFilled ? null : firstOf(message.value());
      data = first == null ? answer : first;
    } else {
      data =
          message.kind() == null || isFilled ? null : new Payload(message.kind(), message.value());
    }
    return new Returned(
        data,
        message.names().isEmpty() ? null : message.names(),
        message.meta().tags(),
        withoutCopied(message.meta().metrics(), Metas.of(request).metrics()));
  }

  private static Message read(Verb verb, SeldonMessage answer) {
    try {
      return ProtoReader.message(answer.toByteArray());
    } catch (SeldonException error) {
      throw new SeldonException(
          Fault.COMPONENT, verb.method() + " returned a SeldonMessage: " + error.info(), error);
    }
  }

  /** Returns the branch: the first number of an answer's data, or null. */
  private static @Nullable Number firstOf(@Nullable Object value) {
    if (value instanceof NumericArray array && array.values().length > 0) {
      return array.values()[0];
    }
    if (value instanceof MixedArray array && array.values().length > 0) {
      return array.values()[0] instanceof Number number ? number : null;
    }
    return value instanceof Number number ? number : null;
  }

  /**
   * Takes off the request's metrics, with which the answer's begin where a bean has copied the
   * request's meta: they are put to every answer anyway (MET-3), and must not be counted again.
   */
  private static List<Metric> withoutCopied(List<Metric> answer, List<Metric> asked) {
    int copied = asked.size();
    return copied > 0 && answer.size() >= copied && answer.subList(0, copied).equals(asked)
        ? answer.subList(copied, answer.size())
        : answer;
  }

  private static SeldonMessage proto(Message message) throws InvalidProtocolBufferException {
    return SeldonMessage.parseFrom(ProtoWriter.message(message));
  }

  private static SeldonMessageList proto(Messages messages) throws InvalidProtocolBufferException {
    SeldonMessageList.Builder list = SeldonMessageList.newBuilder();
    for (Message message : messages.all()) {
      list.addSeldonMessages(proto(message));
    }
    return list.build();
  }

  private static PredictionProtos.Feedback proto(Feedback feedback)
      throws InvalidProtocolBufferException {
    PredictionProtos.Feedback.Builder built =
        PredictionProtos.Feedback.newBuilder().setReward(feedback.reward());
    if (feedback.request() != null) {
      built.setRequest(proto(feedback.request()));
    }
    if (feedback.response() != null) {
      built.setResponse(proto(feedback.response()));
    }
    if (feedback.truth() != null) {
      built.setTruth(proto(feedback.truth()));
    }
    return built.build();
  }

  private static SeldonException refused(String text) {
    return new SeldonException(Fault.COMPONENT, text);
  }
}
