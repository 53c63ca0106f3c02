package io.seldon.wrapper.rest;

import io.seldon.wrapper.calls.CallQueue;
import io.seldon.wrapper.http.RawConnection;
import io.seldon.wrapper.life.ServerState;
import io.seldon.wrapper.life.State;
import io.seldon.wrapper.settings.Settings;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A REST face on a free port, before a component of the tests' own. */
final class RestServer implements AutoCloseable {
  static final String JSON = "Content-Type: application/json\r\n";

  final FakeDispatcher dispatcher = new FakeDispatcher();
  final NotedObserver observer = new NotedObserver();
  final ServerState state = new ServerState();
  final CallQueue queue;
  final RestFace face;

  RestServer(Map<String, String> environment, State reached) throws IOException {
    Map<String, String> all = new HashMap<>(environment);
    all.put("PREDICTIVE_UNIT_HTTP_SERVICE_PORT", Integer.toString(freePort()));
    Settings settings = Settings.from(all);
    queue = new CallQueue(settings.threads(), settings.queueSize());
    face = new RestFace(dispatcher, queue, observer, state, settings);
    face.open();
    state.become(reached);
  }

  RestServer(Map<String, String> environment) throws IOException {
    this(environment, State.READY);
  }

  RestServer() throws IOException {
    this(Map.of());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  RawConnection connect() throws IOException {
    return new RawConnection(face.port());
  }

  /** Returns the whole answer to a request. */
  String ask(String line, String headers, String body) throws IOException {
    try (RawConnection connection = connect()) {
      connection.send(written(line, headers, body));
      return connection.answer();
    }
  }

  /** Returns the status and the body of the answer, with a blank between them. */
  String answer(String line, String headers, String body) throws IOException {
    String answer = ask(line, headers, body);
    String status = answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
    return status + " " + answer.substring(answer.indexOf("\r\n\r\n") + "\r\n\r\n".length());
  }

  /** Returns the answer to a message in JSON. */
  String post(String path, String json) throws IOException {
    return answer("POST " + path, JSON, json);
  }

  static byte[] written(String line, String headers, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        line
            + " HTTP/1.1\r\nHost: x\r\n"
            + headers
            + "Content-Length: "
            + bytes.length
            + "\r\n\r\n";
    byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = new byte[start.length + bytes.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(bytes, 0, all, start.length, bytes.length);
    return all;
  }

  /** Returns what the body of an error says, with its status before it. */
  static String error(int status, String reason, String info) {
    String quoted = info.replace("\"", "\\\"");
    return "%d {\"status\":{\"code\":%d,\"info\":\"%s\",\"reason\":\"MICROSERVICE_%s\",\"status\":\"FAILURE\"}}"
        .formatted(status, status, quoted, reason);
  }

  @Override
  public void close() {
    dispatcher.hold.countDown();
    face.close();
  }
}
