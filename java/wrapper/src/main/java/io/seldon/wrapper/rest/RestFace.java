package io.seldon.wrapper.rest;

import io.seldon.wrapper.Verb;
import io.seldon.wrapper.calls.CallQueue;
import io.seldon.wrapper.dispatch.Dispatcher;
import io.seldon.wrapper.http.HttpLimits;
import io.seldon.wrapper.http.HttpServer;
import io.seldon.wrapper.life.Face;
import io.seldon.wrapper.life.ServerState;
import io.seldon.wrapper.observing.CallObserver;
import io.seldon.wrapper.settings.Settings;
import java.io.IOException;
import java.util.List;

/** The REST face of a server: its port, and what is answered there. */
public final class RestFace implements Face {
  private final RestApplication application;
  private final HttpServer server;
  private volatile int port;

  /**
   * Makes a face whose port is closed.
   *
   * @param dispatcher asks the component
   * @param queue runs its calls
   * @param observer counts and names them
   * @param state whether verbs are answered yet
   * @param settings port, limits, timeouts and origins
   */
  public RestFace(
      Dispatcher dispatcher,
      CallQueue queue,
      CallObserver observer,
      ServerState state,
      Settings settings) {
    application = new RestApplication(dispatcher, queue, observer, state, settings);
    HttpLimits limits = new HttpLimits(settings.maxMessageBytes(), settings.receiveTimeoutS());
    server = new HttpServer("rest", settings.host(), settings.httpPort(), application, limits);
  }

  @Override
  public String name() {
    return "rest";
  }

  @Override
  public void open() throws IOException {
    port = server.open();
  }

  /** Returns the port, once it is open; it matters if 0 was asked for. */
  public int port() {
    return port;
  }

  @Override
  public void stopAccepting() {
    server.stopAccepting();
  }

  @Override
  public List<String> awaitDrained(long deadlineNanos) throws InterruptedException {
    return server.awaitDrained(deadlineNanos).stream().map(RestFace::inWords).toList();
  }

  private static String inWords(String path) {
    Verb verb = Routes.verb(path);
    return (verb == null ? path : verb.method()) + " over rest";
  }

  @Override
  public void close() {
    server.close();
    application.close();
  }
}
