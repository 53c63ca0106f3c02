package io.seldon.wrapper.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.seldon.wrapper.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is written out here says the same as the OpenAPI document (MDA-2). */
class MetadataSchemaTest {
  private static final String WHOLE =
      """
      {"name": "m", "versions": ["1"], "platform": "p", "custom": {"a": "b"}, "outputs": [],
       "inputs": [
        {"messagetype": "tensor", "schema": {"names": ["a", "b"], "shape": [-1, 2]}},
        {"messagetype": "ndarray", "schema": {}},
        {"messagetype": "tftensor"},
        {"messagetype": "jsonData", "schema": {"type": "object"}},
        {"messagetype": "strData"},
        {"messagetype": "binData"},
        {"messagetype": "other", "schema": {"x": 1}},
        {"name": "x", "datatype": "FP64", "shape": [2]}
       ]}
      """;
  private static final String PROBES =
      """
      [null, true, 1, 1.5, "x", "tensor", "jsonData", "strData", "INT8", [], ["a"], [1], [1.5],
       [null], {}, {"a": 1}, {"a": "b"}, {"shape": [1]}, {"names": "a"}, {"messagetype": "tensor"},
       [{"messagetype": 1}], [{"messagetype": "strData", "schema": {}}]]
      """;

  private static @Nullable Object json(String text) {
    return JsonReader.value(text.getBytes(StandardCharsets.UTF_8), "test");
  }

  private static JsonSchema schema() throws IOException {
    try (InputStream in =
        MetadataSchema.class.getResourceAsStream("/io/seldon/wrapper/rest/openapi.json")) {
      byte[] bytes = Objects.requireNonNull(in, "no openapi.json").readAllBytes();
      return new JsonSchema((Map<?, ?>) Objects.requireNonNull(JsonReader.value(bytes, "test")));
    }
  }

  /** Returns the value with one thing of it changed, in every place and way. */
  private static List<@Nullable Object> changed(@Nullable Object value, List<?> probes) {
    List<@Nullable Object> found = new ArrayList<>(probes);
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        Map<Object, @Nullable Object> less = new LinkedHashMap<>(map);
        less.remove(entry.getKey());
        found.add(less);
        for (Object other : changed(entry.getValue(), probes)) {
          Map<Object, @Nullable Object> copy = new LinkedHashMap<>(map);
          copy.put(entry.getKey(), other);
          found.add(copy);
        }
      }
      for (String key : List.of("unknown", "schema", "name", "shape")) {
        Map<Object, @Nullable Object> more = new LinkedHashMap<>(map);
        more.putIfAbsent(key, Map.of());
        found.add(more);
      }
    } else if (value instanceof List<?> list) {
      for (int index = 0; index < list.size(); index++) {
        for (Object other : changed(list.get(index), probes)) {
          List<@Nullable Object> copy = new ArrayList<>(list);
          copy.set(index, other);
          found.add(copy);
        }
      }
    }
    return found;
  }

  @Test
  @SuppressWarnings("unchecked") // an object of JSON has strings for keys
  void bothRefuseTheSame() throws IOException {
    JsonSchema schema = schema();
    Map<String, Object> whole = (Map<String, Object>) Objects.requireNonNull(json(WHOLE));
    List<Object> documents = new ArrayList<>(List.of(whole));
    // All six keys are there always (MDA-1).
    changed(whole, (List<?>) Objects.requireNonNull(json(PROBES))).stream()
        .filter(each -> each instanceof Map<?, ?> map && map.keySet().containsAll(whole.keySet()))
        .forEach(documents::add);

    List<Boolean> expected =
        documents.stream().map(each -> schema.allows("ModelMetadata", each)).toList();

    assertThat(expected).first().isEqualTo(true);
    assertThat(expected).contains(false);
    assertThat(documents)
        .allSatisfy(
            each ->
                assertThat(MetadataSchema.problemOf((Map<String, Object>) each).isEmpty())
                    .as(each.toString())
                    .isEqualTo(schema.allows("ModelMetadata", each)));
  }
}
