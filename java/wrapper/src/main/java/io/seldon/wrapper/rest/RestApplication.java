package io.seldon.wrapper.rest;

import io.seldon.wrapper.Verb;
import io.seldon.wrapper.calls.CallQueue;
import io.seldon.wrapper.dispatch.Dispatcher;
import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.http.Exchange;
import io.seldon.wrapper.http.HttpApplication;
import io.seldon.wrapper.http.HttpRequest;
import io.seldon.wrapper.http.Reply;
import io.seldon.wrapper.life.ServerState;
import io.seldon.wrapper.observing.CallObserver;
import io.seldon.wrapper.observing.ObservedCall;
import io.seldon.wrapper.settings.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What becomes of each request over REST.
 *
 * <p>A verb takes the short way: into the queue of calls, and in a thread of it through body,
 * codec, dispatch and codec. The probes are answered at once, out of reach of whatever a call does.
 * Everything else is a page, and answered in threads of the pages' own.
 */
final class RestApplication implements HttpApplication {
  private static final Set<String> VERB_METHODS = Set.of("POST", "GET", "HEAD");
  private static final Map<Integer, Fault> REFUSALS =
      Map.of(400, Fault.BAD_DATA, 408, Fault.LATE_REQUEST, 431, Fault.HEAD_TOO_LARGE);

  private final CallQueue queue;
  private final CallObserver observer;
  private final Set<String> fields;
  private final ServerState state;
  private final Settings settings;
  private final VerbFace face;
  private final Replies replies;
  private final Pages pages;

  RestApplication(
      Dispatcher dispatcher,
      CallQueue queue,
      CallObserver observer,
      ServerState state,
      Settings settings) {
    this.queue = queue;
    this.observer = observer;
    this.fields = observer.fields();
    this.state = state;
    this.settings = settings;
    this.face = new VerbFace(dispatcher);
    Cors cors = new Cors(settings.corsOrigins());
    this.replies = new Replies(cors);
    this.pages = new Pages(dispatcher, state, replies, cors);
  }

  @Override
  public void answer(Exchange exchange) {
    HttpRequest request = exchange.request();
    // Nearly all targets are paths as they stand.
    String path = request.target();
    Verb verb = Routes.verb(path);
    if (verb == null) {
      path = request.path();
      verb = Routes.verb(path);
    }
    if (verb != null && VERB_METHODS.contains(request.method())) {
      call(verb, path, exchange);
    } else {
      pages.answer(exchange, path, verb != null);
    }
  }

  private void call(Verb verb, String path, Exchange exchange) {
    HttpRequest request = exchange.request();
    ObservedCall seen = observer.rest(verb, request.method(), path, carried(request));
    RestCall call = new RestCall(verb, exchange, seen, face, replies);
    try {
      state.checkReady();
      checkSize(request);
      call.enter(queue, settings.restTimeoutS());
    } catch (SeldonException error) {
      call.refuse(error);
    }
  }

  private Map<String, String> carried(HttpRequest request) {
    if (fields.isEmpty()) {
      return Map.of();
    }
    Map<String, String> carried = new HashMap<>();
    for (String field : fields) {
      String value = request.header(field);
      if (value != null) {
        carried.put(field, value);
      }
    }
    return carried;
  }

  private void checkSize(HttpRequest request) {
    if (!request.excess().isEmpty()) {
      throw new SeldonException(
          Fault.TOO_LARGE,
          "body: %s bytes (expected: at most %d)"
              .formatted(request.excess(), settings.maxMessageBytes()));
    }
  }

  @Override
  public Reply refuse(int status, String text) {
    Fault fault = REFUSALS.getOrDefault(status, Fault.BAD_DATA);
    return replies.refusal(new SeldonException(fault, text));
  }

  /** Ends the threads of the pages. */
  void close() {
    pages.close();
  }
}
