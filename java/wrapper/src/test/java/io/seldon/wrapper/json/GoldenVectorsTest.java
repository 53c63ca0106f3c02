package io.seldon.wrapper.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the golden vectors say of JSON alone: which error a text is, and what comes back of it. */
class GoldenVectorsTest {
  // What components and the ways to send a body decide, not the JSON.
  private static final Pattern OF_OTHERS =
      Pattern.compile(
          "(X: |routing: |input \\d|form|query|multipart|body: empty|body: malformed m).*");
  private static final List<String> KINDS =
      List.of("tensor", "ndarray", "jsonData", "strData", "binData", "customData");

  static Stream<GoldenVectors.Step> refused() {
    return GoldenVectors.in("payload", "error", "around", "verb")
        .filter(step -> step.expect().has("error"))
        .filter(step -> error(step).get("status").getAsInt() == 400)
        .filter(step -> "MICROSERVICE_BAD_DATA".equals(error(step).get("reason").getAsString()))
        .filter(step -> !OF_OTHERS.matcher(info(step)).matches());
  }

  static Stream<GoldenVectors.Step> echoed() {
    return GoldenVectors.in("payload", "around", "verb")
        .filter(step -> step.expect().has("message"))
        .filter(step -> "model".equals(step.vector().get("component").getAsString()))
        .filter(step -> !step.vector().has("environment"))
        .filter(step -> "predict".equals(step.verb().method()))
        .filter(step -> !kind(json(step.body())).isEmpty())
        .filter(step -> kind(json(step.body())).equals(kind(step.expect().get("message"))));
  }

  /** Each text is in the contract, so a user who sees it in one language finds it in all. */
  @ParameterizedTest
  @MethodSource("refused")
  void testWhatVectorsRefuseIsRefusedWithTheirWords(GoldenVectors.Step step) {
    SeldonException error = catchThrowableOfType(SeldonException.class, () -> read(step));

    assertThat(error.info()).isEqualTo(info(step));
    assertThat(error.httpStatus()).isEqualTo(400);
  }

  /** The identity model answers its payload, so what is read must be what is written. */
  @ParameterizedTest
  @MethodSource("echoed")
  void testWhatTheIdentityModelAnswersIsWhatCame(GoldenVectors.Step step) {
    byte[] written = JsonWriter.message((Message) read(step));

    JsonElement expected = step.expect().get("message");
    assertThat(normal(json(written))).isEqualTo(normal(expected));
  }

  private static Object read(GoldenVectors.Step step) {
    return switch (step.verb()) {
      case AGGREGATE -> JsonReader.messages(step.body(), "body");
      case SEND_FEEDBACK -> JsonReader.feedback(step.body(), "body");
      default -> JsonReader.message(step.body(), "body");
    };
  }

  private static JsonObject error(GoldenVectors.Step step) {
    return step.expect().getAsJsonObject("error");
  }

  private static String info(GoldenVectors.Step step) {
    return error(step).get("info").getAsString();
  }

  private static JsonElement json(byte[] body) {
    return JsonParser.parseString(new String(body, StandardCharsets.UTF_8));
  }

  private static String kind(JsonElement message) {
    JsonObject members = message.getAsJsonObject().deepCopy();
    JsonElement data = members.remove("data");
    JsonObject all = data != null && data.isJsonObject() ? data.getAsJsonObject() : members;
    return KINDS.stream().filter(all::has).findFirst().orElse("");
  }

  /** Numbers as doubles, without the names and the routing, which dispatch decides. */
  private static JsonElement normal(JsonElement value) {
    if (value.isJsonArray()) {
      JsonArray items = new JsonArray();
      value.getAsJsonArray().forEach(item -> items.add(normal(item)));
      return items;
    }
    if (value.isJsonObject()) {
      JsonObject members = new JsonObject();
      value.getAsJsonObject().asMap().forEach((key, item) -> members.add(key, normal(item)));
      members.remove("names");
      members.remove("routing");
      boolean isEmptyMeta = members.has("meta") && members.get("meta").equals(new JsonObject());
      if (isEmptyMeta) {
        members.remove("meta");
      }
      return members;
    }
    boolean isNumber = value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
    return isNumber ? new JsonPrimitive(value.getAsDouble()) : value;
  }
}
