package io.seldon.wrapper.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * How many requests, how long they took and how large they were (contract.md, MTR-7).
 *
 * <p>One cell for each verb, transport and code, made when it is first seen. What Prometheus wants,
 * cumulated buckets and labels, is made when somebody scrapes.
 */
public final class RequestMetrics implements Families {
  // From a verb that does nothing to the longest that an orchestrator waits for.
  private static final double[] DURATION_BOUNDS_S = {
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60
  };
  // Powers of four from 256 bytes to 64 MiB; the default limit (LIM-1) is above the last.
  private static final double[] SIZE_BOUNDS_BYTES = {
    256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864
  };
  private static final double NANOS_PER_S = 1e9;
  private static final String PREFIX = "seldon_microservice_";

  private final Map<String, String> fixed;
  private final Map<Place, Cell> cells = new ConcurrentHashMap<>();

  private record Place(String method, String transport, String code) {}

  /** The requests of one place; its monitor guards it. */
  private static final class Cell {
    final Buckets durations = new Buckets(DURATION_BOUNDS_S);
    final Buckets requests = new Buckets(SIZE_BOUNDS_BYTES);
    final Buckets responses = new Buckets(SIZE_BOUNDS_BYTES);
  }

  /**
   * Begins with none.
   *
   * @param fixed the labels that each series has beside method, transport and code
   */
  public RequestMetrics(Map<String, String> fixed) {
    this.fixed = fixed;
  }

  /**
   * Counts one request that was answered; from any thread.
   *
   * @param method the verb, by its metric label
   * @param transport {@code rest} or {@code grpc}
   * @param code the HTTP status over REST, the status's name over gRPC
   * @param tookNanos from the request's last byte to its answer
   * @param requestBytes length of the body or message as received
   * @param responseBytes length of the body or message as sent
   */
  public void observe(
      String method,
      String transport,
      String code,
      long tookNanos,
      long requestBytes,
      long responseBytes) {
    Cell cell = cells.computeIfAbsent(new Place(method, transport, code), place -> new Cell());
    synchronized (cell) {
      cell.durations.observe(tookNanos / NANOS_PER_S);
      cell.requests.observe(requestBytes);
      cell.responses.observe(responseBytes);
    }
  }

  @Override
  public void write(TextFormat text) {
    if (cells.isEmpty()) {
      return;
    }
    text.family(PREFIX + "requests_total", "Requests answered.", "counter");
    cells.forEach(
        (place, cell) -> {
          synchronized (cell) {
            text.sample(PREFIX + "requests_total", labels(place), cell.durations.count());
          }
        });
    histogram(
        text,
        "request_duration_seconds",
        "Time from a request to its answer, waiting included.",
        cell -> cell.durations);
    histogram(
        text,
        "request_size_bytes",
        "Length of a request's body or message.",
        cell -> cell.requests);
    histogram(
        text,
        "response_size_bytes",
        "Length of an answer's body or message.",
        cell -> cell.responses);
  }

  private void histogram(TextFormat text, String name, String help, Function<Cell, Buckets> part) {
    text.family(PREFIX + name, help, "histogram");
    cells.forEach(
        (place, cell) -> {
          synchronized (cell) {
            part.apply(cell).write(text, PREFIX + name, labels(place));
          }
        });
  }

  private Map<String, String> labels(Place place) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("method", place.method());
    labels.put("transport", place.transport());
    labels.put("code", place.code());
    labels.putAll(fixed);
    return labels;
  }
}
