package io.seldon.wrapper.json;

import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.Message;
import org.jspecify.annotations.Nullable;

/** Writes the answers of REST straight to bytes. */
public final class JsonWriter {
  private JsonWriter() {}

  /**
   * Writes an answer.
   *
   * @throws SeldonException 500 for what JSON does not have (PAY-8, PAY-9)
   */
  public static byte[] message(Message message) {
    throw new UnsupportedOperationException("json");
  }

  /** Writes an error (ERR-1). */
  public static byte[] error(SeldonException error) {
    throw new UnsupportedOperationException("json");
  }

  /** Writes plain Java values: Map, List, String, Number, Boolean, null. */
  public static byte[] value(@Nullable Object value) {
    throw new UnsupportedOperationException("json");
  }
}
