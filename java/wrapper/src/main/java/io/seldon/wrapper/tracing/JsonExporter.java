package io.seldon.wrapper.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts batches from OpenTelemetry's own thread, so that no call waits for the collector (TRC-5).
 *
 * <p>A collector that takes nothing is logged once, until it takes a batch again.
 */
final class JsonExporter implements SpanExporter {
  private static final Logger LOG = LoggerFactory.getLogger(JsonExporter.class);
  private static final double NANOS_PER_S = 1e9;

  private final Collector collector;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private boolean failing;

  JsonExporter(Collector collector) {
    this.collector = collector;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    byte[] body = SpanJson.of(spans);
    long end = System.nanoTime() + (long) (collector.timeoutS() * NANOS_PER_S);
    double pauseS = 1;
    while (true) {
      double leftS = (end - System.nanoTime()) / NANOS_PER_S;
      try {
        collector.post(body, leftS);
        sayWell();
        return CompletableResultCode.ofSuccess();
      } catch (Collector.PostException error) {
        if (!error.isTransient() || pauseS >= leftS || isStoppedWithin(pauseS)) {
          sayFailing(error);
          return CompletableResultCode.ofFailure();
        }
        pauseS *= 2;
      }
    }
  }

  private boolean isStoppedWithin(double seconds) {
    try {
      return stopping.await((long) (seconds * NANOS_PER_S), TimeUnit.NANOSECONDS);
    } catch (InterruptedException now) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    stopping.countDown();
    return CompletableResultCode.ofSuccess();
  }

  private void sayFailing(Collector.PostException error) {
    if (!failing) {
      failing = true;
      LOG.warn(
          "spans are lost: {}: {} (said once, until it takes them)",
          collector.url(),
          error.getMessage());
    }
  }

  private void sayWell() {
    if (failing) {
      failing = false;
      LOG.info("spans are taken by {} again", collector.url());
    }
  }
}
