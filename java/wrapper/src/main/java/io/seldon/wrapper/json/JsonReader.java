package io.seldon.wrapper.json;

import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.Feedback;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.message.Messages;
import org.jspecify.annotations.Nullable;

/** Reads the messages of REST straight from bytes. */
public final class JsonReader {
  private JsonReader() {}

  /**
   * Reads a SeldonMessage.
   *
   * @param utf8 the text; it is not kept
   * @param source what can't be read in an error: {@code body}, {@code form json}, {@code query
   *     json}
   * @throws SeldonException 400 as contract.md has it (PAY, MET, ERR-3)
   */
  public static Message message(byte[] utf8, String source) {
    JsonParser parser = new JsonParser(utf8);
    Object body = parse(parser, source);
    return new MessageDecoder(parser).message(body);
  }

  /**
   * Reads a SeldonMessageList or a bare array (DIS-6).
   *
   * @param utf8 the text; it is not kept
   * @param source what can't be read in an error
   * @throws SeldonException 400 as contract.md has it (DIS-6)
   */
  public static Messages messages(byte[] utf8, String source) {
    JsonParser parser = new JsonParser(utf8);
    Object body = parse(parser, source);
    return new MessageDecoder(parser).messages(body);
  }

  /**
   * Reads a Feedback.
   *
   * @param utf8 the text; it is not kept
   * @param source what can't be read in an error
   * @throws SeldonException 400 as contract.md has it (FBK)
   */
  public static Feedback feedback(byte[] utf8, String source) {
    JsonParser parser = new JsonParser(utf8);
    Object body = parse(parser, source);
    return new MessageDecoder(parser).feedback(body);
  }

  /**
   * Reads any JSON as plain Java values.
   *
   * @param utf8 the text; it is not kept
   * @param source what can't be read in an error
   * @return Map, List, String, Double, Boolean or null
   * @throws SeldonException 400 {@code <source>: malformed JSON}
   */
  public static @Nullable Object value(byte[] utf8, String source) {
    return JsonValues.plain(parse(new JsonParser(utf8), source));
  }

  private static @Nullable Object parse(JsonParser parser, String source) {
    try {
      return parser.parse();
    } catch (MalformedJsonException error) {
      throw SeldonException.badData(source + ": malformed JSON");
    }
  }
}
