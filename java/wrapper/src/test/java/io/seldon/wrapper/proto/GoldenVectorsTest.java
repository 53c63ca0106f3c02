package io.seldon.wrapper.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import io.seldon.protos.PredictionProtos;
import io.seldon.protos.PredictionProtos.DefaultData;
import io.seldon.protos.PredictionProtos.SeldonMessage;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.json.GoldenVectors;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the golden vectors say of protobuf alone: which error bytes are, and what comes back. */
class GoldenVectorsTest {
  private static final String[] FOLDERS = {"payload", "error", "around", "verb"};
  // What components decide, not the bytes.
  private static final Pattern OF_OTHERS = Pattern.compile("(X: |routing: |input \\d).*");
  private static final TypeRegistry KNOWN =
      TypeRegistry.newBuilder()
          .add(PredictionProtos.getDescriptor().getMessageTypes())
          .add(com.google.protobuf.StructProto.getDescriptor().getMessageTypes())
          .add(com.google.protobuf.WrappersProto.getDescriptor().getMessageTypes())
          .build();

  /**
   * One message that is sent.
   *
   * @param name the vector's id and the step's number
   * @param component that answers
   * @param rpc the rpc's name, {@code Predict}
   * @param wire the bytes sent
   * @param expect what is to come of it over gRPC in Java
   */
  record Step(String name, String component, String rpc, byte[] wire, JsonObject expect) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Step> refused() {
    return steps()
        .filter(step -> step.expect.has("error"))
        .filter(step -> error(step).get("status").getAsInt() == 400)
        .filter(step -> "MICROSERVICE_BAD_DATA".equals(error(step).get("reason").getAsString()))
        .filter(step -> !OF_OTHERS.matcher(info(step)).matches());
  }

  static Stream<Step> echoed() {
    return steps()
        .filter(step -> step.expect.has("message"))
        .filter(step -> step.component.equals("model") && step.rpc.equals("Predict"))
        // The answer stands there in a form of its own, for what JSON cannot say.
        .filter(step -> !step.name.startsWith("custom-data-unknown-type"))
        .filter(step -> !payload(expected(step)).contains("tftensor"))
        .filter(step -> payload(expected(step)).equals(payload(sent(step))));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatVectorsRefuseIsRefusedWithTheirWords(Step step) {
    SeldonException error = catchThrowableOfType(SeldonException.class, () -> read(step));

    assertThat(error.info()).isEqualTo(info(step));
    assertThat(error.httpStatus()).isEqualTo(400);
  }

  @ParameterizedTest
  @MethodSource("echoed")
  void whatTheIdentityModelAnswersIsWhatCame(Step step) throws Exception {
    byte[] written = ProtoWriter.message(ProtoReader.message(step.wire));

    assertThat(withoutNamesAndMeta(SeldonMessage.parseFrom(written)))
        .isEqualTo(withoutNamesAndMeta(expected(step)));
  }

  private static Object read(Step step) {
    return switch (step.rpc) {
      case "Aggregate" -> ProtoReader.messages(step.wire);
      case "SendFeedback" -> ProtoReader.feedback(step.wire);
      default -> ProtoReader.message(step.wire);
    };
  }

  private static Stream<Step> steps() {
    List<Step> found = new ArrayList<>();
    GoldenVectors.vectors(FOLDERS).forEach(vector -> add(vector, found));
    return found.stream();
  }

  private static void add(JsonObject vector, List<Step> found) {
    int number = 0;
    for (JsonElement item : vector.getAsJsonArray("steps")) {
      JsonObject step = item.getAsJsonObject();
      String name = vector.get("id").getAsString() + " " + number++;
      String rpc = rpc(step);
      byte[] wire = rpc.isEmpty() ? null : wire(step, rpc);
      if (wire != null) {
        String component = vector.get("component").getAsString();
        JsonObject expect = GoldenVectors.expanded(expectation(step)).getAsJsonObject();
        found.add(new Step(name, component, rpc, wire, expect));
      }
    }
  }

  private static JsonObject expectation(JsonObject step) {
    JsonObject special = step.getAsJsonObject("expectOn");
    for (String key : List.of("java-grpc", "java", "grpc")) {
      if (special != null && special.has(key)) {
        return special.getAsJsonObject(key);
      }
    }
    return step.getAsJsonObject("expect");
  }

  /** Returns the rpc's name; empty if the step asks for no verb. */
  private static String rpc(JsonObject step) {
    if (step.has("verb")) {
      return switch (step.get("verb").getAsString()) {
        case "aggregate" -> "Aggregate";
        case "send-feedback" -> "SendFeedback";
        default -> "Predict";
      };
    }
    if (!step.has("grpc")) {
      return "";
    }
    String method = step.getAsJsonObject("grpc").get("method").getAsString();
    String rpc = method.substring(method.indexOf('/') + 1);
    boolean isVerb =
        method.startsWith("seldon.protos.")
            && List.of("Predict", "Route", "TransformInput", "Aggregate", "SendFeedback")
                .contains(rpc);
    return isVerb ? rpc : "";
  }

  private static byte[] wire(JsonObject step, String rpc) {
    Message.Builder message =
        switch (rpc) {
          case "Aggregate" -> PredictionProtos.SeldonMessageList.newBuilder();
          case "SendFeedback" -> PredictionProtos.Feedback.newBuilder();
          default -> SeldonMessage.newBuilder();
        };
    JsonObject grpc = step.getAsJsonObject("grpc");
    try {
      if (grpc == null) {
        merge(GoldenVectors.expanded(step.get("request")), message);
      } else if (grpc.has("messageBase64")) {
        return Base64.getDecoder().decode(grpc.get("messageBase64").getAsString());
      } else if (grpc.has("messageText")) {
        String text = GoldenVectors.expanded(grpc.get("messageText")).getAsString();
        TextFormat.merge(text, message);
      } else {
        merge(GoldenVectors.expanded(grpc.get("message")), message);
      }
    } catch (java.io.IOException error) {
      throw new AssertionError(step.toString(), error);
    }
    return message.build().toByteArray();
  }

  private static void merge(JsonElement json, Message.Builder message) throws java.io.IOException {
    JsonFormat.parser()
        .usingTypeRegistry(KNOWN)
        .ignoringUnknownFields()
        .merge(json.toString(), message);
  }

  private static JsonObject error(Step step) {
    return step.expect.getAsJsonObject("error");
  }

  private static String info(Step step) {
    return error(step).get("info").getAsString();
  }

  private static SeldonMessage expected(Step step) {
    SeldonMessage.Builder message = SeldonMessage.newBuilder();
    try {
      merge(step.expect.get("message"), message);
    } catch (java.io.IOException error) {
      throw new AssertionError(step.name, error);
    }
    return message.build();
  }

  private static SeldonMessage sent(Step step) {
    try {
      return SeldonMessage.parseFrom(step.wire);
    } catch (java.io.IOException error) {
      throw new AssertionError(step.name, error);
    }
  }

  private static String payload(SeldonMessage message) {
    return message.getDataOneofCase()
        + " "
        + message.getData().getDataOneofCase().name().toLowerCase(java.util.Locale.ROOT);
  }

  private static SeldonMessage withoutNamesAndMeta(SeldonMessage message) {
    SeldonMessage.Builder left = message.toBuilder().clearMeta();
    if (message.hasData()) {
      DefaultData.Builder data = message.getData().toBuilder().clearNames();
      left.setData(data);
    }
    return left.build();
  }
}
