package io.seldon.wrapper.rpc;

import io.seldon.wrapper.Transport;
import io.seldon.wrapper.Verb;
import io.seldon.wrapper.dispatch.Dispatcher;
import io.seldon.wrapper.message.Feedback;
import io.seldon.wrapper.message.Kind;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.message.Messages;
import io.seldon.wrapper.message.Meta;
import io.seldon.wrapper.message.Request;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Answers each verb by a function, by default with the message that came. */
final class FakeDispatcher implements Dispatcher {
  final BlockingQueue<Verb> asked = new LinkedBlockingQueue<>();
  Function<Request, Message> answer = FakeDispatcher::same;
  UnaryOperator<byte[]> raw;
  Map<String, Object> metadata = Map.of("name", "m", "versions", List.of("1"));

  private static Message same(Request request) {
    if (request instanceof Messages messages) {
      return messages.all().get(0);
    }
    return request instanceof Feedback feedback
        ? Objects.requireNonNull(feedback.request())
        : (Message) request;
  }

  @Override
  public <T> T answer(Verb verb, Request request, Function<Message, T> encode) {
    asked.add(verb);
    return encode.apply(answer.apply(request));
  }

  @Override
  public boolean hasRaw(Verb verb, Transport transport) {
    return raw != null && transport == Transport.GRPC;
  }

  @Override
  public byte[] callRaw(Verb verb, Transport transport, byte[] message) {
    return raw.apply(message);
  }

  @Override
  public Message health() {
    return new Message(Kind.STRING, "healthy", List.of(), Meta.EMPTY);
  }

  @Override
  public Map<String, Object> metadata() {
    return metadata;
  }
}
