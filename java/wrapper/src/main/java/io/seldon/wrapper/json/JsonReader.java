package io.seldon.wrapper.json;

import io.seldon.wrapper.message.Feedback;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.message.Messages;

/** Reads the messages of REST straight from bytes. */
public final class JsonReader {
  private JsonReader() {}

  /**
   * Reads a SeldonMessage.
   *
   * @param utf8 the text; it is not kept
   * @param source what can't be read in an error: {@code body}, {@code form json}, {@code query
   *     json}
   * @throws io.seldon.wrapper.errors.SeldonException 400 as contract.md has it (PAY, MET, ERR-3)
   */
  public static Message message(byte[] utf8, String source) {
    throw new UnsupportedOperationException("json");
  }

  /** Reads a SeldonMessageList or a bare array (DIS-6). */
  public static Messages messages(byte[] utf8, String source) {
    throw new UnsupportedOperationException("json");
  }

  /** Reads a Feedback (FBK). */
  public static Feedback feedback(byte[] utf8, String source) {
    throw new UnsupportedOperationException("json");
  }

  /**
   * Reads any JSON as plain Java values.
   *
   * @return Map, List, String, Double, Boolean or null
   */
  public static @org.jspecify.annotations.Nullable Object value(byte[] utf8, String source) {
    throw new UnsupportedOperationException("json");
  }
}
