package io.seldon.wrapper.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server is told, and every way in which it can be told wrong. */
class SettingsTest {
  private static final Path NOWHERE = Path.of("/no/such/annotations");

  @TempDir Path directory;

  private static Settings read(Map<String, String> environment) {
    return Settings.from(environment, NOWHERE);
  }

  private static List<String> problems(Map<String, String> environment, Path annotations) {
    return catchThrowableOfType(
            ConfigurationException.class, () -> Settings.from(environment, annotations))
        .problems();
  }

  /** A component without any setting is served as LIF-1, LIF-2 and LIM-1 say. */
  @Test
  void theDefaultsAreTheContracts() {
    Settings settings = read(Map.of());

    assertThat(settings)
        .isEqualTo(
            new Settings(
                null,
                null,
                true,
                true,
                9000,
                9500,
                6000,
                List.of("/metrics", "/prometheus"),
                "0.0.0.0",
                1,
                Map.of(),
                LogLevel.INFO,
                LogFormat.TEXT,
                false,
                false,
                null,
                null,
                null,
                null,
                null,
                true,
                true,
                null,
                104857600,
                104857600,
                1000,
                null,
                null,
                60,
                List.of("*"),
                0,
                8,
                List.of()));
  }

  /** The guide prints the table's; what it says must be so. */
  @Test
  void everyDefaultOfTheTableIsTheOneInEffect() {
    Settings unset = read(Map.of());

    Stream<Variable> honoured =
        Variables.all().stream()
            .filter(variable -> variable.status() == Status.HONOURED)
            .filter(variable -> !variable.fallback().isEmpty());
    assertThat(honoured)
        .allSatisfy(
            variable ->
                assertThat(read(Map.of(variable.name(), variable.fallback()))).isEqualTo(unset));
  }

  /** The second one would never be read. */
  @Test
  void noNameIsInTheTableTwice() {
    Stream<String> names =
        Variables.all().stream()
            .flatMap(v -> Stream.concat(Stream.of(v.name()), v.aliases().stream()));

    assertThat(names.toList()).doesNotHaveDuplicates();
  }

  /** Kubernetes manifests are full of them. */
  @Test
  void anEmptyVariableCountsAsUnset() {
    Settings settings = read(Map.of("THREADS", "", "GUNICORN_THREADS", "2", "API_TYPE", " "));

    assertThat(settings.threads()).isEqualTo(2);
  }

  /** Seldon's operator sets all three; engines of 2018 set the general one only (LIF-1). */
  @ParameterizedTest
  @CsvSource({
    "8000, , , , 8000, 9500",
    "8000, GRPC, , , 9000, 8000",
    "8000, 'GRPC,REST', , , 9000, 8000",
    "8000, 'REST,GRPC', , , 8000, 9500",
    "8000, , 8001, , 8001, 9500",
    "8000, , , 8002, 9000, 8002",
    "8000, GRPC, , 8002, 9000, 8002",
    "8000, , 8001, 8002, 8001, 8002"
  })
  void theGeneralPortCountsOnlyWithoutASpecificOne(
      String either, String apiType, String http, String grpc, int httpPort, int grpcPort) {
    Settings settings =
        read(
            Map.of(
                "PREDICTIVE_UNIT_SERVICE_PORT", either,
                "API_TYPE", apiType == null ? "" : apiType,
                "PREDICTIVE_UNIT_HTTP_SERVICE_PORT", http == null ? "" : http,
                "PREDICTIVE_UNIT_GRPC_SERVICE_PORT", grpc == null ? "" : grpc));

    assertThat(List.of(settings.httpPort(), settings.grpcPort()))
        .containsExactly(httpPort, grpcPort);
  }

  /** API_TYPE only names the main one (LIF-2). */
  @ParameterizedTest
  @CsvSource({
    "REST, , , true, false",
    "grpc, , , false, true",
    "'GRPC,REST', , , true, true",
    ", 0, , true, false",
    "REST, 0, , true, false",
    ", , GRPC, true, true"
  })
  void serveDecidesWhichProtocolsAreServed(
      String serve, String workers, String apiType, boolean rest, boolean grpc) {
    Settings settings =
        read(
            Map.of(
                "SERVE", serve == null ? "" : serve,
                "GRPC_WORKERS", workers == null ? "" : workers,
                "API_TYPE", apiType == null ? "" : apiType));

    assertThat(List.of(settings.serveRest(), settings.serveGrpc())).containsExactly(rest, grpc);
  }

  /** Who mends one mistake at a time starts the server again for each (PAR-2). */
  @Test
  void allWrongSettingsAreToldTogether() {
    List<String> problems =
        problems(
            Map.of(
                "SERVICE_TYPE", "MODLE",
                "API_TYPE", "REST,FBS",
                "PREDICTIVE_UNIT_HTTP_SERVICE_PORT", "70000",
                "THREADS", "0",
                "PREDICTIVE_UNIT_PARAMETERS", "{}",
                "TIMEOUT_S", "-1",
                "RECEIVE_TIMEOUT_S", "0",
                "CORS_ORIGINS", "example.com",
                "SELDON_LOG_LEVEL", "it's",
                "CONDA_ENV_NAME", "base"),
            NOWHERE);

    assertThat(problems)
        .containsExactly(
            "SERVICE_TYPE: 'MODLE' (expected: one of MODEL, ROUTER, COMBINER, TRANSFORMER,"
                + " OUTPUT_TRANSFORMER, OUTLIER_DETECTOR; did you mean MODEL?)",
            "API_TYPE: 'REST,FBS' (expected: one of REST, GRPC, REST,GRPC)",
            "PREDICTIVE_UNIT_HTTP_SERVICE_PORT: '70000' (expected: a port, 1 to 65535)",
            "THREADS: '0' (expected: a whole number, 1 or more)",
            "PREDICTIVE_UNIT_PARAMETERS: a JSON dict (expected: a list, [{\"name\": \"a\","
                + " \"value\": \"1\", \"type\": \"INT\"}])",
            "TIMEOUT_S: '-1' (expected: seconds, 0 or more)",
            "RECEIVE_TIMEOUT_S: '0' (expected: seconds, above 0)",
            "CORS_ORIGINS: 'example.com' (expected: *, none, or origins such as"
                + " https://app.example.com)",
            "SELDON_LOG_LEVEL: \"it's\" (expected: one of DEBUG, INFO, WARNING, ERROR)",
            "CONDA_ENV_NAME: 'base' (expected: unset; there is no conda here; remove it and list"
                + " what is needed in pom.xml)");
  }

  /** The second server could not open its port. */
  @Test
  void onePortForTwoServersIsRefused() {
    List<String> problems =
        problems(
            Map.of(
                "PREDICTIVE_UNIT_HTTP_SERVICE_PORT", "6000", "GRPC_WORKERS", "0", "SERVE", "GRPC"),
            NOWHERE);
    List<String> ports = problems(Map.of("PREDICTIVE_UNIT_HTTP_SERVICE_PORT", "6000"), NOWHERE);

    assertThat(problems)
        .containsExactly("GRPC_WORKERS: 0 (expected: unset, since SERVE asks for GRPC)");
    assertThat(ports)
        .containsExactly(
            "PREDICTIVE_UNIT_HTTP_SERVICE_PORT and PREDICTIVE_UNIT_METRICS_SERVICE_PORT: both 6000"
                + " (expected: a port each)");
  }

  /** A setting that does nothing must not look as if it did. */
  @Test
  void whatHasNoEffectGetsANotice() {
    Settings settings =
        read(Map.of("WORKERS", "2", "PERSISTENCE", "0", "GRPC_WORKERS", "4", "GRPC_THREADS", "3"));

    assertThat(settings.notices())
        .containsExactly(
            "WORKERS=2 has no effect: one JVM holds the component once; THREADS lets more calls"
                + " into it",
            "GRPC_THREADS=3 has no effect: THREADS counts for both protocols",
            "GRPC_WORKERS=4 has no effect: THREADS counts for both protocols");
  }

  /** They hold for their own protocol, unless a variable says more (LIM-1, LIM-5). */
  @Test
  void annotationsCountForTheirProtocolAlone() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("annotations"),
            "a=\"b=c\"\nseldon.io/rest-timeout=\"1500\"\n"
                + "seldon.io/grpc-max-message-size=\"2048\"\n");

    Settings settings = Settings.from(Map.of(), file);
    Settings explicit = Settings.from(Map.of("TIMEOUT_S", "0", "MAX_MESSAGE_BYTES", "4096"), file);

    assertThat(settings.restTimeoutS()).isEqualTo(1.5);
    assertThat(settings.grpcTimeoutS()).isNull();
    assertThat(settings.grpcMaxMessageBytes()).isEqualTo(2048);
    assertThat(settings.maxMessageBytes()).isEqualTo(104857600);
    assertThat(explicit.restTimeoutS()).isNull();
    assertThat(explicit.grpcMaxMessageBytes()).isEqualTo(4096);
  }

  /** A wrong annotation is a wrong setting. */
  @Test
  void wrongAnnotationsAreToldWithTheirFile() throws Exception {
    Path file =
        Files.writeString(directory.resolve("annotations"), "seldon.io/rest-timeout=\"1.5 s\"\n");

    assertThat(problems(Map.of(), file))
        .containsExactly(
            "annotation seldon.io/rest-timeout in %s: '1.5 s' (expected: milliseconds, above 0)"
                .formatted(file));
  }

  /** The labels of the metrics come from it. */
  @Test
  void theVersionOfThePredictorsLabelsIsRead() {
    assertThat(read(Map.of("PREDICTOR_LABELS", "{\"version\": \"v1\"}")).predictorVersion())
        .isEqualTo("v1");
    assertThat(problems(Map.of("PREDICTOR_LABELS", "[]"), NOWHERE))
        .containsExactly(
            "PREDICTOR_LABELS: '[]' (expected: a JSON object, such as {\"version\": \"1\"})");
  }

  /** It was upstream's way to get a detailed log. */
  @Test
  void debugMeansLogLevelDebug() {
    assertThat(read(Map.of("SELDON_DEBUG", "1", "SELDON_LOG_LEVEL", "ERROR")).logLevel())
        .isEqualTo(LogLevel.DEBUG);
  }
}
