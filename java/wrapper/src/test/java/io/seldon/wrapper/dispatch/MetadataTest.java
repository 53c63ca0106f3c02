package io.seldon.wrapper.dispatch;

import static io.seldon.wrapper.dispatch.Asking.dispatcher;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seldon.wrapper.component.SeldonComponent;
import io.seldon.wrapper.errors.SeldonException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The component's metadata (MDA-1, MDA-2). */
class MetadataTest {

  private record Described(Map<String, ?> initMetadata) implements SeldonComponent {}

  private static Map<String, Object> read(Map<String, ?> own, String... environment) {
    return dispatcher(new Described(own), environment).metadata();
  }

  @Test
  void allSixKeysAreThereByDefault() {
    assertThat(read(Map.of()))
        .isEqualTo(
            Map.of(
                "name", "",
                "versions", List.of(),
                "platform", "",
                "inputs", List.of(),
                "outputs", List.of(),
                "custom", Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:32000/iris:0.1, localhost:32000/iris, 0.1",
    "localhost:32000/iris, localhost:32000/iris, ''",
    "iris:0.1, iris, 0.1",
  })
  void nameAndVersionAreTheImages(String image, String name, String version) {
    Map<String, Object> found = read(Map.of(), "PREDICTIVE_UNIT_IMAGE", image);

    assertThat(found).containsEntry("name", name);
    assertThat(found).containsEntry("versions", version.isEmpty() ? List.of() : List.of(version));
  }

  @Test
  void theVariableWinsOverTheComponentByTopLevelKey() {
    Map<String, Object> found =
        read(
            Map.of("name", "own", "custom", Map.of("a", "b")),
            "MODEL_METADATA",
            "name: set\ncustom: {c: d}\ninputs:\n- messagetype: tensor\n  schema: {shape: [2]}\n");

    assertThat(found).containsEntry("name", "set").containsEntry("custom", Map.of("c", "d"));
    assertThat(found)
        .containsEntry(
            "inputs",
            List.of(Map.of("messagetype", "tensor", "schema", Map.of("shape", List.of(2.0)))));
  }

  static Stream<Arguments> inputs() {
    return Stream.of(
        Arguments.of(true, Map.of("messagetype", "tensor")),
        Arguments.of(true, Map.of("messagetype", "jsonData", "schema", Map.of("type", "x"))),
        Arguments.of(true, Map.of("messagetype", "strData")),
        Arguments.of(true, Map.of("messagetype", "own", "schema", Map.of("a", 1))),
        Arguments.of(true, Map.of("name", "x", "datatype", "FP32", "shape", List.of(-1, 2))),
        Arguments.of(false, Map.of("messagetype", "strData", "schema", Map.of())),
        Arguments.of(false, Map.of("messagetype", "tensor", "schema", Map.of("size", 1))),
        Arguments.of(
            false, Map.of("messagetype", "tensor", "schema", Map.of("shape", List.of(1.5)))),
        Arguments.of(false, Map.of("messagetype", 1)),
        Arguments.of(false, Map.of("name", "x", "datatype", "FLOAT", "shape", List.of(1))),
        Arguments.of(false, Map.of("name", "x", "datatype", "FP32")),
        Arguments.of(false, Map.of()));
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void inputsFollowTheSchema(boolean isRight, Map<String, ?> input) {
    Map<String, ?> own = Map.of("inputs", List.of(input));

    if (isRight) {
      assertThat(read(own)).containsKey("inputs");
    } else {
      assertUnavailable(own);
    }
  }

  @Test
  void whatBreaksTheSchemaIsUnavailable() {
    assertUnavailable(Map.of("versions", "not a list"));
    assertUnavailable(Map.of("author", "x"));
    assertUnavailable(Map.of("name", 1));
    assertUnavailable(Map.of("platform", List.of()));
    assertUnavailable(Map.of("custom", Map.of("a", 1)));
  }

  @Test
  void aVariableThatIsNoMappingIsUnavailable() {
    assertUnavailable(Map.of(), "MODEL_METADATA", "[1]");
    assertUnavailable(Map.of(), "MODEL_METADATA", "a: [");
  }

  @Test
  void anExceptionOfTheComponentIsUnavailable() {
    SeldonComponent component =
        new SeldonComponent() {
          @Override
          public Map<String, ?> initMetadata() {
            throw new IllegalStateException("secret");
          }
        };

    assertThatThrownBy(() -> dispatcher(component).metadata())
        .hasMessage("Model metadata unavailable");
  }

  private static void assertUnavailable(Map<String, ?> own, String... environment) {
    assertThatThrownBy(() -> read(own, environment))
        .isInstanceOf(SeldonException.class)
        .hasMessage("Model metadata unavailable")
        .extracting(error -> ((SeldonException) error).reason())
        .isEqualTo("MICROSERVICE_BAD_METADATA");
  }
}
