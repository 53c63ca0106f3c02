package io.seldon.wrapper.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seldon.wrapper.settings.ConfigurationException;
import io.seldon.wrapper.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenTelemetry's own variables (TRC-1). */
class TracingVariablesTest {

  /** The URL is logged. */
  @Test
  void aPasswordInTheUrlIsSentAndNotShown() {
    Collector collector =
        Collector.of(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://me:a%20b@host:4318/"));

    assertThat(collector.url()).hasToString("http://host:4318/v1/traces");
    assertThat(collector.headers()).containsEntry("Authorization", "Basic bWU6YSBi");
  }

  @Test
  void theVariablesForTracesWin() {
    Collector collector =
        Collector.of(
            Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://all",
                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://traces/x",
                "OTEL_EXPORTER_OTLP_HEADERS", "a=1%2C2, b=100%",
                "OTEL_EXPORTER_OTLP_TIMEOUT", "3",
                "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "2"));

    assertThat(collector.url()).hasToString("http://traces/x");
    assertThat(collector.headers()).containsOnly(Map.entry("a", "1,2"), Map.entry("b", "100%"));
    assertThat(collector.timeoutS()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT|x|(expected: a URL such as http://localhost:4318)",
        "OTEL_EXPORTER_OTLP_ENDPOINT|ftp://x|(expected: a URL such as http://localhost:4318)",
        "OTEL_EXPORTER_OTLP_TRACES_COMPRESSION|zip|(expected: none or gzip)",
        "OTEL_EXPORTER_OTLP_TIMEOUT|0|(expected: seconds, above 0)",
        "OTEL_BSP_MAX_QUEUE_SIZE|-1|(expected: a whole number above 0)",
        "OTEL_BSP_SCHEDULE_DELAY|1.5|(expected: a whole number above 0)",
        "OTEL_PROPAGATORS|b3|(expected: tracecontext, baggage or none)",
        "OTEL_TRACES_SAMPLER_ARG|2|(expected: a ratio, 0 to 1)",
      })
  void aWrongValueIsTold(String variable, String value, String expected) {
    Map<String, String> environment =
        Map.of(variable, value, "OTEL_TRACES_SAMPLER", "traceidratio");
    Settings settings = Settings.from(Map.of("TRACING", "1"));

    assertThatThrownBy(() -> Tracing.start(settings, environment, "M"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("OTEL_*: " + variable + ": '" + value + "' " + expected);
  }

  @Test
  void aCertificateThatCannotBeReadIsTold() {
    Map<String, String> environment =
        Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT", "https://host",
            "OTEL_EXPORTER_OTLP_CERTIFICATE", "/no/such.pem");

    assertThatThrownBy(() -> Collector.of(environment))
        .hasMessage(
            "OTEL_EXPORTER_OTLP_CERTIFICATE: '/no/such.pem' (expected: a file of certificates as"
                + " PEM; java.nio.file.NoSuchFileException: /no/such.pem)");
  }

  @Test
  void theCallersSpanIsLookedForUnlessNobodyWantsIt() {
    assertThat(Propagation.of(Map.of()).fields())
        .containsExactlyInAnyOrder("traceparent", "tracestate", "baggage");
    assertThat(Propagation.of(Map.of("OTEL_PROPAGATORS", "none")).fields()).isEmpty();
  }
}
