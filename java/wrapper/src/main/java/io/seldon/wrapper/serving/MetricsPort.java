package io.seldon.wrapper.serving;

import io.seldon.wrapper.http.Exchange;
import io.seldon.wrapper.http.HttpApplication;
import io.seldon.wrapper.http.HttpLimits;
import io.seldon.wrapper.http.HttpServer;
import io.seldon.wrapper.http.Reply;
import io.seldon.wrapper.life.Face;
import io.seldon.wrapper.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** The port of the metrics; it answers to the end (contract.md, MTR-1). */
final class MetricsPort implements Face {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String PLAIN = "text/plain; charset=utf-8";
  private static final int MAX_BODY_BYTES = 1024;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;

  private final HttpServer server;

  /**
   * Makes the port, which is closed yet.
   *
   * @param exposition Prometheus' text, made anew for each scrape
   */
  MetricsPort(Settings settings, Supplier<String> exposition) {
    this.server =
        new HttpServer(
            "metrics",
            settings.host(),
            settings.metricsPort(),
            new Scrapes(settings.metricsEndpoints(), exposition),
            new HttpLimits(MAX_BODY_BYTES, settings.receiveTimeoutS()));
  }

  @Override
  public String name() {
    return "metrics";
  }

  @Override
  public void open() throws IOException {
    server.open();
  }

  @Override
  public void stopAccepting() {
    server.stopAccepting();
  }

  @Override
  public List<String> awaitDrained(long deadlineNanos) throws InterruptedException {
    return server.awaitDrained(deadlineNanos);
  }

  @Override
  public void close() {
    server.close();
  }

  /** Answers scrapes in the port's own thread: no call can hold them up. */
  private record Scrapes(List<String> endpoints, Supplier<String> exposition)
      implements HttpApplication {

    @Override
    public void answer(Exchange exchange) {
      String method = exchange.request().method();
      if (!endpoints.contains(exchange.request().path())) {
        exchange.reply(reply(NOT_FOUND, PLAIN, "not found\n"));
      } else if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.reply(reply(NOT_ALLOWED, PLAIN, "method not allowed\n"));
      } else {
        exchange.reply(reply(OK, TEXT, exposition.get()));
      }
    }

    @Override
    public Reply refuse(int status, String text) {
      return reply(status, PLAIN, text + "\n");
    }

    private static Reply reply(int status, String type, String body) {
      return new Reply(
          status,
          ("Content-Type: " + type + "\r\n").getBytes(StandardCharsets.US_ASCII),
          body.getBytes(StandardCharsets.UTF_8));
    }
  }
}
