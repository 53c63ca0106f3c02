package io.seldon.wrapper.rest;

import static io.seldon.wrapper.rest.RestServer.error;
import static org.assertj.core.api.Assertions.assertThat;

import io.seldon.wrapper.http.RawConnection;
import io.seldon.wrapper.life.State;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The REST face around a component of the tests' own; what all servers answer is in the vectors.
 */
class RestFaceTest {
  private static final String TEXT = "{\"strData\":\"x\"}";
  private static final String ECHO = "200 {\"strData\":\"x\",\"meta\":{}}";

  /** BOD-1: one table, one place where a path may be missing. */
  @ParameterizedTest
  @CsvSource({
    "/predict,predict",
    "/api/v0.1/predictions,predict",
    "/api/v1.0/predictions,predict",
    "/transform-input,transformInput",
    "/transform-output,transformOutput",
    "/%70redict,predict"
  })
  void aPathIsAVerb(String path, String method) throws Exception {
    try (RestServer server = new RestServer()) {
      String answer = server.post(path, TEXT);

      assertThat(answer).isEqualTo(ECHO);
      assertThat(server.dispatcher.asked).containsExactly(method + " x");
    }
  }

  /** Verbs whose message is another one than SeldonMessage. */
  @ParameterizedTest
  @CsvSource({
    "/aggregate,aggregate x,[%]",
    "/combine,aggregate x,{\"seldonMessages\":[%]}",
    "/send-feedback,sendFeedback x,{\"request\":%}",
    "/api/v0.1/feedback,sendFeedback x,{\"request\":%}",
    "/api/v1.0/feedback,sendFeedback x,{\"request\":%}"
  })
  void aPathHasItsMessage(String path, String asked, String json) throws Exception {
    try (RestServer server = new RestServer()) {
      String answer = server.post(path, json.replace("%", TEXT));

      assertThat(answer).isEqualTo(ECHO);
      assertThat(server.dispatcher.asked).containsExactly(asked);
    }
  }

  /** ERR-9: an orchestrator tells a pod that starts from a pod that fails. */
  @Test
  void verbsAreRefusedUntilReady() throws Exception {
    try (RestServer server = new RestServer(Map.of(), State.LOADING)) {
      String answer = server.post("/predict", TEXT);
      String probe = server.answer("GET /ready", "", "");
      String live = server.answer("GET /live", "", "");
      String ping = server.answer("GET /health/ping", "", "");

      assertThat(answer).isEqualTo(error(503, "NOT_READY", "not ready: loading"));
      assertThat(probe).isEqualTo("503 loading");
      assertThat(live).isEqualTo("200 live");
      assertThat(ping).isEqualTo("200 pong");
    }
  }

  /** ERR-7: a typo in a URL looks like one. */
  @ParameterizedTest
  @CsvSource({
    "GET /nope,/nope",
    "POST /predict/,/predict/",
    "POST //predict,//predict",
    "DELETE /nope?json=secret,/nope",
    "OPTIONS /nope,/nope",
    "GET /PREDICT,/PREDICT",
    "GET /n%C3%B6pe,/nöpe"
  })
  void anotherPathIsNotFound(String line, String path) throws Exception {
    try (RestServer server = new RestServer()) {
      String answer = server.answer(line, RestServer.JSON, "{bad");

      String info = "path: " + path + " (expected: one of the paths of /seldon.json)";
      assertThat(answer).isEqualTo(error(404, "NOT_FOUND", info));
    }
  }

  /** ERR-7: and which methods there are. */
  @ParameterizedTest
  @CsvSource({
    "DELETE,/predict,GET or POST,'GET, POST'",
    "PUT,/combine,GET or POST,'GET, POST'",
    "POST,/live,GET,GET",
    "POST,/metadata,GET,GET",
    "POST,/docs,GET,GET",
    "FOO,/seldon.json,GET,GET"
  })
  void anotherMethodIsNotAllowed(String method, String path, String words, String allow)
      throws Exception {
    try (RestServer server = new RestServer()) {
      String answer = server.answer(method + " " + path, "", "{bad");
      String whole = server.ask(method + " " + path, "", "{bad");

      String info = "method: " + method + " (expected: " + words + ")";
      assertThat(answer).isEqualTo(error(405, "BAD_METHOD", info));
      assertThat(whole).contains("\r\nAllow: " + allow + "\r\n");
    }
  }

  /** ERR-11: of several errors the first in that order is told. */
  @ParameterizedTest
  @CsvSource({
    "/predict,text/plain,413",
    "/predict?,application/json,413",
    "/nope,application/json,404"
  })
  void aBodyThatIsTooLargeIsToldBeforeItsType(String path, String type, int status)
      throws Exception {
    try (RestServer server = new RestServer(Map.of("MAX_MESSAGE_BYTES", "1024"))) {
      String answer =
          server.answer("POST " + path, "Content-Type: " + type + "\r\n", "{".repeat(1025));

      String info = "body: 1025 bytes (expected: at most 1024)";
      String expected =
          status == 413
              ? error(413, "TOO_LARGE", info)
              : error(404, "NOT_FOUND", "path: /nope (expected: one of the paths of /seldon.json)");
      assertThat(answer).isEqualTo(expected);
    }
  }

  /** LIM-1: without a length it is known only when it is too late. */
  @Test
  void aChunkedBodyThatIsTooLargeIsRefused() throws Exception {
    try (RestServer server = new RestServer(Map.of("MAX_MESSAGE_BYTES", "1024"));
        RawConnection connection = server.connect()) {
      connection.send("POST /predict HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
      connection.send("200\r\n" + "x".repeat(512) + "\r\n201\r\n" + "x".repeat(513) + "\r\n");
      String answer = connection.answer();

      String expected = error(413, "TOO_LARGE", "body: over 1024 bytes (expected: at most 1024)");
      assertThat(answer).endsWith(expected.substring("413 ".length()));
    }
  }

  /** ERR-4, ERR-8: the class's own text, and nothing ends the server. */
  @Test
  void whatTheComponentThrowsIsItsError() throws Exception {
    try (RestServer server = new RestServer()) {
      String failed = server.post("/predict", "{\"strData\":\"fail\"}");
      String missing = server.post("/route", TEXT);
      String next = server.post("/predict", TEXT);

      assertThat(failed).isEqualTo(error(500, "INTERNAL_ERROR", "it failed"));
      assertThat(missing)
          .isEqualTo(error(501, "NOT_IMPLEMENTED", "route is not implemented by this component"));
      assertThat(next).isEqualTo(ECHO);
    }
  }

  /** MTR-7: each call is counted once, whatever becomes of it. */
  @Test
  void callsAreObserved() throws Exception {
    try (RestServer server = new RestServer()) {
      server.answer("POST /predict", "traceparent: t\r\nX: y\r\n", TEXT);
      server.post("/predict", "{}");

      assertThat(server.observer.next()).isEqualTo("POST /predict{traceparent=t} 200 15");
      assertThat(server.observer.next())
          .isEqualTo(
              "POST /predict{} 400 2 payload: none (expected: one of data, jsonData, strData,"
                  + " binData, customData)");
    }
  }

  /** LIM-5: on time, though the component runs on. */
  @Test
  void aCallThatTakesTooLongIsAnsweredOnTime() throws Exception {
    try (RestServer server = new RestServer(Map.of("TIMEOUT_S", "0.2"))) {
      String running = server.post("/predict", "{\"strData\":\"hold\"}");
      String waiting = server.post("/predict", TEXT);

      String late = error(504, "TIMEOUT", "timeout: no answer within 0.2 s");
      assertThat(running).isEqualTo(late);
      assertThat(waiting).isEqualTo(late);
      assertThat(server.dispatcher.asked).containsExactly("predict hold");
      assertThat(server.queue.waiting()).isZero();
    }
  }

  /** LIM-4: at once, and probes do not wait behind calls (DIS-10). */
  @Test
  void aFullQueueRefusesAndProbesAnswer() throws Exception {
    try (RestServer server = new RestServer(Map.of("QUEUE_SIZE", "0"));
        RawConnection first = server.connect()) {
      first.send(RestServer.written("POST /predict", "", "{\"strData\":\"hold\"}"));
      server.dispatcher.asked.poll(20, TimeUnit.SECONDS);
      String refused = server.post("/predict", TEXT);
      String probe = server.answer("GET /ready", "", "");
      String health = server.answer("GET /health/status", "", "");
      server.dispatcher.hold.countDown();
      String held = first.answer();

      assertThat(refused)
          .isEqualTo(error(503, "OVERLOADED", "overloaded: 0 calls are waiting (expected: fewer)"));
      assertThat(probe).isEqualTo("200 ready");
      assertThat(health).isEqualTo("200 {\"strData\":\"healthy\",\"meta\":{}}");
      assertThat(held).startsWith("HTTP/1.1 200 ");
    }
  }

  /** LIM-5, LIM-8: a call that nobody waits for is never run. */
  @ParameterizedTest
  @ValueSource(strings = {"close", "half-close", "reset"})
  void aCallWhoseClientHasLeftIsNotRun(String leaving) throws Exception {
    try (RestServer server = new RestServer();
        RawConnection first = server.connect();
        RawConnection second = server.connect()) {
      first.send(RestServer.written("POST /predict", "", "{\"strData\":\"hold\"}"));
      server.dispatcher.asked.poll(20, TimeUnit.SECONDS);
      second.send(RestServer.written("POST /route", "", TEXT));
      if (leaving.equals("half-close")) {
        second.finishSending();
      } else if (leaving.equals("reset")) {
        second.reset();
      } else {
        second.close();
      }
      String noted = server.observer.next();
      server.dispatcher.hold.countDown();
      first.answer();
      server.post("/predict", TEXT);

      assertThat(noted).isEqualTo("POST /route{} 499 15");
      assertThat(server.dispatcher.asked).containsExactly("predict x");
    }
  }

  /** DIS-7: the status that a raw answer asks for. */
  @ParameterizedTest
  @CsvSource({"201,201", "599,599", "600,200", "199,200", "201.5,200", "'\"201\"',200"})
  void aRawAnswerHasItsOwnStatus(String code, int status) throws Exception {
    try (RestServer server = new RestServer()) {
      server.dispatcher.rawAnswer = "{\"status\":{\"code\":" + code + "}}";
      String answer = server.post("/predict", TEXT);

      assertThat(answer).isEqualTo(status + " " + server.dispatcher.rawAnswer);
      assertThat(server.dispatcher.asked).containsExactly("predict raw " + TEXT);
    }
  }

  /** DIS-7: a status without a body leaves none for the next answer to begin with. */
  @ParameterizedTest
  @ValueSource(ints = {204, 304})
  void aRawAnswerOfAStatusWithoutABodyHasNone(int status) throws Exception {
    try (RestServer server = new RestServer();
        RawConnection connection = server.connect()) {
      server.dispatcher.rawAnswer = "{\"status\":{\"code\":" + status + "}}";
      String request = "POST /predict HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}";
      connection.send(request + request.replace("/predict", "/nope") + "nonsense\r\n\r\n");

      String answers = connection.untilClosed();

      assertThat(answers).startsWith("HTTP/1.1 " + status);
      assertThat(answers.split("\r\n\r\n")[0]).doesNotContain("Content-Length");
      assertThat(answers.split("\r\n\r\n")[1]).startsWith("HTTP/1.1 404");
    }
  }

  /** DIS-7, BOD-7: a raw method need not look at what it is given. */
  @ParameterizedTest
  @CsvSource({
    "[],body: an array (expected: a SeldonMessage object)",
    "1,body: a number (expected: a SeldonMessage object)",
    "null,body: null (expected: a SeldonMessage object)",
    "{,body: malformed JSON"
  })
  void aRawMethodGetsObjectsAlone(String json, String info) throws Exception {
    try (RestServer server = new RestServer()) {
      server.dispatcher.rawAnswer = "{}";
      String answer = server.post("/predict", json);

      assertThat(answer).isEqualTo(error(400, "BAD_DATA", info));
      assertThat(server.dispatcher.asked).isEmpty();
    }
  }

  /** LIF-5: a call in flight is answered through the stop, and what is cut off is named. */
  @Test
  void whatIsInFlightIsNamedWhenItIsCutOff() throws Exception {
    try (RestServer server = new RestServer();
        RawConnection connection = server.connect()) {
      connection.send(
          RestServer.written("POST /api/v1.0/predictions", "", "{\"strData\":\"hold\"}"));
      server.dispatcher.asked.poll(20, TimeUnit.SECONDS);
      server.face.stopAccepting();

      assertThat(server.face.awaitDrained(System.nanoTime())).containsExactly("predict over rest");
    }
  }
}
