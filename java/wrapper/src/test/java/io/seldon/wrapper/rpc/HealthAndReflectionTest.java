package io.seldon.wrapper.rpc;

import static io.seldon.wrapper.rpc.RpcServer.WAIT_S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.MethodDescriptor;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.seldon.wrapper.life.State;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HealthAndReflectionTest {
  private static final List<String> SERVICES =
      List.of(
          "grpc.health.v1.Health",
          "grpc.reflection.v1.ServerReflection",
          "grpc.reflection.v1alpha.ServerReflection",
          "seldon.protos.Combiner",
          "seldon.protos.Generic",
          "seldon.protos.Model",
          "seldon.protos.OutputTransformer",
          "seldon.protos.Router",
          "seldon.protos.Seldon",
          "seldon.protos.Transformer");

  private static RpcServer ready() throws Exception {
    return RpcServer.ready(dispatcher -> {}, Map.of());
  }

  private static HealthCheckRequest of(String service) {
    return HealthCheckRequest.newBuilder().setService(service).build();
  }

  @Test
  void everyServiceIsServingOnceTheServerIsReady() throws Exception {
    try (RpcServer server = ready()) {
      HealthGrpc.HealthBlockingStub health = HealthGrpc.newBlockingStub(server.channel());

      assertThat(health.check(of("")).getStatus()).isEqualTo(ServingStatus.SERVING);
      for (String service : SERVICES) {
        assertThat(health.check(of(service)).getStatus())
            .as(service)
            .isEqualTo(ServingStatus.SERVING);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Model", "seldon.protos.Oracle", "/"})
  void anotherNameIsNotFound(String service) throws Exception {
    try (RpcServer server = ready()) {
      HealthGrpc.HealthBlockingStub health = HealthGrpc.newBlockingStub(server.channel());

      assertThatThrownBy(() -> health.check(of(service)))
          .hasMessage(
              "NOT_FOUND: service: \""
                  + service
                  + "\" (expected: \"\" or one that reflection lists)");
    }
  }

  @Test
  void whoWatchesIsToldOfEachChangeUntilTheServerDrains() throws Exception {
    RpcServer server = new RpcServer(Map.of());
    server.open();
    try (server) {
      Iterator<HealthCheckResponse> told =
          HealthGrpc.newBlockingStub(server.channel()).watch(of("seldon.protos.Model"));

      assertThat(told.next().getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
      server.state.become(State.READY);
      assertThat(told.next().getStatus()).isEqualTo(ServingStatus.SERVING);
      server.state.become(State.DRAINING);
      assertThat(told.next().getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
      assertThat(told.hasNext()).isFalse();
    }
  }

  @Test
  void reflectionListsAllServices() throws Exception {
    try (RpcServer server = ready()) {
      ServerReflectionResponse found = ask(server, "v1");

      assertThat(found.getListServicesResponse().getServiceList())
          .extracting(ServiceResponse::getName)
          .containsExactlyInAnyOrderElementsOf(SERVICES);
    }
  }

  @Test
  void theOlderReflectionAnswersTheSame() throws Exception {
    try (RpcServer server = ready()) {
      assertThat(ask(server, "v1alpha")).isEqualTo(ask(server, "v1"));
    }
  }

  @Test
  void anOpenStreamOfReflectionDoesNotHoldUpTheEnd() throws Exception {
    try (RpcServer server = ready()) {
      Answers answers = new Answers();
      StreamObserver<ServerReflectionRequest> questions =
          ServerReflectionGrpc.newStub(server.channel()).serverReflectionInfo(answers);
      questions.onNext(list());
      answers.all.poll(WAIT_S, TimeUnit.SECONDS);
      server.state.become(State.DRAINING);
      server.face().stopAccepting();
      List<String> cutOff =
          server.face().awaitDrained(System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_S));
      String end = answers.ends.poll(WAIT_S, TimeUnit.SECONDS);

      assertThat(cutOff).isEmpty();
      assertThat(end).isEqualTo("UNAVAILABLE: draining");
    }
  }

  private static ServerReflectionRequest list() {
    return ServerReflectionRequest.newBuilder().setListServices("").build();
  }

  private static ServerReflectionResponse ask(RpcServer server, String version) {
    MethodDescriptor<ServerReflectionRequest, ServerReflectionResponse> method =
        ServerReflectionGrpc.getServerReflectionInfoMethod().toBuilder()
            .setFullMethodName(
                "grpc.reflection." + version + ".ServerReflection/ServerReflectionInfo")
            .build();
    Answers answers = new Answers();
    StreamObserver<ServerReflectionRequest> questions =
        ClientCalls.asyncBidiStreamingCall(
            server.channel().newCall(method, io.grpc.CallOptions.DEFAULT), answers);
    questions.onNext(list());
    questions.onCompleted();
    return answers.next();
  }

  /** What a stream answered, and how it ended. */
  private static final class Answers implements StreamObserver<ServerReflectionResponse> {
    private final BlockingQueue<ServerReflectionResponse> all = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

    @Override
    public void onNext(ServerReflectionResponse answer) {
      all.add(answer);
    }

    @Override
    public void onError(Throwable error) {
      ends.add(error.getMessage());
    }

    @Override
    public void onCompleted() {
      ends.add("OK");
    }

    ServerReflectionResponse next() {
      try {
        return all.poll(WAIT_S, TimeUnit.SECONDS);
      } catch (InterruptedException end) {
        throw new AssertionError(end);
      }
    }
  }
}
