package io.seldon.wrapper.proto;

import io.seldon.wrapper.message.Feedback;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.message.Messages;

/** Reads the messages of gRPC straight from bytes. */
public final class ProtoReader {
  private ProtoReader() {}

  /**
   * Reads a SeldonMessage.
   *
   * @throws io.seldon.wrapper.errors.SeldonException 400 as contract.md has it (PAY, MET, ERR-3)
   */
  public static Message message(byte[] wire) {
    throw new UnsupportedOperationException("proto");
  }

  /** Reads a SeldonMessageList (DIS-6). */
  public static Messages messages(byte[] wire) {
    throw new UnsupportedOperationException("proto");
  }

  /** Reads a Feedback (FBK). */
  public static Feedback feedback(byte[] wire) {
    throw new UnsupportedOperationException("proto");
  }
}
