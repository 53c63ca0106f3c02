package io.seldon.wrapper.serving;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.seldon.protos.PredictionProtos.DefaultData;
import io.seldon.protos.PredictionProtos.Feedback;
import io.seldon.protos.PredictionProtos.SeldonMessage;
import io.seldon.protos.PredictionProtos.SeldonMessageList;
import io.seldon.protos.PredictionProtos.Tensor;
import io.seldon.wrapper.Verb;
import java.util.List;

/** The part of a rehearsal that goes over gRPC. */
final class RpcRehearsal {
  private static final List<SeldonMessage> MESSAGES =
      List.of(
          SeldonMessage.newBuilder()
              .setData(
                  DefaultData.newBuilder()
                      .addNames("a")
                      .addNames("b")
                      .setTensor(
                          Tensor.newBuilder()
                              .addShape(1)
                              .addShape(2)
                              .addValues(0.5)
                              .addValues(1.5)))
              .build(),
          SeldonMessage.newBuilder().setStrData("a").build(),
          SeldonMessage.newBuilder().setBinData(ByteString.copyFromUtf8("a")).build(),
          SeldonMessage.getDefaultInstance());
  private static final int ROUNDS = 3;

  private final int port;
  private final Verb verb;

  RpcRehearsal(int port, Verb verb) {
    this.port = port;
    this.verb = verb;
  }

  void run() {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    try {
      for (int round = 0; round < ROUNDS; round++) {
        for (SeldonMessage message : MESSAGES) {
          ask(channel, message);
        }
      }
    } finally {
      channel.shutdownNow();
    }
  }

  private void ask(ManagedChannel channel, SeldonMessage message) {
    send(channel, "Generic/SendFeedback", Feedback.newBuilder().setRequest(message).build());
    switch (verb) {
      case PREDICT -> send(channel, "Model/Predict", message);
      case TRANSFORM_INPUT -> send(channel, "Generic/TransformInput", message);
      case TRANSFORM_OUTPUT -> send(channel, "Generic/TransformOutput", message);
      case ROUTE -> send(channel, "Generic/Route", message);
      case AGGREGATE ->
          send(
              channel,
              "Generic/Aggregate",
              SeldonMessageList.newBuilder().addSeldonMessages(message).build());
      case SEND_FEEDBACK -> {}
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Message> void send(ManagedChannel channel, String method, T request) {
    MethodDescriptor<T, SeldonMessage> descriptor =
        MethodDescriptor.<T, SeldonMessage>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("seldon.protos." + method)
            .setRequestMarshaller(ProtoUtils.marshaller((T) request.getDefaultInstanceForType()))
            .setResponseMarshaller(ProtoUtils.marshaller(SeldonMessage.getDefaultInstance()))
            .build();
    try {
      ClientCalls.blockingUnaryCall(channel, descriptor, CallOptions.DEFAULT, request);
    } catch (StatusRuntimeException refused) {
      // An answer as good as any: the server has gone the way.
      return;
    }
  }
}
