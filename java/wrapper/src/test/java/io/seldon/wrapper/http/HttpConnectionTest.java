package io.seldon.wrapper.http;

import static io.seldon.wrapper.http.RawConnection.bodies;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/1.1 on a real socket: framing and order. */
class HttpConnectionTest {
  private static final String CHUNKED =
      "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
  private static final String LAST = "GET /last HTTP/1.1\r\nConnection: close\r\n\r\n";

  /** A proxy that pipelines must not get one caller's answer for another's. */
  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws Exception {
    try (EchoServer server = new EchoServer();
        RawConnection connection = server.connect()) {
      connection.send(
          "GET /hold HTTP/1.1\r\n\r\nPOST /b HTTP/1.1\r\nContent-Length: 3\r\n\r\ntwo" + LAST);
      Exchange held = server.awaitHeld();
      int asked = server.seen.size();
      EchoServer.release(held);

      String answer = connection.untilClosed();

      assertThat(asked).isEqualTo(1);
      assertThat(bodies(answer)).containsExactly("held", "two", "/last");
    }
  }

  /** Replies that are made at once must not end in the depth of the stack. */
  @Test
  void thousandsOfPipelinedRequestsDoNotNest() throws Exception {
    try (EchoServer server = new EchoServer()) {
      String answer = server.ask("GET /x HTTP/1.1\r\n\r\n".repeat(5000) + LAST);

      assertThat(bodies(answer)).hasSize(5001);
    }
  }

  /** TCP keeps no boundaries; a chunked body has some of its own. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 99})
  void aRequestMayComeInAnyPieces(int pieces) throws Exception {
    String request = CHUNKED + "3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\n\r\n";
    int size = (request.length() + pieces - 1) / pieces;
    try (EchoServer server = new EchoServer();
        RawConnection connection = server.connect()) {
      for (int start = 0; start < request.length(); start += size) {
        connection.send(request.substring(start, Math.min(start + size, request.length())));
      }

      String answer = connection.untilClosed();

      assertThat(bodies(answer)).containsExactly("abcdefg");
    }
  }

  /** Java's own client offers h2c with each first request, also with a POST. */
  @Test
  void aClientThatOffersHttp2IsAnsweredInHttp1() throws Exception {
    String offer =
        "POST /a HTTP/1.1\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
            + "HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA\r\n"
            + "Content-Length: 3\r\n\r\nabc";
    try (EchoServer server = new EchoServer()) {
      String answer = server.ask(offer + offer + LAST);

      assertThat(bodies(answer)).containsExactly("abc", "abc", "/last");
    }
  }

  /** LIM-5: what nobody waits for need not be computed. */
  @Test
  void aClientThatLeavesIsNoticed() throws Exception {
    try (EchoServer server = new EchoServer()) {
      try (RawConnection connection = server.connect()) {
        connection.send("GET /hold HTTP/1.1\r\n\r\n");
        server.awaitHeld();
      }

      assertThat(server.left.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** The same if its machine resets the connection. */
  @Test
  void aClientThatResetsIsNoticed() throws Exception {
    try (EchoServer server = new EchoServer()) {
      RawConnection connection = server.connect();
      connection.send("GET /hold HTTP/1.1\r\n\r\n");
      Exchange held = server.awaitHeld();
      connection.reset();

      assertThat(server.left.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(held.isOpen()).isFalse();
      server.awaitConnections(0);
    }
  }

  /** LIM-8: TCP does not tell a client that reads on from one that has left. */
  @Test
  void aClientThatHalfClosesHasLeft() throws Exception {
    try (EchoServer server = new EchoServer();
        RawConnection connection = server.connect()) {
      connection.send("GET /hold HTTP/1.1\r\n\r\n");
      server.awaitHeld();
      connection.finishSending();

      String answer = connection.untilClosed();

      assertThat(answer).isEmpty();
      assertThat(server.left.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** LIM-8: a request that is cut is never run. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /a HTTP/1.1\r\nX: ",
        "POST /a HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc",
        "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"
      })
  void halfARequestIsNeverRun(String half) throws Exception {
    try (EchoServer server = new EchoServer();
        RawConnection connection = server.connect()) {
      connection.send(half);
      connection.finishSending();

      String answer = connection.untilClosed();

      assertThat(answer).isEmpty();
      assertThat(server.seen).isEmpty();
    }
  }

  /** LIM-8: what the client gets after its half-close is whole, or nothing. */
  @Test
  void anAnswerThatIsUnderWayComesWholeToAHalfClosedClient() throws Exception {
    try (EchoServer server = new EchoServer();
        RawConnection connection = server.connect()) {
      connection.send("GET /large HTTP/1.1\r\n\r\n");
      connection.finishSending();

      String answer = connection.untilClosed();

      assertThat(answer.isEmpty() || bodies(answer).get(0).length() == EchoServer.LARGE_BYTES)
          .isTrue();
    }
  }

  /** Curl asks so for bodies of more than a kilobyte, and waits a second without an answer. */
  @Test
  void aClientThatAsksFirstIsToldToGoOn() throws Exception {
    try (EchoServer server = new EchoServer();
        RawConnection connection = server.connect()) {
      connection.send("POST /a HTTP/1.1\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
      String told = connection.answer();
      connection.send("abc");
      String answer = connection.answer();

      assertThat(told).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      assertThat(bodies(answer)).containsExactly("abc");
    }
  }

  /** Its length would otherwise be read as the next answer. */
  @Test
  void theAnswerToHeadHasNoBody() throws Exception {
    try (EchoServer server = new EchoServer()) {
      String answer = server.ask("HEAD /abc HTTP/1.1\r\nConnection: close\r\n\r\n");

      assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").endsWith("Content-Length: 4\r\n\r\n");
    }
  }

  /** A Content-Type behind the body would change how the body is read. */
  @Test
  void aTrailerIsNoHeader() throws Exception {
    try (EchoServer server = new EchoServer();
        RawConnection connection = server.connect()) {
      connection.send(
          "POST /hold HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Type: a/b\r\n\r\n"
              + "1\r\nx\r\n0\r\nContent-Type: c/d\r\nX: y\r\n\r\n");
      HttpRequest request = server.awaitHeld().request();

      assertThat(request.header("content-type")).isEqualTo("a/b");
      assertThat(request.header("x")).isNull();
    }
  }

  /** It costs the server no more than the body: the pieces are put together as they come. */
  @Test
  void aBodyInChunksOfAByteIsTaken() throws Exception {
    String body = "0123456789".repeat(500);
    StringBuilder chunks = new StringBuilder(CHUNKED);
    body.chars().forEach(letter -> chunks.append("1\r\n").append((char) letter).append("\r\n"));
    try (EchoServer server = new EchoServer(10_000, 60)) {
      String answer = server.ask(chunks + "0\r\n\r\n");

      assertThat(bodies(answer)).containsExactly(body);
    }
  }

  /** A body beyond what is held at once grows with what comes. */
  @Test
  void aBodyOfMegabytesIsTaken() throws Exception {
    String body = "0123456789abcdef".repeat(200_000);
    String head = "POST /a HTTP/1.1\r\nConnection: close\r\nContent-Length: 3200000\r\n\r\n";
    try (EchoServer server = new EchoServer(4_000_000, 60)) {
      String answer = server.ask(head + body);

      assertThat(bodies(answer)).containsExactly(body);
    }
  }

  /** Such a client takes the end of the connection for the end of the answer. */
  @Test
  void http10IsAnsweredAndClosed() throws Exception {
    try (EchoServer server = new EchoServer()) {
      String answer = server.ask("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

      assertThat(answer).contains("\r\nConnection: close\r\n");
      assertThat(bodies(answer)).containsExactly("/a");
    }
  }

  /** The client was told to close, and sends it again elsewhere: it would be done twice. */
  @Test
  void whatFollowsTheLastAnswerIsNotRun() throws Exception {
    String large = "POST /a HTTP/1.1\r\nContent-Length: 1001\r\n\r\n" + "x".repeat(1001);
    try (EchoServer server = new EchoServer()) {
      String answer = server.ask(large + "GET /b HTTP/1.1\r\n\r\n");

      assertThat(answer).startsWith("HTTP/1.1 413 ");
      assertThat(server.seen).containsExactly("POST /a 1001");
    }
  }

  /** Proxies send the whole URL, browsers escape, and neither is part of the path. */
  @ParameterizedTest
  @ValueSource(
      strings = {"/a%2Fb?c=/d#e", "http://host:1/a/b?c", "/a/b#?", "http://host/a%2fb", "/a/b?"})
  void thePathIsReadFromTheTarget(String target) throws Exception {
    try (EchoServer server = new EchoServer()) {
      String answer = server.ask("GET " + target + " HTTP/1.1\r\nConnection: close\r\n\r\n");

      assertThat(bodies(answer)).containsExactly("/a/b");
    }
  }
}
