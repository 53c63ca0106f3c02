package io.seldon.wrapper.rpc;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.seldon.protos.PredictionProtos;
import io.seldon.wrapper.dispatch.Dispatcher;
import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers Model.Metadata and Seldon.ModelMetadata; the name that is asked for is ignored (MDA-1).
 *
 * <p>They have no turn in the queue, but may run the component's code, so they have threads of
 * their own.
 */
final class MetadataHandler implements ServerCalls.UnaryMethod<byte[], byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(MetadataHandler.class);

  private final Dispatcher dispatcher;
  private final Executor executor;

  MetadataHandler(Dispatcher dispatcher, Executor executor) {
    this.dispatcher = dispatcher;
    this.executor = executor;
  }

  @Override
  public void invoke(byte[] wire, StreamObserver<byte[]> caller) {
    executor.execute(() -> answer(wire, caller));
  }

  private void answer(byte[] wire, StreamObserver<byte[]> caller) {
    SeldonException told;
    try {
      check(wire);
      caller.onNext(metadata().toByteArray());
      caller.onCompleted();
      return;
    } catch (SeldonException error) {
      told = error;
    } catch (Throwable error) {
      LOG.error("a call failed outside the component", error);
      told =
          new SeldonException(
              Fault.COMPONENT, "the call failed outside the component; the log says how", error);
    }
    caller.onError(ErrorStatus.status(told).asRuntimeException(ErrorStatus.trailers(told)));
  }

  private static void check(byte[] wire) {
    try {
      PredictionProtos.SeldonModelMetadataRequest.parseFrom(wire);
    } catch (InvalidProtocolBufferException error) {
      throw SeldonException.badData("body: malformed SeldonModelMetadataRequest");
    }
  }

  private PredictionProtos.SeldonModelMetadata metadata() {
    byte[] json = JsonWriter.value(dispatcher.metadata());
    PredictionProtos.SeldonModelMetadata.Builder found =
        PredictionProtos.SeldonModelMetadata.newBuilder();
    try {
      JsonFormat.parser()
          .ignoringUnknownFields()
          .merge(new String(json, StandardCharsets.UTF_8), found);
    } catch (InvalidProtocolBufferException error) {
      LOG.error("metadata has no protobuf form", error);
      throw new SeldonException(Fault.BAD_METADATA, "Model metadata unavailable", error);
    }
    return found.build();
  }
}
