package io.seldon.wrapper.dispatch;

import static io.seldon.wrapper.dispatch.Asking.ask;
import static io.seldon.wrapper.dispatch.Asking.dispatcher;
import static io.seldon.wrapper.dispatch.Asking.message;
import static io.seldon.wrapper.dispatch.Asking.puid;
import static io.seldon.wrapper.dispatch.Asking.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ListValue;
import com.google.protobuf.Value;
import io.seldon.protos.PredictionProtos;
import io.seldon.protos.PredictionProtos.DefaultData;
import io.seldon.protos.PredictionProtos.SeldonMessage;
import io.seldon.protos.PredictionProtos.SeldonMessageList;
import io.seldon.protos.PredictionProtos.Tensor;
import io.seldon.wrapper.Transport;
import io.seldon.wrapper.Verb;
import io.seldon.wrapper.api.SeldonPredictionService;
import io.seldon.wrapper.component.NotImplementedException;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.Feedback;
import io.seldon.wrapper.message.Kind;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.message.Messages;
import io.seldon.wrapper.message.Meta;
import io.seldon.wrapper.message.Metric;
import io.seldon.wrapper.message.NumericArray;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The flow from a request to an answer, for beans of upstream's interface. */
class MessageComponentTest {
  private static final Message ONE =
      new Message(
          Kind.TENSOR,
          new NumericArray(new int[] {1, 2}, new double[] {1, 2}),
          List.of("a", "b"),
          puid("p"));

  /** Answers what it is told. */
  private record Answering(UnaryOperator<@Nullable SeldonMessage> answer)
      implements SeldonPredictionService {
    @Override
    public SeldonMessage predict(SeldonMessage request) {
      return answer.apply(request);
    }

    @Override
    public SeldonMessage transformInput(SeldonMessage request) {
      return answer.apply(request);
    }

    @Override
    public SeldonMessage route(SeldonMessage request) {
      return answer.apply(request);
    }
  }

  private static Message answerOf(Verb verb, UnaryOperator<@Nullable SeldonMessage> answer) {
    return ask(dispatcher(new Answering(answer)), verb, ONE);
  }

  private static SeldonMessage.Builder text(String value) {
    return SeldonMessage.newBuilder().setStrData(value);
  }

  @Test
  void theBeanGetsTheMessageWhole() {
    List<SeldonMessage> seen = new ArrayList<>();

    answerOf(
        Verb.PREDICT,
        request -> {
          seen.add(request);
          return request;
        });

    assertThat(seen.get(0).getMeta().getPuid()).isEqualTo("p");
    assertThat(seen.get(0).getData().getNamesList()).containsExactly("a", "b");
    assertThat(seen.get(0).getData().getTensor().getValuesList()).containsExactly(1.0, 2.0);
  }

  @Test
  void theRequestsMetaIsPutToTheAnswer() {
    Message answer =
        answerOf(
            Verb.PREDICT,
            request ->
                text("x")
                    .setMeta(
                        PredictionProtos.Meta.newBuilder()
                            .setPuid("other")
                            .putTags("t", Value.newBuilder().setBoolValue(true).build()))
                    .build());

    assertThat(answer)
        .isEqualTo(
            message(
                Kind.STRING, "x", new Meta("p", Map.of("t", true), Map.of(), Map.of(), List.of())));
  }

  @Test
  void namesOfTheAnswerAreKeptAndOthersAreMade() {
    DefaultData data =
        DefaultData.newBuilder()
            .setTensor(Tensor.newBuilder().addShape(1).addShape(2).addValues(1).addValues(2))
            .build();

    Message named =
        answerOf(
            Verb.PREDICT,
            request ->
                SeldonMessage.newBuilder()
                    .setData(data.toBuilder().addNames("x").addNames("y"))
                    .build());
    Message unnamed =
        answerOf(Verb.PREDICT, request -> SeldonMessage.newBuilder().setData(data).build());
    Message transformed =
        answerOf(Verb.TRANSFORM_INPUT, request -> SeldonMessage.newBuilder().setData(data).build());

    assertThat(named.names()).containsExactly("x", "y");
    assertThat(unnamed.names()).containsExactly("t:0", "t:1");
    assertThat(transformed.names()).containsExactly("a", "b");
  }

  @Test
  void metricsThatWereCopiedFromTheRequestCountOnce() {
    Metric sent = new Metric(Metric.Type.COUNTER, "k", 1, Map.of());
    Message request =
        message(Kind.STRING, "x", new Meta("", Map.of(), Map.of(), Map.of(), List.of(sent)));
    NotedMetrics noted = new NotedMetrics();

    Message answer = ask(dispatcher(noted, new Answering(m -> m)), Verb.PREDICT, request);

    assertThat(answer.meta().metrics()).containsExactly(sent);
    assertThat(noted.told).isEmpty();
  }

  @Test
  void metricsOfTheAnswerAreRecorded() {
    NotedMetrics noted = new NotedMetrics();
    SeldonMessage answer =
        text("x")
            .setMeta(
                PredictionProtos.Meta.newBuilder()
                    .addMetrics(PredictionProtos.Metric.newBuilder().setKey("k").setValue(1)))
            .build();

    ask(dispatcher(noted, new Answering(m -> answer)), Verb.PREDICT, ONE);

    assertThat(noted.told).containsExactly("predict k");
  }

  @Test
  void theBranchIsTheFirstValue() {
    SeldonMessage list =
        SeldonMessage.newBuilder()
            .setData(
                DefaultData.newBuilder()
                    .setNdarray(
                        ListValue.newBuilder()
                            .addValues(
                                Value.newBuilder()
                                    .setListValue(
                                        ListValue.newBuilder()
                                            .addValues(Value.newBuilder().setNumberValue(1))))))
            .build();

    Message answer = answerOf(Verb.ROUTE, request -> list);

    assertThat(answer)
        .isEqualTo(
            new Message(
                Kind.TENSOR,
                new NumericArray(new int[] {1, 1}, new double[] {1}),
                List.of("t:0"),
                puid("p")));
  }

  @Test
  void aRouteWithoutANumberIsRefused() {
    String text = "route returned SeldonMessage (expected: an integer)";

    assertRefused(Verb.ROUTE, SeldonMessage.getDefaultInstance(), text);
    assertRefused(Verb.ROUTE, text("1").build(), text);
  }

  @Test
  void anAnswerThatIsNoMessageIsTheComponentsFault() {
    assertRefused(Verb.PREDICT, null, "predict returned null (expected: a SeldonMessage)");
    assertRefused(
        Verb.PREDICT,
        SeldonMessage.getDefaultInstance(),
        "predict returned a SeldonMessage: payload: none (expected: one of data, jsonData, strData,"
            + " binData, customData)");
    assertRefused(
        Verb.PREDICT,
        SeldonMessage.newBuilder()
            .setData(DefaultData.newBuilder().setTensor(Tensor.newBuilder().addShape(2)))
            .build(),
        "predict returned a SeldonMessage: tensor values: 0 (expected: 2 for shape [2])");
  }

  @Test
  void verbsThatAreNotOverriddenHaveTheirDefaults() {
    ComponentDispatcher dispatcher = dispatcher(new SeldonPredictionService() {});

    assertThat(ask(dispatcher, Verb.TRANSFORM_OUTPUT, ONE)).isEqualTo(ONE);
    assertThat(ask(dispatcher, Verb.SEND_FEEDBACK, new Feedback(ONE, null, 1, null)).value())
        .isEqualTo(NumericArray.of());
    assertThatThrownBy(() -> ask(dispatcher, Verb.PREDICT, ONE))
        .hasMessage("predict is not implemented by this component");
    assertThat(dispatcher.health().value()).isEqualTo("healthy");
  }

  @Test
  void feedbackReachesTheBeanAndItsEmptyAnswerKeepsItsMeta() {
    List<PredictionProtos.Feedback> seen = new ArrayList<>();
    SeldonPredictionService bean =
        new SeldonPredictionService() {
          @Override
          public SeldonMessage sendFeedback(PredictionProtos.Feedback feedback) {
            seen.add(feedback);
            return SeldonMessage.newBuilder()
                .setMeta(
                    PredictionProtos.Meta.newBuilder()
                        .putTags("t", Value.newBuilder().setNumberValue(1).build()))
                .build();
          }
        };
    Message response =
        message(Kind.STRING, "r", new Meta("", Map.of(), Map.of("0", 1), Map.of(), List.of()));
    Message truth = new Message(null, null, List.of(), Meta.EMPTY);

    Message answer =
        ask(dispatcher(bean), Verb.SEND_FEEDBACK, new Feedback(ONE, response, 0.5f, truth));

    assertThat(seen.get(0).getReward()).isEqualTo(0.5f);
    assertThat(seen.get(0).getRequest().getMeta().getPuid()).isEqualTo("p");
    assertThat(seen.get(0).getResponse().getMeta().getRoutingMap()).containsEntry("0", 1);
    assertThat(seen.get(0).hasTruth()).isTrue();
    assertThat(answer)
        .isEqualTo(
            message(
                Kind.TENSOR,
                NumericArray.of(),
                new Meta("p", Map.of("t", 1.0), Map.of(), Map.of(), List.of())));
  }

  @Test
  void aggregateGetsAllMessages() {
    List<SeldonMessageList> seen = new ArrayList<>();
    SeldonPredictionService bean =
        new SeldonPredictionService() {
          @Override
          public SeldonMessage aggregate(SeldonMessageList request) {
            seen.add(request);
            return request.getSeldonMessages(1);
          }
        };

    Message answer =
        ask(dispatcher(bean), Verb.AGGREGATE, new Messages(List.of(ONE, tensor(new int[] {1}, 5))));

    assertThat(seen.get(0).getSeldonMessagesCount()).isEqualTo(2);
    assertThat(answer.value()).isEqualTo(NumericArray.of(5));
    assertThat(answer.meta().puid()).isEqualTo("p");
  }

  @Test
  void rawMethodsAnswerTheWholeMessage() {
    SeldonPredictionService bean =
        new SeldonPredictionService() {
          @Override
          public String predictRawREST(String request) {
            return request + "é";
          }

          @Override
          public byte[] predictRawGRPC(byte[] request) {
            throw new IllegalStateException("boom");
          }
        };
    ComponentDispatcher dispatcher = dispatcher(bean);

    assertThat(dispatcher.hasRaw(Verb.PREDICT, Transport.REST)).isTrue();
    assertThat(dispatcher.hasRaw(Verb.ROUTE, Transport.REST)).isFalse();
    assertThat(dispatcher.callRaw(Verb.PREDICT, Transport.REST, bytes("é"))).isEqualTo(bytes("éé"));
    assertThatThrownBy(() -> dispatcher.callRaw(Verb.PREDICT, Transport.GRPC, bytes("")))
        .isInstanceOf(SeldonException.class)
        .hasMessage("boom");
  }

  /** DIS-7: the plain method is asked then. */
  @Test
  void aRawMethodMayDecline() {
    SeldonPredictionService bean =
        new SeldonPredictionService() {
          @Override
          public String predictRawREST(String request) {
            throw new NotImplementedException("predictRawREST");
          }
        };

    assertThat(dispatcher(bean).callRaw(Verb.PREDICT, Transport.REST, bytes("{}"))).isNull();
  }

  @Test
  void aBeanWithoutRawMethodsHasNone() {
    ComponentDispatcher dispatcher = dispatcher(new SeldonPredictionService() {});

    assertThat(dispatcher.hasRaw(Verb.PREDICT, Transport.REST)).isFalse();
    assertThat(dispatcher.hasRaw(Verb.PREDICT, Transport.GRPC)).isFalse();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void assertRefused(Verb verb, @Nullable SeldonMessage answer, String expected) {
    assertThatThrownBy(() -> answerOf(verb, request -> answer))
        .isInstanceOf(SeldonException.class)
        .hasMessage(expected)
        .extracting(error -> ((SeldonException) error).httpStatus())
        .isEqualTo(500);
  }
}
