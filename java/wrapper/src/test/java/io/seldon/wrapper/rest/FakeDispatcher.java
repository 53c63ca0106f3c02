package io.seldon.wrapper.rest;

import io.seldon.wrapper.Transport;
import io.seldon.wrapper.Verb;
import io.seldon.wrapper.dispatch.Dispatcher;
import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.Feedback;
import io.seldon.wrapper.message.Kind;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.message.Messages;
import io.seldon.wrapper.message.Meta;
import io.seldon.wrapper.message.Request;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/** Answers what it is asked; {@code fail} and {@code hold} do what they say; it has no route. */
final class FakeDispatcher implements Dispatcher {
  final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
  final CountDownLatch hold = new CountDownLatch(1);
  volatile String rawAnswer = "";

  @Override
  public <T> T answer(Verb verb, Request request, Function<Message, T> encode) {
    Message message = first(request);
    Object value = message.value();
    asked.add(verb.method() + " " + value);
    if (verb == Verb.ROUTE) {
      String info = "route is not implemented by this component";
      throw new SeldonException(Fault.NOT_IMPLEMENTED, info);
    }
    if ("fail".equals(value)) {
      throw new IllegalStateException("it failed");
    }
    if ("hold".equals(value)) {
      await();
    }
    return encode.apply(message);
  }

  private void await() {
    try {
      hold.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Message first(Request request) {
    if (request instanceof Message message) {
      return message;
    }
    if (request instanceof Messages messages) {
      return messages.all().get(0);
    }
    Message part = ((Feedback) request).request();
    return part == null ? text("feedback") : part;
  }

  private static Message text(String text) {
    return new Message(Kind.STRING, text, List.of(), Meta.EMPTY);
  }

  @Override
  public boolean hasRaw(Verb verb, Transport transport) {
    return !rawAnswer.isEmpty();
  }

  @Override
  public byte[] callRaw(Verb verb, Transport transport, byte[] message) {
    asked.add(verb.method() + " raw " + new String(message, StandardCharsets.UTF_8));
    return rawAnswer.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Message health() {
    return text("healthy");
  }

  @Override
  public Map<String, Object> metadata() {
    throw new SeldonException(Fault.BAD_METADATA, "Model metadata unavailable");
  }
}
