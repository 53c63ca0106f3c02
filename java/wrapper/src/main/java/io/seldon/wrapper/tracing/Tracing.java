package io.seldon.wrapper.tracing;

import io.seldon.wrapper.settings.ConfigurationException;
import io.seldon.wrapper.settings.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether there is tracing; nothing of OpenTelemetry is loaded if there is none (TRC-1). */
public final class Tracing {
  private Tracing() {}

  /**
   * Makes a server's tracer.
   *
   * @param environment of which the variables {@code OTEL_*} are read
   * @param component what the spans are called by where no variable says so
   * @return null if tracing is off
   * @throws ConfigurationException a variable of OpenTelemetry has a value that it does not take
   */
  public static @Nullable Tracer start(
      Settings settings, Map<String, String> environment, String component) {
    String disabled = environment.getOrDefault("OTEL_SDK_DISABLED", "");
    String exporter = environment.getOrDefault("OTEL_TRACES_EXPORTER", "").strip();
    if (!settings.tracing()
        || disabled.strip().toLowerCase(Locale.ROOT).equals("true")
        || exporter.toLowerCase(Locale.ROOT).equals("none")) {
      return null;
    }
    try {
      return SdkTracer.make(settings, environment, component);
    } catch (IllegalArgumentException wrong) {
      throw new ConfigurationException(List.of("OTEL_*: " + wrong.getMessage()));
    }
  }
}
