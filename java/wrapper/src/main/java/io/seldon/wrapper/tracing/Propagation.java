package io.seldon.wrapper.tracing;

import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which headers name the caller's span, by OpenTelemetry's own variable. */
final class Propagation {
  private static final String VARIABLE = "OTEL_PROPAGATORS";

  private Propagation() {}

  /**
   * Reads {@code OTEL_PROPAGATORS}; unset it is {@code tracecontext,baggage}.
   *
   * @throws IllegalArgumentException there is no such propagator here
   */
  static TextMapPropagator of(Map<String, String> environment) {
    String text = environment.getOrDefault(VARIABLE, "").strip();
    List<TextMapPropagator> found = new ArrayList<>();
    for (String name : (text.isEmpty() ? "tracecontext,baggage" : text).split(",")) {
      switch (name.strip()) {
        case "tracecontext" -> found.add(W3CTraceContextPropagator.getInstance());
        case "baggage" -> found.add(W3CBaggagePropagator.getInstance());
        case "none" -> {
          return TextMapPropagator.noop();
        }
        default ->
            throw new IllegalArgumentException(
                "%s: '%s' (expected: tracecontext, baggage or none)"
                    .formatted(VARIABLE, name.strip()));
      }
    }
    return TextMapPropagator.composite(found);
  }
}
