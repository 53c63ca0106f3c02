package io.seldon.wrapper.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.seldon.wrapper.Verb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The steps of common-proto/vectors that say which JSON is sent, read by a library's parser. */
public final class GoldenVectors {
  private static final Path ROOT = Path.of("..", "..", "common-proto", "vectors");
  private static final Map<String, Verb> VERBS =
      Map.of(
          "predict", Verb.PREDICT,
          "transform-input", Verb.TRANSFORM_INPUT,
          "transform-output", Verb.TRANSFORM_OUTPUT,
          "route", Verb.ROUTE,
          "aggregate", Verb.AGGREGATE,
          "combine", Verb.AGGREGATE,
          "send-feedback", Verb.SEND_FEEDBACK);

  private GoldenVectors() {}

  /**
   * One message that is sent, and what is to come of it over REST in Java.
   *
   * @param name the vector's id and the step's number
   * @param vector the whole vector
   * @param verb what is asked
   * @param body the JSON sent
   * @param expect with one of {@code message}, {@code error}, {@code http}
   */
  record Step(String name, JsonObject vector, Verb verb, byte[] body, JsonObject expect) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Returns the steps of all files in these folders. */
  static Stream<Step> in(String... folders) {
    return Stream.of(folders)
        .map(ROOT::resolve)
        .flatMap(GoldenVectors::files)
        .flatMap(GoldenVectors::steps);
  }

  /** Returns the vectors of all files in these folders, as they stand there. */
  public static Stream<JsonObject> vectors(String... folders) {
    return Stream.of(folders)
        .map(ROOT::resolve)
        .flatMap(GoldenVectors::files)
        .flatMap(file -> vectors(file).asList().stream())
        .map(JsonElement::getAsJsonObject);
  }

  private static JsonArray vectors(Path file) {
    try {
      JsonObject topic = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      return topic.getAsJsonArray("vectors");
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  private static Stream<Step> steps(Path file) {
    List<Step> found = new ArrayList<>();
    vectors(file).forEach(item -> add(item.getAsJsonObject(), found));
    return found.stream();
  }

  private static void add(JsonObject vector, List<Step> found) {
    int number = 0;
    for (JsonElement item : vector.getAsJsonArray("steps")) {
      JsonObject step = item.getAsJsonObject();
      String name = vector.get("id").getAsString() + " " + number++;
      JsonObject expect = expanded(expectation(step)).getAsJsonObject();
      if (step.has("verb")) {
        byte[] body = utf8(expanded(step.get("request")).toString());
        found.add(new Step(name, vector, VERBS.get(text(step, "verb")), body, expect));
      } else if (step.has("rest")) {
        JsonObject rest = step.getAsJsonObject("rest");
        Verb verb = VERBS.get(text(rest, "path").substring(1));
        byte[] body = body(rest);
        if (verb != null && body != null) {
          found.add(new Step(name, vector, verb, body, expect));
        }
      }
    }
  }

  private static JsonObject expectation(JsonObject step) {
    JsonObject special = step.getAsJsonObject("expectOn");
    for (String key : List.of("java-rest", "java", "rest")) {
      if (special != null && special.has(key)) {
        return special.getAsJsonObject(key);
      }
    }
    return step.getAsJsonObject("expect");
  }

  private static byte[] body(JsonObject rest) {
    if (rest.has("json")) {
      return utf8(expanded(rest.get("json")).toString());
    }
    if (rest.has("body")) {
      return utf8(expanded(rest.get("body")).getAsString());
    }
    return rest.has("bodyBase64") ? Base64.getDecoder().decode(text(rest, "bodyBase64")) : null;
  }

  private static String text(JsonObject object, String key) {
    return object.get(key).getAsString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Replaces what stands for long values, the inner ones first (vector.schema.json, generator). */
  public static JsonElement expanded(JsonElement value) {
    if (value.isJsonArray()) {
      JsonArray items = new JsonArray();
      value.getAsJsonArray().forEach(item -> items.add(expanded(item)));
      return items;
    }
    if (!value.isJsonObject()) {
      return value;
    }
    JsonObject members = new JsonObject();
    value.getAsJsonObject().asMap().forEach((key, item) -> members.add(key, expanded(item)));
    String key = members.size() == 1 ? members.keySet().iterator().next() : "";
    return switch (key) {
      case "$repeat" -> repeat(members.getAsJsonArray(key));
      case "$range" -> range(members.getAsJsonArray(key));
      case "$nest" -> nest(members.getAsJsonObject(key));
      case "$times" -> times(members.getAsJsonArray(key));
      case "$concat" -> concat(members.getAsJsonArray(key));
      case "$json" -> new JsonPrimitive(members.get(key).toString());
      default -> members;
    };
  }

  private static JsonElement repeat(JsonArray arguments) {
    return new JsonPrimitive(arguments.get(0).getAsString().repeat(arguments.get(1).getAsInt()));
  }

  private static JsonElement range(JsonArray arguments) {
    JsonArray found = new JsonArray();
    IntStream.range(arguments.get(0).getAsInt(), arguments.get(1).getAsInt()).forEach(found::add);
    return found;
  }

  private static JsonElement nest(JsonObject arguments) {
    JsonElement found = arguments.get("leaf");
    for (int level = 0; level < arguments.get("depth").getAsInt(); level++) {
      JsonElement inner = found;
      if ("array".equals(text(arguments, "kind"))) {
        found = new JsonArray();
        found.getAsJsonArray().add(inner);
      } else {
        found = new JsonObject();
        found.getAsJsonObject().add("a", inner);
      }
    }
    return found;
  }

  private static JsonElement times(JsonArray arguments) {
    JsonArray found = new JsonArray();
    for (int count = arguments.get(1).getAsInt(); count > 0; count--) {
      found.add(arguments.get(0));
    }
    return found;
  }

  private static JsonElement concat(JsonArray arguments) {
    StringBuilder found = new StringBuilder();
    arguments.forEach(item -> found.append(item.getAsString()));
    return new JsonPrimitive(found.toString());
  }
}
