package io.seldon.wrapper.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.seldon.wrapper.context.Scope;
import io.seldon.wrapper.settings.Settings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Spans on their way to a collector (TRC-2, TRC-4). */
class SdkTracerTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALLER = "00f067aa0ba902b7";

  private final List<String> posted = new CopyOnWriteArrayList<>();
  private HttpServer collector;

  @BeforeEach
  void open() throws Exception {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          posted.add(new String(body, StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
  }

  @AfterEach
  void close() {
    collector.stop(0);
  }

  private Tracer tracer() {
    Map<String, String> environment =
        Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "http://127.0.0.1:" + collector.getAddress().getPort(),
            "OTEL_BSP_SCHEDULE_DELAY",
            "60000");
    Settings settings = Settings.from(Map.of("TRACING", "1"));
    return Objects.requireNonNull(Tracing.start(settings, environment, "M"));
  }

  @Test
  void aCallIsAChildOfItsCallersSpanAndIsSentAtTheEnd() {
    Tracer tracer = tracer();
    Map<String, String> headers =
        Map.of("traceparent", "00-" + TRACE + "-" + CALLER + "-01", "baggage", "user=7");
    List<String> inside = new ArrayList<>();

    CallSpan span = tracer.beginRest("POST", "/predict", headers);
    try (Scope current = span.enter()) {
      inside.add(Span.current().getSpanContext().getTraceId());
      inside.add(Baggage.current().getEntryValue("user"));
    }
    span.end("200", "p1", null);
    tracer.stop();

    assertThat(inside).containsExactly(TRACE, "7");
    assertThat(Span.current().getSpanContext().isValid()).isFalse();
    assertThat(posted)
        .singleElement()
        .asString()
        .contains("\"traceId\":\"" + TRACE + "\"")
        .contains("\"parentSpanId\":\"" + CALLER + "\"")
        .contains("\"name\":\"POST /predict\"");
  }
}
