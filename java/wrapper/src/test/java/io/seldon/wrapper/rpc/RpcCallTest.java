package io.seldon.wrapper.rpc;

import static io.seldon.wrapper.rpc.RpcServer.PREDICT;
import static io.seldon.wrapper.rpc.RpcServer.WAIT_S;
import static io.seldon.wrapper.rpc.RpcServer.info;
import static io.seldon.wrapper.rpc.RpcServer.line;
import static io.seldon.wrapper.rpc.RpcServer.waitsFor;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.seldon.protos.PredictionProtos.SeldonMessage;
import io.seldon.wrapper.life.State;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that wait, take too long, are left alone, or are overtaken by the server's end. */
@Timeout(60)
class RpcCallTest {
  private static final byte[] TEXT =
      SeldonMessage.newBuilder().setStrData("x").build().toByteArray();

  @Test
  void aCallThatTakesTooLongIsToldSoAndItsAnswerIsLost() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    try (RpcServer server = RpcServer.ready(waitsFor(told), Map.of("TIMEOUT_S", "0.05"))) {
      StatusRuntimeException error = server.refused(PREDICT, TEXT);
      told.countDown();

      assertThat(line(error)).isEqualTo("DEADLINE_EXCEEDED timeout: no answer within 0.05 s");
      assertThat(info(error).getReason()).isEqualTo("MICROSERVICE_TIMEOUT");
      assertThat(server.observer.ends)
          .containsExactly("/seldon.protos.Model/Predict DEADLINE_EXCEEDED 3 in, 0 out {}");
    }
  }

  @Test
  void aCallWhoseClientLeavesWhileItWaitsIsNeverRun() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    try (RpcServer server = RpcServer.ready(waitsFor(first), Map.of())) {
      Future<byte[]> running = server.begin(TEXT);
      server.dispatcher.asked.poll(WAIT_S, TimeUnit.SECONDS);
      server.observer.begun.poll(WAIT_S, TimeUnit.SECONDS);
      Future<byte[]> waiting = server.begin(TEXT);
      server.observer.begun.poll(WAIT_S, TimeUnit.SECONDS);
      waiting.cancel(true);
      String end = server.observer.ends.poll(WAIT_S, TimeUnit.SECONDS);
      first.countDown();

      assertThat(end).isEqualTo("/seldon.protos.Model/Predict CANCELLED 3 in, 0 out {}");
      assertThat(running.get(WAIT_S, TimeUnit.SECONDS)).isNotEmpty();
      assertThat(server.dispatcher.asked).isEmpty();
    }
  }

  @Test
  void aCallWhoseDeadlinePassesWhileItWaitsIsNeverRun() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    try (RpcServer server = RpcServer.ready(waitsFor(first), Map.of())) {
      Future<byte[]> running = server.begin(TEXT);
      server.dispatcher.asked.poll(WAIT_S, TimeUnit.SECONDS);
      CallOptions soon = CallOptions.DEFAULT.withDeadlineAfter(500, TimeUnit.MILLISECONDS);
      ClientCalls.futureUnaryCall(server.channel().newCall(RpcServer.method(PREDICT), soon), TEXT);
      String end = server.observer.ends.poll(WAIT_S, TimeUnit.SECONDS);
      first.countDown();

      assertThat(end).isEqualTo("/seldon.protos.Model/Predict CANCELLED 3 in, 0 out {}");
      assertThat(running.get(WAIT_S, TimeUnit.SECONDS)).isNotEmpty();
      assertThat(server.dispatcher.asked).isEmpty();
    }
  }

  @Test
  void oneCallTooManyIsOverloaded() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    try (RpcServer server = RpcServer.ready(waitsFor(first), Map.of("QUEUE_SIZE", "0"))) {
      Future<byte[]> running = server.begin(TEXT);
      server.dispatcher.asked.poll(WAIT_S, TimeUnit.SECONDS);
      StatusRuntimeException error = server.refused(PREDICT, TEXT);
      first.countDown();

      assertThat(line(error))
          .isEqualTo("RESOURCE_EXHAUSTED overloaded: 0 calls are waiting (expected: fewer)");
      assertThat(running.get(WAIT_S, TimeUnit.SECONDS)).isNotEmpty();
    }
  }

  /** A client that breaks the protocol is told so, and no user code is run for it. */
  @Test
  void twoMessagesOfOneCallAreNotRun() throws Exception {
    try (RpcServer server = RpcServer.ready(dispatcher -> {}, Map.of())) {
      BlockingQueue<String> told = new LinkedBlockingQueue<>();
      ClientCall<byte[], byte[]> call =
          server.channel().newCall(RpcServer.method(PREDICT), CallOptions.DEFAULT);
      call.start(
          new ClientCall.Listener<>() {
            @Override
            public void onClose(Status status, Metadata trailers) {
              told.add(status.getCode() + " " + status.getDescription());
            }
          },
          new Metadata());
      call.sendMessage(TEXT);
      call.sendMessage(TEXT);
      call.halfClose();

      assertThat(told.poll(WAIT_S, TimeUnit.SECONDS)).isEqualTo("INTERNAL Too many requests");
      server.ask(PREDICT, TEXT);
      assertThat(server.dispatcher.asked).hasSize(1);
    }
  }

  @Test
  void whatIsInFlightIsAnsweredWhileTheServerDrains() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    try (RpcServer server = RpcServer.ready(waitsFor(first), Map.of())) {
      Future<byte[]> running = server.begin(TEXT);
      server.dispatcher.asked.poll(WAIT_S, TimeUnit.SECONDS);
      server.state.become(State.DRAINING);
      server.face().stopAccepting();
      first.countDown();
      List<String> cutOff =
          server.face().awaitDrained(System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_S));

      assertThat(cutOff).isEmpty();
      assertThat(running.get(WAIT_S, TimeUnit.SECONDS)).isNotEmpty();
    }
  }

  @Test
  void whatTakesTooLongIsCutOffAndNamed() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    try (RpcServer server = RpcServer.ready(waitsFor(first), Map.of())) {
      server.begin(TEXT);
      server.dispatcher.asked.poll(WAIT_S, TimeUnit.SECONDS);
      server.face().stopAccepting();
      List<String> cutOff = server.face().awaitDrained(System.nanoTime());
      first.countDown();

      assertThat(cutOff).containsExactly("predict over grpc");
    }
  }
}
