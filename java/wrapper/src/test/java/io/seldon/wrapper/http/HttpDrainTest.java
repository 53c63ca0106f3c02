package io.seldon.wrapper.http;

import static io.seldon.wrapper.http.RawConnection.bodies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How a server stops: what is in flight is answered, and read (LIF-5). */
class HttpDrainTest {
  private static long in(long seconds) {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
  }

  /** LIF-5: an answer counts as given when the client has it, not when it was computed. */
  @Test
  void aLargeAnswerReachesASlowReaderThroughTheStop() throws Exception {
    try (EchoServer server = new EchoServer();
        RawConnection connection = server.connect()) {
      connection.send("GET /large HTTP/1.1\r\n\r\nGET /hold HTTP/1.1\r\n\r\n");
      server.awaitConnections(1);
      server.server.stopAccepting();

      String first = connection.answer();
      EchoServer.release(server.awaitHeld());
      String second = connection.untilClosed();

      assertThat(bodies(first).get(0)).hasSize(EchoServer.LARGE_BYTES);
      assertThat(bodies(second)).containsExactly("held");
      assertThat(second).contains("\r\nConnection: close\r\n");
    }
  }

  /** LIF-5: a call is in flight once its head has come. */
  @Test
  void aBodyThatComesAfterTheStopIsAnswered() throws Exception {
    try (EchoServer server = new EchoServer();
        RawConnection connection = server.connect()) {
      connection.send("POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\nab");
      server.awaitConnections(1);
      server.server.stopAccepting();
      connection.send("c");

      String answer = connection.untilClosed();

      assertThat(bodies(answer)).containsExactly("abc");
      assertThat(server.server.awaitDrained(in(20))).isEmpty();
    }
  }

  /** LIF-5: a connection that was idle when the order came may have a request under way. */
  @Test
  void aRequestThatCrossesTheStopIsAnswered() throws Exception {
    try (EchoServer server = new EchoServer();
        RawConnection connection = server.connect()) {
      connection.send("GET /a HTTP/1.1\r\n\r\n");
      String first = connection.answer();
      server.server.stopAccepting();
      connection.send("GET /b HTTP/1.1\r\n\r\n");

      String second = connection.untilClosed();

      assertThat(bodies(first)).containsExactly("/a");
      assertThat(bodies(second)).containsExactly("/b");
    }
  }

  /** LIF-5: new connections find the port closed, and idle ones do not hold the stop up. */
  @Test
  void nothingNewIsTakenAndIdleConnectionsAreClosed() throws Exception {
    try (EchoServer server = new EchoServer();
        RawConnection idle = server.connect()) {
      server.awaitConnections(1);
      server.server.stopAccepting();

      assertThatThrownBy(server::connect).isInstanceOf(ConnectException.class);
      assertThat(server.server.awaitDrained(in(20))).isEmpty();
      assertThat(idle.untilClosed()).isEmpty();
    }
  }

  /** LIF-5: what takes too long is named, and cut off. */
  @Test
  void whatIsNotAnsweredInTimeIsNamedAndCutOff() throws Exception {
    try (EchoServer server = new EchoServer();
        RawConnection connection = server.connect()) {
      connection.send("GET /hold?x HTTP/1.1\r\n\r\n");
      server.awaitHeld();
      server.server.stopAccepting();

      assertThat(server.server.awaitDrained(in(0))).containsExactly("/hold");
      assertThat(connection.untilClosed()).isEmpty();
    }
  }

  /** LIF-5: such a call was in flight too, and its client gets nothing. */
  @Test
  void aBodyThatDoesNotComeInTimeIsNamedAndCutOff() throws Exception {
    try (EchoServer server = new EchoServer();
        RawConnection connection = server.connect()) {
      connection.send("POST /a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
      connection.answer();
      server.server.stopAccepting();

      assertThat(server.server.awaitDrained(in(0))).containsExactly("/a");
      assertThat(connection.untilClosed()).isEmpty();
    }
  }

  /** LIF-5: half an answer is none. */
  @Test
  void anAnswerThatIsNotReadInTimeIsNamedAndCutOff() throws Exception {
    try (EchoServer server = new EchoServer();
        RawConnection connection = server.connect()) {
      connection.send("GET /large HTTP/1.1\r\n\r\n");
      server.awaitSeen(1);
      server.server.stopAccepting();

      assertThat(server.server.awaitDrained(in(0))).containsExactly("/large");
    }
  }

  /** Whoever starts a second server has to read which port is taken. */
  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (EchoServer server = new EchoServer();
        HttpServer second =
            new HttpServer("second", "127.0.0.1", server.port, server, new HttpLimits(1, 1))) {
      assertThatThrownBy(second::open)
          .isInstanceOf(IOException.class)
          .hasMessage("port " + server.port + ": Address already in use");
    }
  }
}
