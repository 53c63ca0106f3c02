package io.seldon.wrapper.rpc;

import com.google.protobuf.Descriptors;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import io.grpc.stub.ServerCalls;
import io.seldon.protos.PredictionProtos;
import io.seldon.wrapper.Verb;
import io.seldon.wrapper.dispatch.Dispatcher;
import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** The contract's seven services, whatever the component is (DIS-4). */
final class Services {
  // One line a verb: in every service the same rpc is the same verb.
  private static final Map<String, Verb> VERBS =
      Map.of(
          "Predict", Verb.PREDICT,
          "TransformInput", Verb.TRANSFORM_INPUT,
          "TransformOutput", Verb.TRANSFORM_OUTPUT,
          "Route", Verb.ROUTE,
          "Aggregate", Verb.AGGREGATE,
          "SendFeedback", Verb.SEND_FEEDBACK);
  private static final ByteMarshaller BYTES = new ByteMarshaller();
  private static final ServerCallHandler<byte[], byte[]> GRAPH_METADATA =
      ServerCalls.asyncUnaryCall(
          (request, caller) -> {
            SeldonException none =
                new SeldonException(
                    Fault.NOT_IMPLEMENTED, "GraphMetadata is not implemented by a component");
            caller.onError(ErrorStatus.status(none).asRuntimeException(ErrorStatus.trailers(none)));
          });

  private Services() {}

  /**
   * Makes all services.
   *
   * @param verbs makes the handler of a verb
   * @param metadata runs what asks for metadata
   */
  static List<ServerServiceDefinition> all(
      Function<Verb, ServerCallHandler<byte[], byte[]>> verbs,
      Dispatcher dispatcher,
      Executor metadata) {
    List<ServerServiceDefinition> services = new ArrayList<>();
    for (Descriptors.ServiceDescriptor service : PredictionProtos.getDescriptor().getServices()) {
      List<MethodDescriptor<byte[], byte[]>> methods =
          service.getMethods().stream().map(Services::method).toList();
      ServiceDescriptor.Builder described =
          ServiceDescriptor.newBuilder(service.getFullName())
              .setSchemaDescriptor((ProtoFileDescriptorSupplier) PredictionProtos::getDescriptor);
      methods.forEach(described::addMethod);
      ServerServiceDefinition.Builder definition =
          ServerServiceDefinition.builder(described.build());
      for (MethodDescriptor<byte[], byte[]> method : methods) {
        definition.addMethod(method, handler(method, verbs, dispatcher, metadata));
      }
      services.add(definition.build());
    }
    return services;
  }

  private static MethodDescriptor<byte[], byte[]> method(Descriptors.MethodDescriptor rpc) {
    String name =
        MethodDescriptor.generateFullMethodName(rpc.getService().getFullName(), rpc.getName());
    return MethodDescriptor.newBuilder(BYTES, BYTES)
        .setType(MethodDescriptor.MethodType.UNARY)
        .setFullMethodName(name)
        .build();
  }

  private static ServerCallHandler<byte[], byte[]> handler(
      MethodDescriptor<byte[], byte[]> method,
      Function<Verb, ServerCallHandler<byte[], byte[]>> verbs,
      Dispatcher dispatcher,
      Executor metadata) {
    String rpc = String.valueOf(method.getBareMethodName());
    Verb verb = VERBS.get(rpc);
    if (verb != null) {
      return verbs.apply(verb);
    }
    return switch (rpc) {
      case "Metadata", "ModelMetadata" ->
          ServerCalls.asyncUnaryCall(new MetadataHandler(dispatcher, metadata));
      case "GraphMetadata" -> GRAPH_METADATA;
      default -> throw new IllegalStateException("rpc without a handler: " + rpc);
    };
  }
}
