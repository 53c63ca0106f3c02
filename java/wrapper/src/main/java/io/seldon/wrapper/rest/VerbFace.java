package io.seldon.wrapper.rest;

import io.seldon.wrapper.Transport;
import io.seldon.wrapper.Verb;
import io.seldon.wrapper.dispatch.Dispatcher;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.http.HttpRequest;
import io.seldon.wrapper.json.JsonReader;
import io.seldon.wrapper.json.JsonWriter;
import io.seldon.wrapper.message.Request;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers one verb over REST: body, codec, dispatch, codec. */
final class VerbFace {
  private static final int OK = 200;
  private static final int LAST_STATUS = 599;

  private final Dispatcher dispatcher;

  VerbFace(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  /**
   * Answers one request.
   *
   * @return the HTTP status and the body
   * @throws SeldonException as contract.md, ERR has it
   */
  Answered answer(Verb verb, HttpRequest request) {
    Body body = BodyReader.read(request);
    if (dispatcher.hasRaw(verb, Transport.REST)) {
      Answered answered = raw(verb, body);
      if (answered != null) {
        return answered;
      }
    }
    return new Answered(OK, dispatcher.answer(verb, read(verb, body), JsonWriter::message));
  }

  private static Request read(Verb verb, Body body) {
    return switch (verb) {
      case AGGREGATE -> JsonReader.messages(body.text(), body.source());
      case SEND_FEEDBACK -> JsonReader.feedback(body.text(), body.source());
      default -> JsonReader.message(body.text(), body.source());
    };
  }

  /** Lets the component's raw method answer the whole message; null if it declines (DIS-7). */
  private @Nullable Answered raw(Verb verb, Body body) {
    if (verb == Verb.SEND_FEEDBACK) {
      JsonReader.feedback(body.text(), body.source());
    } else {
      Object value = JsonReader.value(body.text(), body.source());
      if (verb != Verb.AGGREGATE && !(value instanceof Map)) {
        throw SeldonException.badData(
            "body: " + kind(value) + " (expected: a SeldonMessage object)");
      }
    }
    byte[] answer = dispatcher.callRaw(verb, Transport.REST, body.text());
    return answer == null ? null : new Answered(status(answer), answer);
  }

  private static String kind(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof List) {
      return "an array";
    }
    return value instanceof String
        ? "a string"
        : value instanceof Boolean ? "a boolean" : "a number";
  }

  /** Returns the HTTP status that a raw answer asks for. */
  private static int status(byte[] answer) {
    Object value;
    try {
      value = JsonReader.value(answer, "answer");
    } catch (SeldonException notJson) {
      // What the component answers is its own to answer for, as upstream.
      return OK;
    }
    boolean hasCode =
        value instanceof Map<?, ?> message
            && message.get("status") instanceof Map<?, ?> status
            && status.get("code") instanceof Number;
    if (!hasCode) {
      return OK;
    }
    Object code = ((Map<?, ?>) ((Map<?, ?>) value).get("status")).get("code");
    double number = ((Number) code).doubleValue();
    return number == Math.rint(number) && number >= OK && number <= LAST_STATUS ? (int) number : OK;
  }

  /**
   * What a verb is answered with.
   *
   * @param status HTTP status
   * @param body JSON
   */
  record Answered(int status, byte[] body) {}
}
