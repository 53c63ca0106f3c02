package io.seldon.wrapper.tracing;

import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessorBuilder;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** How spans wait for each other, by OpenTelemetry's own variables {@code OTEL_BSP_*}. */
final class Batches {
  private Batches() {}

  /**
   * Makes the processor.
   *
   * @throws IllegalArgumentException a variable is no whole number above 0, or a batch is to be
   *     longer than the queue
   */
  static BatchSpanProcessor of(SpanExporter exporter, Map<String, String> environment) {
    BatchSpanProcessorBuilder made = BatchSpanProcessor.builder(exporter);
    Map<String, IntConsumer> setters =
        Map.of(
            "OTEL_BSP_SCHEDULE_DELAY",
            ms -> made.setScheduleDelay(ms, TimeUnit.MILLISECONDS),
            "OTEL_BSP_EXPORT_TIMEOUT",
            ms -> made.setExporterTimeout(ms, TimeUnit.MILLISECONDS),
            "OTEL_BSP_MAX_QUEUE_SIZE",
            made::setMaxQueueSize,
            "OTEL_BSP_MAX_EXPORT_BATCH_SIZE",
            made::setMaxExportBatchSize);
    setters.forEach(
        (variable, setter) -> {
          String text = environment.getOrDefault(variable, "").strip();
          if (!text.isEmpty()) {
            setter.accept(above0(variable, text));
          }
        });
    return made.build();
  }

  private static int above0(String variable, String text) {
    try {
      int number = Integer.parseInt(text);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException wrong) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "%s: '%s' (expected: a whole number above 0)".formatted(variable, text));
  }
}
