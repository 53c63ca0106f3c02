package io.seldon.wrapper.rpc;

import static io.seldon.wrapper.rpc.RpcServer.PREDICT;
import static io.seldon.wrapper.rpc.RpcServer.WAIT_S;
import static io.seldon.wrapper.rpc.RpcServer.info;
import static io.seldon.wrapper.rpc.RpcServer.line;
import static io.seldon.wrapper.rpc.RpcServer.waitsFor;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.ErrorInfo;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.seldon.protos.PredictionProtos;
import io.seldon.protos.PredictionProtos.SeldonMessage;
import io.seldon.wrapper.Verb;
import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.life.State;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class RpcFaceTest {
  private static final byte[] TEXT = text("x");

  private static byte[] text(String text) {
    return SeldonMessage.newBuilder().setStrData(text).build().toByteArray();
  }

  private static RpcServer ready() throws Exception {
    return RpcServer.ready(dispatcher -> {}, Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "Generic/TransformInput, TRANSFORM_INPUT",
    "Generic/TransformOutput, TRANSFORM_OUTPUT",
    "Generic/Route, ROUTE",
    "Model/Predict, PREDICT",
    "Router/Route, ROUTE",
    "Transformer/TransformInput, TRANSFORM_INPUT",
    "OutputTransformer/TransformOutput, TRANSFORM_OUTPUT",
    "Seldon/Predict, PREDICT"
  })
  void eachRpcOfAMessageAsksForItsVerb(String path, Verb verb) throws Exception {
    try (RpcServer server = ready()) {
      byte[] reply = server.ask("seldon.protos." + path, TEXT);

      assertThat(server.dispatcher.asked).containsExactly(verb);
      assertThat(SeldonMessage.parseFrom(reply).getStrData()).isEqualTo("x");
    }
  }

  @Test
  void aggregateTakesAListAndFeedbackAFeedback() throws Exception {
    SeldonMessage message = SeldonMessage.parseFrom(TEXT);
    byte[] list =
        PredictionProtos.SeldonMessageList.newBuilder()
            .addSeldonMessages(message)
            .build()
            .toByteArray();
    byte[] feedback =
        PredictionProtos.Feedback.newBuilder().setRequest(message).build().toByteArray();
    try (RpcServer server = ready()) {
      for (String service : List.of("Generic", "Combiner")) {
        server.ask("seldon.protos." + service + "/Aggregate", list);
      }
      for (String service : List.of("Generic", "Model", "Router", "Seldon")) {
        server.ask("seldon.protos." + service + "/SendFeedback", feedback);
      }

      assertThat(server.dispatcher.asked)
          .containsExactly(
              Verb.AGGREGATE,
              Verb.AGGREGATE,
              Verb.SEND_FEEDBACK,
              Verb.SEND_FEEDBACK,
              Verb.SEND_FEEDBACK,
              Verb.SEND_FEEDBACK);
    }
  }

  @Test
  void aLargeTensorComesBackAsItWas() throws Exception {
    PredictionProtos.Tensor.Builder tensor =
        PredictionProtos.Tensor.newBuilder().addShape(400).addShape(784);
    for (int index = 0; index < 400 * 784; index++) {
      tensor.addValues(index / 7.0);
    }
    SeldonMessage message =
        SeldonMessage.newBuilder()
            .setMeta(PredictionProtos.Meta.newBuilder().setPuid("p"))
            .setData(PredictionProtos.DefaultData.newBuilder().setTensor(tensor))
            .build();
    try (RpcServer server = ready()) {
      byte[] reply = server.ask(PREDICT, message.toByteArray());

      assertThat(SeldonMessage.parseFrom(reply).equals(message)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Model/Predict, SeldonMessage",
    "Combiner/Aggregate, SeldonMessageList",
    "Model/SendFeedback, Feedback",
    "Seldon/ModelMetadata, SeldonModelMetadataRequest"
  })
  void aMalformedMessageIsTheClientsFault(String path, String name) throws Exception {
    try (RpcServer server = ready()) {
      StatusRuntimeException error = server.refused("seldon.protos." + path, new byte[] {-1});

      assertThat(line(error)).isEqualTo("INVALID_ARGUMENT body: malformed " + name);
      assertThat(info(error).getReason()).isEqualTo("MICROSERVICE_BAD_DATA");
    }
  }

  @Test
  void anErrorKeepsItsCodeTextAndReason() throws Exception {
    try (RpcServer server =
        RpcServer.ready(
            dispatcher ->
                dispatcher.answer =
                    request -> {
                      throw new SeldonException(Fault.COMPONENT, "it broke: ä");
                    },
            Map.of())) {
      StatusRuntimeException error = server.refused(PREDICT, TEXT);

      assertThat(line(error)).isEqualTo("INTERNAL it broke: ä");
      assertThat(info(error))
          .isEqualTo(
              ErrorInfo.newBuilder()
                  .setReason("MICROSERVICE_INTERNAL_ERROR")
                  .setDomain("seldon.io")
                  .build());
      assertThat(server.observer.ends)
          .containsExactly("/seldon.protos.Model/Predict INTERNAL 3 in, 0 out {}");
    }
  }

  @Test
  void nothingThatIsThrownHangsACall() throws Exception {
    try (RpcServer server =
        RpcServer.ready(
            dispatcher ->
                dispatcher.answer =
                    request -> {
                      throw new StackOverflowError("deep");
                    },
            Map.of())) {
      StatusRuntimeException error = server.refused(PREDICT, TEXT);

      assertThat(line(error))
          .isEqualTo("INTERNAL the call failed outside the component; the log says how");
    }
  }

  @Test
  void aServerThatIsNotReadySaysSo() throws Exception {
    RpcServer server = new RpcServer(Map.of());
    server.open();
    try (server) {
      server.state.become(State.LOADING);
      StatusRuntimeException error = server.refused(PREDICT, TEXT);

      assertThat(line(error)).isEqualTo("UNAVAILABLE not ready: loading");
      assertThat(info(error).getReason()).isEqualTo("MICROSERVICE_NOT_READY");
    }
  }

  @Test
  void aMessageOverTheLimitIsRefusedAndTheNextIsAnswered() throws Exception {
    try (RpcServer server =
        RpcServer.ready(dispatcher -> {}, Map.of("MAX_MESSAGE_BYTES", "1024"))) {
      StatusRuntimeException error = server.refused(PREDICT, text("x".repeat(1022)));
      byte[] reply = server.ask(PREDICT, text("x".repeat(1021)));

      assertThat(error.getStatus().getCode().name()).isEqualTo("RESOURCE_EXHAUSTED");
      assertThat(SeldonMessage.parseFrom(reply).getStrData()).hasSize(1021);
    }
  }

  @Test
  void aRawMethodGetsTheMessageAsItCame() throws Exception {
    try (RpcServer server =
        RpcServer.ready(dispatcher -> dispatcher.raw = message -> message, Map.of())) {
      byte[] reply = server.ask(PREDICT, TEXT);
      StatusRuntimeException error = server.refused(PREDICT, new byte[] {-1});

      assertThat(reply).isEqualTo(TEXT);
      assertThat(line(error)).isEqualTo("INVALID_ARGUMENT body: malformed SeldonMessage");
    }
  }

  @Test
  void metadataIsAnsweredWhileACallRuns() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    try (RpcServer server =
        RpcServer.ready(
            dispatcher -> {
              waitsFor(first).accept(dispatcher);
              dispatcher.metadata =
                  Map.of(
                      "name",
                      "reporting",
                      "versions",
                      List.of("1.0"),
                      "inputs",
                      List.of(
                          Map.of("messagetype", "tensor", "schema", Map.of("names", List.of("a")))),
                      "custom",
                      Map.of("k", "v"));
            },
            Map.of())) {
      server.begin(TEXT);
      server.dispatcher.asked.poll(WAIT_S, TimeUnit.SECONDS);
      byte[] ofModel = server.ask("seldon.protos.Model/Metadata", new byte[0]);
      byte[] ofSeldon = server.ask("seldon.protos.Seldon/ModelMetadata", new byte[0]);
      first.countDown();

      PredictionProtos.SeldonModelMetadata found =
          PredictionProtos.SeldonModelMetadata.parseFrom(ofModel);
      assertThat(found.getName()).isEqualTo("reporting");
      assertThat(found.getInputs(0).getMessagetype()).isEqualTo("tensor");
      assertThat(found.getCustomMap()).containsExactly(Map.entry("k", "v"));
      assertThat(ofSeldon).isEqualTo(ofModel);
    }
  }

  @Test
  void graphMetadataIsNoComponentsMatter() throws Exception {
    try (RpcServer server = ready()) {
      StatusRuntimeException error =
          server.refused("seldon.protos.Seldon/GraphMetadata", new byte[0]);

      assertThat(line(error))
          .isEqualTo("UNIMPLEMENTED GraphMetadata is not implemented by a component");
      assertThat(info(error).getReason()).isEqualTo("MICROSERVICE_NOT_IMPLEMENTED");
    }
  }

  @Test
  void theObserverGetsTheMetadataItAskedFor() throws Exception {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER), "00-1");
    headers.put(Metadata.Key.of("other", Metadata.ASCII_STRING_MARSHALLER), "x");
    try (RpcServer server = ready()) {
      byte[] reply =
          ClientCalls.blockingUnaryCall(
              ClientInterceptors.intercept(
                  server.channel(), MetadataUtils.newAttachHeadersInterceptor(headers)),
              RpcServer.method(PREDICT),
              CallOptions.DEFAULT,
              TEXT);

      assertThat(server.observer.ends)
          .containsExactly(
              "/seldon.protos.Model/Predict OK 3 in, " + reply.length + " out {traceparent=00-1}");
    }
  }
}
