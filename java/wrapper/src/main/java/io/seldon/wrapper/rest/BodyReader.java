package io.seldon.wrapper.rest;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** From a request to the JSON text that it carries: all ways to send a body (BOD). */
final class BodyReader {
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String MULTIPART = "multipart/form-data";
  private static final Set<String> UTF_8 = Set.of("utf-8", "utf8", "us-ascii", "ascii");

  private BodyReader() {}

  /**
   * Finds a request's message.
   *
   * @throws SeldonException 415 for a content type, charset or encoding that is not read; 400 for
   *     no message, or none that can be found
   */
  static Body read(HttpRequest request) {
    ContentType type = ContentType.of(request.header(HttpHeaderNames.CONTENT_TYPE));
    boolean isForm = type.media().equals(FORM);
    boolean isMultipart = type.media().equals(MULTIPART);
    if (isForm || isMultipart) {
      checkEncoding(request);
    }
    if (isMultipart) {
      return MultipartMessage.of(request.body(), type.options().getOrDefault("boundary", ""));
    }
    byte[] inForm = isForm ? FormFields.json(request.body(), "form json") : null;
    if (inForm != null) {
      return new Body(inForm, "form json");
    }
    String query = request.query();
    byte[] encoded = query.getBytes(StandardCharsets.ISO_8859_1);
    byte[] inQuery = query.isEmpty() ? null : FormFields.json(encoded, "query json");
    if (inQuery != null) {
      return new Body(inQuery, "query json");
    }
    if (isForm) {
      throw SeldonException.badData(
          "form: no field json (expected: json=<message>; for a raw body send "
              + "Content-Type: application/json)");
    }
    checkEncoding(request);
    return raw(request.body(), type);
  }

  private static Body raw(byte[] body, ContentType type) {
    String media = type.media();
    boolean isJson = media.startsWith("application/") && media.endsWith("+json");
    if (!media.isEmpty() && !media.equals(JSON) && !isJson) {
      String expected = JSON + ", " + FORM + " or " + MULTIPART;
      throw refused("content type: " + media + " (expected: " + expected + ")");
    }
    String charset = type.options().getOrDefault("charset", "utf-8");
    if (!UTF_8.contains(charset.toLowerCase(Locale.ROOT))) {
      throw refused("charset: " + charset + " (expected: utf-8)");
    }
    if (body.length == 0) {
      throw SeldonException.badData("body: empty (expected: a message as JSON)");
    }
    return new Body(body, "body");
  }

  private static void checkEncoding(HttpRequest request) {
    String header = request.header(HttpHeaderNames.CONTENT_ENCODING);
    String encoding = header == null ? "" : header.strip().toLowerCase(Locale.ROOT);
    if (!encoding.isEmpty() && !encoding.equals("identity")) {
      throw refused("content encoding: " + encoding + " (expected: identity)");
    }
  }

  private static SeldonException refused(String info) {
    return new SeldonException(Fault.BAD_CONTENT_TYPE, info);
  }
}
