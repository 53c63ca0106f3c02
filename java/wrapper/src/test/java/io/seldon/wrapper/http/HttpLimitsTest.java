package io.seldon.wrapper.http;

import static io.seldon.wrapper.http.RawConnection.bodies;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client can make the HTTP server hold, and for how long (LIM-1, LIM-6). */
class HttpLimitsTest {
  private static final String LAST = "GET /last HTTP/1.1\r\nConnection: close\r\n\r\n";

  /** LIM-6: a TLS handshake, attempts to smuggle, and what is not HTTP/1. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0016\u0003\u0001\u0002\u0000",
        "no http at all\r\n\r\n",
        "GET /\r\n\r\n",
        "GET / HTTP/2.0\r\n\r\n",
        "GET / HTTP/1.2\r\n\r\n",
        "GET / HTTP/0.9\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "POST / HTTP/1.1\r\nContent-Length: 1, 2\r\n\r\nab",
        "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: +1\r\n\r\na",
        "POST / HTTP/1.1\r\nContent-Length: 1x\r\n\r\na",
        "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "GET / HTTP/1.1\r\nX : y\r\n\r\n",
        "GET / HTTP/1.1\r\n: y\r\n\r\n",
        "GET / HTTP/1.1\r\nX: a\u0000b\r\n\r\n",
        "GET / HTTP/1.1\nHost: x\n\n",
      })
  void whatIsNoRequestIsRefused(String data) throws Exception {
    try (EchoServer server = new EchoServer()) {
      String answer = server.ask(data);

      assertThat(answer).startsWith("HTTP/1.1 400 Bad Request\r\n");
      assertThat(answer).contains("\r\nConnection: close\r\n");
      assertThat(bodies(answer)).containsExactly("request: malformed HTTP (expected: HTTP/1.1)");
      assertThat(server.seen).isEmpty();
    }
  }

  /** LIM-6: one long header, many short ones, a long target, all of them together. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nX: %A66000%",
        "GET / HTTP/1.1\r\n%H9000%\r\n",
        "GET /%A66000%",
        "GET /%A40000% HTTP/1.1\r\nX: %A40000%\r\n\r\n",
      })
  void aHeadThatIsTooLongIsRefused(String pattern) throws Exception {
    String data =
        pattern
            .replace("%A66000%", "a".repeat(66_000))
            .replace("%A40000%", "a".repeat(40_000))
            .replace("%H9000%", "X: abc\r\n".repeat(9000));
    try (EchoServer server = new EchoServer()) {
      String answer = server.ask(data);

      assertThat(answer).startsWith("HTTP/1.1 431 ");
      assertThat(bodies(answer))
          .containsExactly("head: over 65536 bytes (expected: at most 65536)");
      assertThat(server.seen).isEmpty();
    }
  }

  /** LIM-6: at most, not below. */
  @Test
  void aHeadOfTheLimitIsTaken() throws Exception {
    String start = "GET /a HTTP/1.1\r\nConnection: close\r\nX: ";
    String head = start + "a".repeat(65_536 - start.length() - 4) + "\r\n\r\n";
    try (EchoServer server = new EchoServer()) {
      String answer = server.ask(head);

      assertThat(bodies(answer)).containsExactly("/a");
    }
  }

  /** LIM-1: known from the length at once, and the client gets to read why. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 1001\r\n\r\n",
        "Content-Length: 1001\r\n\r\n%BODY%",
        "Content-Length: 1000000000000000\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n3e9\r\n%BODY%\r\n0\r\n\r\n",
      })
  void aBodyOverTheLimitIsRefusedUnread(String rest) throws Exception {
    try (EchoServer server = new EchoServer(1000, 60)) {
      String answer = server.ask("POST /a HTTP/1.1\r\n" + rest.replace("%BODY%", "x".repeat(1001)));

      String length = rest.startsWith("T") ? "over 1000" : rest.substring(16, rest.indexOf('\r'));
      assertThat(answer).startsWith("HTTP/1.1 413 ");
      assertThat(server.seen).containsExactly("POST /a " + length);
    }
  }

  /** LIM-1: at most, not below. */
  @Test
  void aBodyOfTheLimitIsTaken() throws Exception {
    String head = "POST /a HTTP/1.1\r\nConnection: close\r\nContent-Length: 1000\r\n\r\n";
    try (EchoServer server = new EchoServer(1000, 60)) {
      String answer = server.ask(head + "x".repeat(1000));

      assertThat(bodies(answer)).containsExactly("x".repeat(1000));
    }
  }

  /** LIM-6: who sends a byte a minute must not hold a connection. */
  @ParameterizedTest
  @CsvSource({
    "'GET /a HTTP/1.1',head",
    "'GET /a HTTP/1.1\r\nX: y',head",
    "'POST /b HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc',body",
    "'POST /b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n',body"
  })
  void halfARequestIsNotWaitedForForEver(String half, String what) throws Exception {
    try (EchoServer server = new EchoServer();
        RawConnection connection = server.connect()) {
      connection.send("GET /a HTTP/1.1\r\n\r\n" + half);
      String first = connection.answer();
      connection.send(what.equals("head") ? "\r\nX" : "a");
      server.server.sweepLater(59);
      server.server.sweepLater(61);

      String answer = connection.untilClosed();

      assertThat(bodies(first)).containsExactly("/a");
      assertThat(answer).startsWith("HTTP/1.1 408 ");
      assertThat(bodies(answer)).containsExactly(what + ": not received within 60 s");
    }
  }

  /** LIM-6: a connection without a request is closed after 75 s, and not before. */
  @ParameterizedTest
  @ValueSource(strings = {"", "GET /a HTTP/1.1\r\n\r\n", "GET /a HTTP/1.1\r\n\r\n\r\n"})
  void anIdleConnectionIsClosed(String before) throws Exception {
    try (EchoServer server = new EchoServer();
        RawConnection connection = server.connect()) {
      connection.send(before);
      if (!before.isEmpty()) {
        connection.answer();
      }
      server.awaitConnections(1);
      server.server.sweepLater(74);
      int left = server.server.connections();
      server.server.sweepLater(76);

      assertThat(left).isEqualTo(1);
      assertThat(connection.untilClosed()).isEmpty();
    }
  }

  /** LIM-5: a call may take its time. */
  @Test
  void aConnectionThatIsAnsweredIsNotIdle() throws Exception {
    try (EchoServer server = new EchoServer();
        RawConnection connection = server.connect()) {
      connection.send("GET /hold HTTP/1.1\r\n\r\n");
      Exchange held = server.awaitHeld();
      server.server.sweepLater(1000);
      EchoServer.release(held);

      assertThat(bodies(connection.answer())).containsExactly("held");
    }
  }

  /** A client must not wait for ever, nor be told that its request was wrong, for our fault. */
  @ParameterizedTest
  @ValueSource(strings = {"", "GET /a HTTP/1.1\r\n\r\n"})
  void aFaultOfTheServerEndsTheConnectionAlone(String before) throws Exception {
    try (EchoServer server = new EchoServer()) {
      String answer = server.ask(before + "GET /fault HTTP/1.1\r\n\r\n" + LAST);
      String next = server.ask(LAST);

      assertThat(answer).doesNotContain("/last");
      assertThat(bodies(next)).containsExactly("/last");
    }
  }

  /**
   * LIM-6: trailers and extensions count in no body's length, and would be taken without a bound.
   */
  @ParameterizedTest
  @ValueSource(strings = {"0\r\nX: %A%", "0\r\n%H%", "1;%A%\r\nx\r\n", "%E%"})
  void framingWithoutEndIsRefused(String flood) throws Exception {
    String data =
        flood
            .replace("%A%", "a".repeat(400_000))
            .replace("%H%", "X: a\r\n".repeat(20_000))
            .replace("%E%", ("1;" + "e".repeat(1000) + "\r\nx\r\n").repeat(400));
    try (EchoServer server = new EchoServer()) {
      String answer = server.ask("POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + data);

      assertThat(answer).startsWith("HTTP/1.1 400 ");
      assertThat(server.seen).isEmpty();
    }
  }

  /** The server would hold the answers: a pipeline of small requests may ask for gigabytes. */
  @Test
  void whoDoesNotReadIsNotAnsweredFurther() throws Exception {
    try (EchoServer server = new EchoServer();
        RawConnection connection = server.connect()) {
      connection.send("GET /large HTTP/1.1\r\n\r\n".repeat(10));
      String probe = server.ask(LAST);
      int asked = server.seen.size();
      connection.send(LAST);

      String answer = connection.untilClosed();

      assertThat(bodies(probe)).containsExactly("/last");
      assertThat(asked).isLessThan(5);
      assertThat(bodies(answer)).hasSize(11).endsWith("/last");
    }
  }

  /** LIM-6: an answer that nobody takes would be held for ever, and a descriptor with it. */
  @ParameterizedTest
  @ValueSource(strings = {"", "Connection: close\r\n"})
  void whoNeverReadsIsCutOff(String header) throws Exception {
    try (EchoServer server = new EchoServer();
        RawConnection connection = server.connect()) {
      connection.send("GET /large HTTP/1.1\r\n" + header + "\r\n");
      server.awaitSeen(1);
      server.server.sweepLater(0);
      server.server.sweepLater(61);

      String answer = connection.untilClosed();

      assertThat(answer.length()).isLessThan(EchoServer.LARGE_BYTES);
    }
  }

  /** LIM-6: who takes some of it now and then gets it all, however long it takes. */
  @Test
  void whoReadsSlowlyIsNotCutOff() throws Exception {
    try (EchoServer server = new EchoServer();
        RawConnection connection = server.connect()) {
      connection.send("GET /large HTTP/1.1\r\nConnection: close\r\n\r\n");
      server.awaitSeen(1);
      server.server.sweepLater(0);
      int taken = connection.text(EchoServer.LARGE_BYTES / 2).length();
      server.server.sweepLater(61);

      int left = connection.untilClosed().length();

      assertThat(taken + left).isGreaterThan(EchoServer.LARGE_BYTES);
    }
  }

  /** A request that is cut must not get into the answer that is still on its way. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /b HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc",
        "POST /b HTTP/1.1\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n",
        "no http at all\r\n\r\n"
      })
  void whatIsRefusedStaysOutOfTheAnswerBeforeIt(String behind) throws Exception {
    try (EchoServer server = new EchoServer();
        RawConnection connection = server.connect()) {
      connection.send("GET /large HTTP/1.1\r\n\r\n" + behind);
      server.awaitSeen(1);
      server.server.sweepLater(0);
      String start = connection.text(EchoServer.LARGE_BYTES / 2);
      server.server.sweepLater(61);
      connection.finishSending();

      String answer = start + connection.untilClosed();

      assertThat(bodies(answer).get(0)).isEqualTo("\0".repeat(EchoServer.LARGE_BYTES));
    }
  }
}
