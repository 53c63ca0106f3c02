package io.seldon.wrapper.proto;

import io.seldon.wrapper.message.Message;

/** Writes the answers of gRPC straight to bytes. */
public final class ProtoWriter {
  private ProtoWriter() {}

  /**
   * Writes an answer as a SeldonMessage.
   *
   * @throws io.seldon.wrapper.errors.SeldonException 500 for what can't be sent (PAY-8, PAY-9)
   */
  public static byte[] message(Message message) {
    throw new UnsupportedOperationException("proto");
  }
}
