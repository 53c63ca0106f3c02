package io.seldon.wrapper.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.rpc.ErrorInfo;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.seldon.wrapper.calls.CallQueue;
import io.seldon.wrapper.life.ServerState;
import io.seldon.wrapper.life.State;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.settings.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A real gRPC server on a free port, around a fake dispatcher, and a channel to it. */
final class RpcServer implements AutoCloseable {
  static final long WAIT_S = 20;
  static final String PREDICT = "seldon.protos.Model/Predict";

  final FakeDispatcher dispatcher = new FakeDispatcher();
  final NotingObserver observer = new NotingObserver();
  final ServerState state = new ServerState();
  final CallQueue queue;
  private final Settings settings;
  private RpcFace face;
  private ManagedChannel channel;

  RpcServer(Map<String, String> environment) {
    settings = Settings.from(environment);
    queue = new CallQueue(settings.threads(), settings.queueSize());
  }

  /** Starts a server that is ready. */
  static RpcServer ready(FakeDispatcherSetup setup, Map<String, String> environment)
      throws IOException {
    RpcServer server = new RpcServer(environment);
    setup.accept(server.dispatcher);
    server.open();
    server.state.become(State.READY);
    return server;
  }

  /** What a test wants of its dispatcher; raw methods are looked for when the face is made. */
  interface FakeDispatcherSetup {
    void accept(FakeDispatcher dispatcher);
  }

  void open() throws IOException {
    InetSocketAddress free = new InetSocketAddress("127.0.0.1", 0);
    face = new RpcFace(dispatcher, queue, observer, state, settings, free);
    face.open();
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", face.port())
            .usePlaintext()
            .maxInboundMessageSize(Integer.MAX_VALUE)
            .build();
  }

  RpcFace face() {
    return face;
  }

  ManagedChannel channel() {
    return channel;
  }

  static MethodDescriptor<byte[], byte[]> method(String path) {
    ByteMarshaller bytes = new ByteMarshaller();
    return MethodDescriptor.newBuilder(bytes, bytes)
        .setType(MethodDescriptor.MethodType.UNARY)
        .setFullMethodName(path)
        .build();
  }

  byte[] ask(String path, byte[] request) {
    CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(WAIT_S, TimeUnit.SECONDS);
    return ClientCalls.blockingUnaryCall(channel, method(path), options, request);
  }

  /** Asks for what is refused; gives the error, or fails. */
  StatusRuntimeException refused(String path, byte[] request) {
    try {
      ask(path, request);
    } catch (StatusRuntimeException error) {
      return error;
    }
    throw new AssertionError("answered: " + path);
  }

  /** Gives code and text of an error in one line. */
  static String line(StatusRuntimeException error) {
    Status status = error.getStatus();
    return status.getCode() + " " + status.getDescription();
  }

  /** Has each answer wait until a test lets it go. */
  static FakeDispatcherSetup waitsFor(CountDownLatch latch) {
    return dispatcher ->
        dispatcher.answer =
            request -> {
              await(latch);
              return (Message) request;
            };
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(WAIT_S, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody let it go on");
      }
    } catch (InterruptedException end) {
      throw new AssertionError(end);
    }
  }

  /** Asks for a prediction, and does not wait. */
  Future<byte[]> begin(byte[] request) {
    ClientCall<byte[], byte[]> call = channel.newCall(method(PREDICT), CallOptions.DEFAULT);
    return ClientCalls.futureUnaryCall(call, request);
  }

  /** Gives what an error carries beside code and text, which it has to repeat. */
  static ErrorInfo info(StatusRuntimeException error) throws Exception {
    byte[] details = error.getTrailers().get(ErrorStatus.DETAILS);
    com.google.rpc.Status status = com.google.rpc.Status.parseFrom(ByteString.copyFrom(details));
    assertThat(status.getCode()).isEqualTo(error.getStatus().getCode().value());
    assertThat(status.getMessage()).isEqualTo(error.getStatus().getDescription());
    return status.getDetails(0).unpack(ErrorInfo.class);
  }

  @Override
  public void close() {
    channel.shutdownNow();
    face.close();
  }
}
