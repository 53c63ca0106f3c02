package io.seldon.wrapper.rpc;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.seldon.protos.PredictionProtos;
import io.seldon.wrapper.Transport;
import io.seldon.wrapper.Verb;
import io.seldon.wrapper.dispatch.Dispatcher;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.Request;
import io.seldon.wrapper.proto.ProtoReader;
import io.seldon.wrapper.proto.ProtoWriter;

/** What one verb does with a message: codec, dispatch, codec. */
final class VerbAnswer {
  private final Verb verb;
  private final Dispatcher dispatcher;
  private final boolean isRaw;

  VerbAnswer(Verb verb, Dispatcher dispatcher) {
    this.verb = verb;
    this.dispatcher = dispatcher;
    this.isRaw = dispatcher.hasRaw(verb, Transport.GRPC);
  }

  Verb verb() {
    return verb;
  }

  /**
   * Answers one message.
   *
   * @throws SeldonException as contract.md, ERR has it
   */
  byte[] answer(byte[] request) {
    if (isRaw) {
      checkWhole(request);
      byte[] answer = dispatcher.callRaw(verb, Transport.GRPC, request);
      if (answer != null) {
        return answer;
      }
    }
    return dispatcher.answer(verb, read(request), ProtoWriter::message);
  }

  private Request read(byte[] request) {
    return switch (verb) {
      case AGGREGATE -> ProtoReader.messages(request);
      case SEND_FEEDBACK -> ProtoReader.feedback(request);
      case PREDICT, TRANSFORM_INPUT, TRANSFORM_OUTPUT, ROUTE -> ProtoReader.message(request);
    };
  }

  /** Refuses bytes that a raw method could not parse: that is the client's fault (ERR-3). */
  private void checkWhole(byte[] request) {
    Parser<?> parser =
        switch (verb) {
          case AGGREGATE -> PredictionProtos.SeldonMessageList.parser();
          case SEND_FEEDBACK -> PredictionProtos.Feedback.parser();
          case PREDICT, TRANSFORM_INPUT, TRANSFORM_OUTPUT, ROUTE ->
              PredictionProtos.SeldonMessage.parser();
        };
    try {
      parser.parseFrom(request);
    } catch (InvalidProtocolBufferException error) {
      String name =
          switch (verb) {
            case AGGREGATE -> "SeldonMessageList";
            case SEND_FEEDBACK -> "Feedback";
            case PREDICT, TRANSFORM_INPUT, TRANSFORM_OUTPUT, ROUTE -> "SeldonMessage";
          };
      throw SeldonException.badData("body: malformed " + name);
    }
  }
}
