package io.seldon.wrapper.rest;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.http.HttpRequest;
import io.seldon.wrapper.http.Reply;
import io.seldon.wrapper.json.JsonWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes replies of this face: their type, and who may read them (BOD-8). */
final class Replies {
  private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

  private final Cors cors;

  Replies(Cors cors) {
    this.cors = cors;
  }

  /** Returns a reply of that type. */
  Reply of(HttpRequest request, int status, MediaType type, byte[] body) {
    return new Reply(status, headers(request, type), body);
  }

  /** Returns an answer in JSON. */
  Reply json(HttpRequest request, int status, byte[] body) {
    return of(request, status, MediaType.JSON, body);
  }

  /** Returns a reply with further header lines, each of which ends in CRLF. */
  Reply with(HttpRequest request, int status, MediaType type, String lines, byte[] body) {
    return new Reply(status, Cors.joined(headers(request, type), lines), body);
  }

  /** Returns an error (ERR-1). */
  Reply error(HttpRequest request, SeldonException error) {
    return json(request, error.httpStatus(), JsonWriter.error(error));
  }

  /** Returns the reply to what is no request (LIM-6). */
  Reply refusal(SeldonException error) {
    byte[] headers = cors.headers(MediaType.JSON, null);
    return new Reply(error.httpStatus(), headers, JsonWriter.error(error));
  }

  private byte[] headers(HttpRequest request, MediaType type) {
    return cors.headers(type, request.header(HttpHeaderNames.ORIGIN));
  }

  /** Returns what a caller gets to see of something that was thrown outside the component. */
  static SeldonException errorOf(Throwable thrown) {
    if (thrown instanceof SeldonException error) {
      return error;
    }
    LOG.error("a call failed outside the component", thrown);
    String text = thrown.getMessage();
    boolean isMute = text == null || text.isBlank();
    String info = isMute ? thrown.getClass().getSimpleName() : text;
    return new SeldonException(Fault.COMPONENT, info, thrown);
  }
}
