package io.seldon.wrapper.dispatch;

import io.seldon.wrapper.Transport;
import io.seldon.wrapper.Verb;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.message.Request;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks the component, and makes its answer a message: all rules between decoding and encoding. */
public interface Dispatcher {

  /**
   * Answers one verb, as a codec writes it.
   *
   * @param verb what is asked
   * @param request Messages for AGGREGATE, Feedback for SEND_FEEDBACK, else a Message
   * @param encode the codec's way to write a message; its errors are logged too
   * @return what {@code encode} gives
   * @throws io.seldon.wrapper.errors.SeldonException as contract.md, ERR has it; the stack trace is
   *     in the log already
   */
  <T> T answer(Verb verb, Request request, Function<Message, T> encode);

  /** Returns whether the component answers the verb by a raw method over that transport. */
  boolean hasRaw(Verb verb, Transport transport);

  /**
   * Gives the message as it came to the raw method, and its answer back (DIS-7).
   *
   * @param verb one for which {@link #hasRaw} holds
   * @param transport what the bytes are: JSON in UTF-8, or protobuf
   * @param message the whole message
   * @return the whole answer; null if the method says that it is as good as absent, and the plain
   *     one is to be asked
   * @throws io.seldon.wrapper.errors.SeldonException the method raised
   */
  byte @Nullable [] callRaw(Verb verb, Transport transport, byte[] message);

  /** Returns the component's health as a message (HLT-3). */
  Message health();

  /**
   * Returns the component's metadata, all six keys (MDA-1).
   *
   * @throws io.seldon.wrapper.errors.SeldonException it breaks the schema (MDA-2)
   */
  Map<String, Object> metadata();
}
