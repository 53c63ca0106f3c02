package io.seldon.wrapper.rest;

import static io.seldon.wrapper.rest.RestServer.error;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents, metadata, and who may read the answers. */
class PagesTest {
  private static final String PREFLIGHT =
      "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: content-type\r\n";

  /** MDA-4: the very document of the contract. */
  @Test
  void theOpenApiDocumentIsServed() throws Exception {
    try (RestServer server = new RestServer()) {
      String answer = server.ask("GET /seldon.json", "", "");

      assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n");
      assertThat(answer).contains("\r\nContent-Type: application/json\r\n");
      assertThat(answer).contains("\"openapi\": \"3.1.0\"", "\"/send-feedback\"");
    }
  }

  /** MDA-5: nothing of the page is left to fill, and its policy names what may run. */
  @Test
  void theDocsPageIsWholeAndMayRunNothingElse() throws Exception {
    try (RestServer server = new RestServer()) {
      String answer = server.ask("GET /docs", "", "");

      assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n");
      assertThat(answer).contains("\r\nContent-Type: text/html; charset=utf-8\r\n");
      assertThat(answer)
          .containsPattern(
              "\r\nContent-Security-Policy: default-src 'none'; connect-src 'self'; img-src data:;"
                  + " style-src 'sha256-[^']{44}'; script-src 'sha256-[^']{44}'; base-uri 'none';"
                  + " form-action 'none'; frame-ancestors 'self'\r\n");
      assertThat(answer).doesNotContain("{policy}", "{style}", "{script}");
      assertThat(answer).contains("</html>");
    }
  }

  /** MDA-2: on these paths alone. */
  @ParameterizedTest
  @ValueSource(strings = {"/metadata", "/api/v1.0/metadata"})
  void metadataThatIsNoneIsAnError(String path) throws Exception {
    try (RestServer server = new RestServer()) {
      String answer = server.answer("GET " + path, "", "");

      assertThat(answer).isEqualTo(error(500, "BAD_METADATA", "Model metadata unavailable"));
    }
  }

  /** BOD-8: whatever the answer is. */
  @ParameterizedTest
  @ValueSource(strings = {"GET /live", "GET /nope", "PUT /predict", "POST /predict", "GET /docs"})
  void everyAnswerMayBeReadByAnyPage(String line) throws Exception {
    try (RestServer server = new RestServer()) {
      String answer = server.ask(line, "Origin: http://page.example\r\n", "");

      assertThat(answer).containsOnlyOnce("\r\nAccess-Control-Allow-Origin: *\r\n");
    }
  }

  /** BOD-8: CORS_ORIGINS names who may, and a cache must not mix them up. */
  @ParameterizedTest
  @CsvSource({
    "http://a.example,true",
    "http://b.example,true",
    "http://c.example,false",
    "*,false"
  })
  void namedOriginsMayReadTheAnswers(String origin, boolean mayRead) throws Exception {
    Map<String, String> environment = Map.of("CORS_ORIGINS", "http://a.example,http://b.example");
    try (RestServer server = new RestServer(environment)) {
      String answer = server.ask("GET /live", "Origin: " + origin + "\r\n", "");

      String allowed = "\r\nAccess-Control-Allow-Origin: " + origin + "\r\n";
      assertThat(answer.contains(allowed)).isEqualTo(mayRead);
      assertThat(answer.contains("Access-Control-Allow-Origin")).isEqualTo(mayRead);
      assertThat(answer).contains("\r\nVary: Origin\r\n");
    }
  }

  /** BOD-8: {@code none} allows none. */
  @Test
  void noneIsNoOrigin() throws Exception {
    try (RestServer server = new RestServer(Map.of("CORS_ORIGINS", "none"))) {
      String answer = server.ask("OPTIONS /predict", "Origin: none\r\n" + PREFLIGHT, "");

      assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").doesNotContain("Access-Control");
    }
  }

  /** BOD-8: a page on another origin may ask. */
  @Test
  void aPreflightIsAnswered() throws Exception {
    try (RestServer server = new RestServer()) {
      String answer = server.ask("OPTIONS /predict", "Origin: http://a\r\n" + PREFLIGHT, "");

      assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n");
      assertThat(answer)
          .contains(
              "\r\nAllow: GET, HEAD, OPTIONS, POST\r\n"
                  + "Access-Control-Allow-Methods: GET, HEAD, OPTIONS, POST\r\n"
                  + "Access-Control-Allow-Headers: content-type\r\n");
    }
  }
}
