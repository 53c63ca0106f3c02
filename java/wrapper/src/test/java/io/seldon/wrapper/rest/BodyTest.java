package io.seldon.wrapper.rest;

import static io.seldon.wrapper.rest.RestServer.error;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All ways to send a message, and those that are none (BOD). */
class BodyTest {
  private static final String TEXT = "{\"strData\":\"x\"}";
  private static final String ECHO = "200 {\"strData\":\"x\",\"meta\":{}}";
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
  private static final String MULTIPART = "Content-Type: multipart/form-data; boundary=abc\r\n";
  private static final String EXPECTED =
      " (expected: application/json, application/x-www-form-urlencoded or multipart/form-data)";

  private static String part(String options, String data) {
    return "--abc\r\nContent-Disposition: form-data; " + options + "\r\n\r\n" + data + "\r\n";
  }

  /** BOD-2: clients name JSON in many ways. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON",
        "application/json; charset=utf-8",
        "application/json;charset=\"UTF8\"",
        "application/json; charset=us-ascii; profile=\"x;y\"",
        "application/vnd.seldon+JSON"
      })
  void jsonIsReadUnderItsNames(String type) throws Exception {
    try (RestServer server = new RestServer()) {
      assertThat(server.answer("POST /predict", "Content-Type: " + type + "\r\n", TEXT))
          .isEqualTo(ECHO);
    }
  }

  /** BOD-2, BOD-6: what the server would have to guess at. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-Type: Text/Plain; a=b|content type: text/plain%",
        "Content-Type: application/jsonp|content type: application/jsonp%",
        "Content-Type: application/json; charset=latin-1|charset: latin-1 (expected: utf-8)",
        "Content-Encoding: GZIP|content encoding: gzip (expected: identity)"
      })
  void otherTypesAreRefused(String header, String info) throws Exception {
    try (RestServer server = new RestServer()) {
      assertThat(server.answer("POST /predict", header + "\r\n", "{bad"))
          .isEqualTo(error(415, "BAD_CONTENT_TYPE", info.replace("%", EXPECTED)));
    }
  }

  /** BOD-3, BOD-4: of several fields the last counts, and who beats whom. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "/predict,isDefault=true&json=%7B%22strData%22:%22x%22%7D",
        "/predict,json={bad&json={\"strData\":\"x\"}",
        "/predict?json={bad,json={\"strData\"%3a+\"x\"}",
        "/predict?a=b&json=%7B%22strData%22:%22x%22%7D#json=no,isDefault=true",
        "/predict?json=%7B%22strData%22%3A%22x%22%7D,``"
      })
  void aFormOrAQueryCarriesTheMessage(String path, String body) throws Exception {
    try (RestServer server = new RestServer()) {
      assertThat(server.answer("POST " + path, FORM, body)).isEqualTo(ECHO);
    }
  }

  /** BOD-4: what does not count is not looked at. */
  @Test
  void aQueryBeatsARawBody() throws Exception {
    String target = "POST /predict?json=%7B%22strData%22%3A%22x%22%7D";
    String headers = "Content-Type: text/plain; charset=latin-1\r\nContent-Encoding: gzip\r\n";
    try (RestServer server = new RestServer()) {
      assertThat(server.answer(target, headers, "text")).isEqualTo(ECHO);
    }
  }

  /** BOD-3, ERR-3: the commonest mistake is told with its remedy. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/predict|a=b|form: no field json (expected: json=<message>; for a raw body send"
            + " Content-Type: application/json)",
        "/predict|json=|form json: malformed JSON",
        "/predict|json|form json: malformed JSON",
        "/predict|json=%FF|form json: malformed JSON",
        "/predict|json=%7B%7D&a=%FF|form json: malformed JSON",
        "/predict?json=|a=b|query json: malformed JSON",
        "/predict?json=%zz|a=b|query json: malformed JSON"
      })
  void aFormWithoutAMessageIsRefused(String path, String body, String info) throws Exception {
    try (RestServer server = new RestServer()) {
      assertThat(server.answer("POST " + path, FORM, body)).isEqualTo(error(400, "BAD_DATA", info));
    }
  }

  /** BOD-7: nobody finds out otherwise that the body never arrived. */
  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void anEmptyBodyIsRefused(String method) throws Exception {
    try (RestServer server = new RestServer()) {
      assertThat(server.answer(method + " /predict", "", ""))
          .isEqualTo(error(400, "BAD_DATA", "body: empty (expected: a message as JSON)"));
    }
  }

  /** BOD-5: each part is a key, a field json the whole message, and unknown ones are nothing. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`name=\"strData\"`,x,`\"strData\":\"x\"`",
        "`name=\"strData\"; filename=\"a.txt\"`,`{\"a\": 1}`,`\"strData\":\"{\\\"a\\\": 1}\"`",
        "`name=strData`,`a\r\n--abcd\r\n`,`\"strData\":\"a\\r\\n--abcd\\r\\n\"`",
        "`name=\"strData\"`,``,`\"strData\":\"\"`",
        "`name=\"json\"`,`{\"strData\":\"y\"}`,`\"strData\":\"y\"`",
        "`filename=\"x\"; name=\"binData\"`,`a`,`\"binData\":\"YQ==\"`",
        "`name=\"binData\"`,YQ,`\"binData\":\"YQ==\"`",
        "`name=\"jsonData\"; filename=\"x.json\"`,`[1, null]`,`\"jsonData\":[1,null]`"
      })
  void partsMakeAMessage(String options, String data, String payload) throws Exception {
    String body = part("name=\"submit\"", "{bad") + part(options, data) + "--abc--\r\n";
    try (RestServer server = new RestServer()) {
      assertThat(server.answer("POST /predict?json=no", MULTIPART, body))
          .isEqualTo("200 {" + payload + ",\"meta\":{}}");
    }
  }

  /** BOD-5: parts that can't be read, and bodies that are none. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data|{bad|multipart data: malformed JSON",
        "jsonData|plain|multipart jsonData: malformed JSON",
        "data|1},\"strData\":{|multipart data: malformed JSON",
        "binData|*|binData: not base64",
        "json|[]|body: an array (expected: a SeldonMessage object)"
      })
  void aPartThatCanNotBeReadIsNamed(String name, String data, String info) throws Exception {
    String body = part("name=\"" + name + "\"", data) + "--abc--";
    try (RestServer server = new RestServer()) {
      assertThat(server.answer("POST /predict", MULTIPART, body))
          .isEqualTo(error(400, "BAD_DATA", info));
    }
  }

  /** BOD-5: one that is cut must not pass for whole. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "strData=x",
        "--abc",
        "--abc\r\nContent-Disposition: form-data; name=\"strData\"\r\n\r\nx",
        "--abc\r\nContent-Disposition: form-data; name=\"strData\"\r\n",
        "--abc\r\nX: y\r\n\r\nx\r\n--abc--\r\n"
      })
  void whatIsNoMultipartIsRefused(String body) throws Exception {
    try (RestServer server = new RestServer()) {
      assertThat(server.answer("POST /predict", MULTIPART, body))
          .isEqualTo(error(400, "BAD_DATA", "body: malformed multipart"));
    }
  }

  /** BOD-5: without a boundary nothing can be found. */
  @Test
  void multipartWithoutABoundaryIsRefused() throws Exception {
    String body = part("name=\"strData\"", "x") + "--abc--\r\n";
    try (RestServer server = new RestServer()) {
      assertThat(server.answer("POST /predict", "Content-Type: multipart/form-data\r\n", body))
          .isEqualTo(error(400, "BAD_DATA", "body: malformed multipart"));
    }
  }
}
