package io.seldon.wrapper.serving;

import io.seldon.wrapper.Verb;
import io.seldon.wrapper.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a server that has just started some things over both protocols, so that a start-up cache has
 * seen what a first request needs. What it answers does not matter.
 */
final class Rehearsal {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
  private static final List<String> PAGES =
      List.of("/health/ping", "/live", "/ready", "/health/status", "/metadata", "/seldon.json");
  private static final List<String> BODIES =
      List.of(
          "{\"data\":{\"tensor\":{\"shape\":[1,2],\"values\":[0.5,1.5]}}}",
          "{\"meta\":{\"puid\":\"rehearsal\",\"tags\":{\"a\":[1,\"b\",true,null]}},"
              + "\"data\":{\"names\":[\"a\",\"b\"],\"ndarray\":[[0.5,1.5]]}}",
          "{\"strData\":\"a\"}",
          "{\"jsonData\":{\"a\":[1,2.5,\"b\"]}}",
          "{\"binData\":\"AAA=\"}",
          "{");
  private static final int ROUNDS = 3;

  private final Settings settings;
  private final Verb verb;

  /**
   * Makes a rehearsal.
   *
   * @param verb the one that the component has
   */
  Rehearsal(Settings settings, Verb verb) {
    this.settings = settings;
    this.verb = verb;
  }

  /** Asks; a server that does not answer is told in the log. */
  void run() {
    try {
      if (settings.serveRest()) {
        askRest();
      }
      if (settings.serveGrpc()) {
        new RpcRehearsal(settings.grpcPort(), verb).run();
      }
      get(HttpClient.newHttpClient(), settings.metricsPort(), "/metrics");
    } catch (IOException | RuntimeException error) {
      LOG.warn("the rehearsal was broken off", error);
    } catch (InterruptedException now) {
      Thread.currentThread().interrupt();
    }
  }

  private void askRest() throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    for (String page : PAGES) {
      get(client, settings.httpPort(), page);
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (String body : BODIES) {
        send(client, request(settings.httpPort(), path(verb), body));
        send(client, request(settings.httpPort(), path(Verb.SEND_FEEDBACK), body));
      }
    }
  }

  private static String path(Verb verb) {
    return switch (verb) {
      case PREDICT -> "/predict";
      case TRANSFORM_INPUT -> "/transform-input";
      case TRANSFORM_OUTPUT -> "/transform-output";
      case ROUTE -> "/route";
      case AGGREGATE -> "/aggregate";
      case SEND_FEEDBACK -> "/send-feedback";
    };
  }

  private static HttpRequest request(int port, String path, String message) {
    String body =
        switch (path) {
          case "/aggregate" -> "{\"seldonMessages\":[" + message + "]}";
          case "/send-feedback" -> "{\"reward\":0,\"request\":" + message + "}";
          default -> message;
        };
    return HttpRequest.newBuilder(uri(port, path))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private static void get(HttpClient client, int port, String path)
      throws IOException, InterruptedException {
    send(client, HttpRequest.newBuilder(uri(port, path)).build());
  }

  private static void send(HttpClient client, HttpRequest request)
      throws IOException, InterruptedException {
    client.send(request, HttpResponse.BodyHandlers.discarding());
  }

  private static URI uri(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
