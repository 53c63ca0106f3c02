package io.seldon.wrapper.tracing;

import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Map;

/** Which calls are traced, by OpenTelemetry's own variables. */
final class Samplers {
  private Samplers() {}

  /**
   * Reads {@code OTEL_TRACES_SAMPLER} and its argument.
   *
   * @throws IllegalArgumentException there is no such sampler, or its argument is no ratio
   */
  static Sampler of(Map<String, String> environment) {
    String name = environment.getOrDefault("OTEL_TRACES_SAMPLER", "").strip();
    return switch (name) {
      case "", "parentbased_always_on" -> Sampler.parentBased(Sampler.alwaysOn());
      case "always_on" -> Sampler.alwaysOn();
      case "always_off" -> Sampler.alwaysOff();
      case "parentbased_always_off" -> Sampler.parentBased(Sampler.alwaysOff());
      case "traceidratio" -> Sampler.traceIdRatioBased(ratio(environment));
      case "parentbased_traceidratio" ->
          Sampler.parentBased(Sampler.traceIdRatioBased(ratio(environment)));
      default ->
          throw new IllegalArgumentException(
              "OTEL_TRACES_SAMPLER: '%s' (expected: always_on, always_off, traceidratio, or one of"
                      .formatted(name)
                  + " these after parentbased_)");
    };
  }

  private static double ratio(Map<String, String> environment) {
    String text = environment.getOrDefault("OTEL_TRACES_SAMPLER_ARG", "").strip();
    double ratio = 1;
    try {
      ratio = text.isEmpty() ? 1 : Double.parseDouble(text);
    } catch (NumberFormatException wrong) {
      ratio = -1;
    }
    if (!(ratio >= 0 && ratio <= 1)) {
      throw new IllegalArgumentException(
          "OTEL_TRACES_SAMPLER_ARG: '%s' (expected: a ratio, 0 to 1)".formatted(text));
    }
    return ratio;
  }
}
