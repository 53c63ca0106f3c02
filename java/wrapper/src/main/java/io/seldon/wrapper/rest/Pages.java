package io.seldon.wrapper.rest;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.seldon.wrapper.dispatch.Dispatcher;
import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.http.Exchange;
import io.seldon.wrapper.http.HttpRequest;
import io.seldon.wrapper.http.Reply;
import io.seldon.wrapper.json.JsonWriter;
import io.seldon.wrapper.life.ServerState;
import io.seldon.wrapper.life.State;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Everything over HTTP that is no verb: probes, health, metadata, documents, preflights. */
final class Pages {
  private static final int THREADS = 4;
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final Dispatcher dispatcher;
  private final ServerState state;
  private final Replies replies;
  private final Cors cors;
  private final ExecutorService threads;
  private final Map<String, Function<HttpRequest, Reply>> probes;
  private final Map<String, Function<HttpRequest, Reply>> others;

  Pages(Dispatcher dispatcher, ServerState state, Replies replies, Cors cors) {
    this.dispatcher = dispatcher;
    this.state = state;
    this.replies = replies;
    this.cors = cors;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "page-" + number.getAndIncrement());
              thread.setDaemon(true);
              return thread;
            });
    this.probes =
        Map.of(
            "/ready",
            this::ready,
            "/live",
            request -> replies.of(request, OK, MediaType.TEXT, text("live")),
            "/health/ping",
            request -> replies.of(request, OK, MediaType.HTML, text("pong")));
    // What runs code of the component's.
    this.others =
        Map.of(
            "/health/status",
            this::health,
            "/api/v1.0/health/status",
            this::health,
            "/metadata",
            this::metadata,
            "/api/v1.0/metadata",
            this::metadata,
            "/seldon.json",
            request -> replies.json(request, OK, Documents.openApi()),
            "/docs",
            this::docs);
  }

  /**
   * Answers what is no call of a verb.
   *
   * @param path of the request
   * @param isVerb whether a verb is at that path, which has other methods
   */
  void answer(Exchange exchange, String path, boolean isVerb) {
    HttpRequest request = exchange.request();
    Function<HttpRequest, Reply> probe = probes.get(path);
    Function<HttpRequest, Reply> page = others.get(path);
    boolean isKnown = isVerb || probe != null || page != null;
    String method = request.method();
    if (!isKnown) {
      exchange.reply(replies.error(request, noSuchPath(path)));
    } else if (method.equals("OPTIONS")) {
      exchange.reply(options(request, isVerb));
    } else if (isVerb || !(method.equals("GET") || method.equals("HEAD"))) {
      exchange.reply(noSuchMethod(request, isVerb));
    } else if (probe != null) {
      exchange.reply(probe.apply(request));
    } else if (page != null) {
      threads.execute(() -> make(exchange, page));
    }
  }

  private void make(Exchange exchange, Function<HttpRequest, Reply> page) {
    Reply reply;
    try {
      reply = page.apply(exchange.request());
    } catch (Throwable thrown) {
      // A client that is not answered waits for ever.
      reply = replies.error(exchange.request(), Replies.errorOf(thrown));
    }
    Reply made = reply;
    exchange.execute(() -> exchange.reply(made));
  }

  private Reply ready(HttpRequest request) {
    State now = state.current();
    int status = now == State.READY ? OK : UNAVAILABLE;
    return replies.of(request, status, MediaType.TEXT, text(now.label()));
  }

  private Reply health(HttpRequest request) {
    return replies.json(request, OK, JsonWriter.message(dispatcher.health()));
  }

  private Reply metadata(HttpRequest request) {
    return replies.json(request, OK, JsonWriter.value(dispatcher.metadata()));
  }

  private Reply docs(HttpRequest request) {
    DocsPage page = DocsPage.get();
    return replies.with(request, OK, MediaType.HTML, page.headers(), page.markup());
  }

  private static SeldonException noSuchPath(String path) {
    String info = "path: " + path + " (expected: one of the paths of /seldon.json)";
    return new SeldonException(Fault.NOT_FOUND, info);
  }

  private Reply noSuchMethod(HttpRequest request, boolean isVerb) {
    String expected = isVerb ? "GET or POST" : "GET";
    String info = "method: " + request.method() + " (expected: " + expected + ")";
    SeldonException error = new SeldonException(Fault.BAD_METHOD, info);
    String allow = "Allow: " + (isVerb ? "GET, POST" : "GET") + "\r\n";
    byte[] body = JsonWriter.error(error);
    return replies.with(request, error.httpStatus(), MediaType.JSON, allow, body);
  }

  /** Answers a browser that asks whether it may ask (BOD-8). */
  private Reply options(HttpRequest request, boolean isVerb) {
    String methods = isVerb ? "GET, HEAD, OPTIONS, POST" : "GET, HEAD, OPTIONS";
    StringBuilder lines = new StringBuilder("Allow: ").append(methods).append("\r\n");
    String asked = request.header(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
    if (asked != null && cors.allows(request.header(HttpHeaderNames.ORIGIN))) {
      lines.append("Access-Control-Allow-Methods: ").append(methods).append("\r\n");
      String fields = request.header(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS);
      if (fields != null) {
        lines.append("Access-Control-Allow-Headers: ").append(fields).append("\r\n");
      }
    }
    return replies.with(request, OK, MediaType.HTML, lines.toString(), new byte[0]);
  }

  private static byte[] text(String word) {
    return word.getBytes(StandardCharsets.US_ASCII);
  }

  void close() {
    threads.shutdownNow();
  }
}
