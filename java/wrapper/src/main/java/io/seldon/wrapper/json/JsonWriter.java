package io.seldon.wrapper.json;

import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.message.NumericArray;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes the answers of REST straight to bytes. */
public final class JsonWriter {
  private static final int SMALL_BYTES = 512;
  private static final int BYTES_A_NUMBER = 20;

  private JsonWriter() {}

  /**
   * Writes an answer.
   *
   * @param message with a payload as {@link Message} says
   * @throws SeldonException 500 for what JSON does not have (PAY-8, PAY-9)
   */
  public static byte[] message(Message message) {
    long expected = SMALL_BYTES;
    if (message.value() instanceof NumericArray array) {
      expected += (long) array.values().length * BYTES_A_NUMBER;
    }
    JsonOutput out = new JsonOutput((int) Math.min(expected, Integer.MAX_VALUE / 2));
    new MessageEncoder(out).write(message);
    return out.toBytes();
  }

  /**
   * Writes an error (ERR-1); half of a surrogate pair in its text is a question mark.
   *
   * @param error what went wrong
   */
  public static byte[] error(SeldonException error) {
    JsonOutput out = new JsonOutput(SMALL_BYTES);
    out.raw("{\"status\":{\"code\":").number(error.httpStatus());
    out.raw(",\"info\":").string(encodable(error.info()));
    out.raw(",\"reason\":").string(encodable(error.reason()));
    out.raw(",\"status\":\"FAILURE\"}}");
    return out.toBytes();
  }

  /** An error is told whatever it says. */
  private static String encodable(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /**
   * Writes plain Java values.
   *
   * @param value Map, List, String, Number, Boolean or null
   * @throws SeldonException 500 for another value, half of a surrogate pair, or an infinity; NaN is
   *     null
   */
  public static byte[] value(@Nullable Object value) {
    JsonOutput out = new JsonOutput(SMALL_BYTES);
    new ValueEncoder(out).write(value, "answer");
    return out.toBytes();
  }
}
