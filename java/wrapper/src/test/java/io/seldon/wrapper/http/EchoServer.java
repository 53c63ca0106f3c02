package io.seldon.wrapper.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** An HTTP server with an application of the tests' own: it echoes, and holds what asks for it. */
final class EchoServer implements HttpApplication, AutoCloseable {
  static final int LARGE_BYTES = 20_000_000;
  private static final byte[] LARGE = new byte[LARGE_BYTES];
  private static final byte[] NO_HEADERS = {};
  private static final long WAIT_S = 20;
  private static final Map<String, byte[]> BODIES = Map.of("/large", LARGE);

  final List<String> seen = new CopyOnWriteArrayList<>();
  final BlockingQueue<Exchange> held = new LinkedBlockingQueue<>();
  final CountDownLatch left = new CountDownLatch(1);
  final HttpServer server;
  final int port;

  EchoServer(int maxBodyBytes, double receiveTimeoutS) throws IOException {
    HttpLimits limits = new HttpLimits(maxBodyBytes, receiveTimeoutS);
    server = new HttpServer("test", "127.0.0.1", 0, this, limits);
    port = server.open();
  }

  EchoServer() throws IOException {
    this(1000, 60);
  }

  @Override
  public void answer(Exchange exchange) {
    HttpRequest request = exchange.request();
    String path = request.path();
    seen.add(request.method() + " " + path + " " + request.excess());
    if (path.equals("/fault")) {
      throw new IllegalStateException("a fault of the application");
    }
    if (path.equals("/hold")) {
      exchange.onLeave(left::countDown);
      held.add(exchange);
      return;
    }
    byte[] named = BODIES.getOrDefault(path, path.getBytes(StandardCharsets.UTF_8));
    byte[] body = request.body().length > 0 ? request.body() : named;
    exchange.reply(new Reply(request.excess().isEmpty() ? 200 : 413, NO_HEADERS, body));
  }

  @Override
  public Reply refuse(int status, String text) {
    return new Reply(status, NO_HEADERS, text.getBytes(StandardCharsets.UTF_8));
  }

  RawConnection connect() throws IOException {
    return new RawConnection(port);
  }

  /** Sends bytes, and returns everything that comes until the server closes. */
  String ask(String data) throws IOException {
    try (RawConnection connection = connect()) {
      connection.send(data);
      return connection.untilClosed();
    }
  }

  /** Returns a request that is held, once it has come. */
  Exchange awaitHeld() throws InterruptedException {
    Exchange found = held.poll(WAIT_S, TimeUnit.SECONDS);
    if (found == null) {
      throw new AssertionError("nothing was asked within " + WAIT_S + " s");
    }
    return found;
  }

  static void release(Exchange exchange) {
    byte[] body = "held".getBytes(StandardCharsets.UTF_8);
    exchange.execute(() -> exchange.reply(new Reply(200, NO_HEADERS, body)));
  }

  /** Waits until so many connections are open. */
  void awaitConnections(int expected) {
    await(() -> server.connections() == expected, expected + " connections");
  }

  /** Waits until so much was asked. */
  void awaitSeen(int expected) {
    await(() -> seen.size() == expected, expected + " requests");
  }

  private static void await(BooleanSupplier condition, String what) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_S);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not " + what + " within " + WAIT_S + " s");
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
