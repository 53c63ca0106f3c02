package io.seldon.wrapper.rest;

import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.json.JsonReader;
import io.seldon.wrapper.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A message from multipart/form-data: each part is a key of it (BOD-5). */
final class MultipartMessage {
  private static final String WHOLE = "json";
  private static final Set<String> TEXTS = Set.of("strData", "binData");
  private static final Set<String> JSON =
      Set.of(
          WHOLE,
          "data",
          "jsonData",
          "customData",
          "meta",
          "seldonMessages",
          "request",
          "response",
          "reward",
          "truth");
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private MultipartMessage() {}

  /**
   * Puts the parts of a body together as the JSON text of one message.
   *
   * @throws SeldonException 400, the body is no multipart, or a part can't be read
   */
  static Body of(byte[] body, String boundary) {
    Map<String, byte[]> values = new LinkedHashMap<>();
    for (Part part : PartReader.parts(body, boundary)) {
      values.put(part.name(), value(part));
    }
    byte[] whole = values.get(WHOLE);
    return new Body(whole == null ? object(values) : whole, "body");
  }

  /** Returns a part as JSON; of one with an unknown name only the name counts. */
  private static byte[] value(Part part) {
    String name = part.name();
    if (name.equals("binData") && part.isFile()) {
      return JsonWriter.value(Base64.getEncoder().encodeToString(part.data()));
    }
    if (!TEXTS.contains(name) && !JSON.contains(name)) {
      return NULL;
    }
    if (!FormFields.isUtf8(part.data())) {
      throw SeldonException.badData("multipart " + name + ": not UTF-8");
    }
    if (TEXTS.contains(name)) {
      return JsonWriter.value(new String(part.data(), StandardCharsets.UTF_8));
    }
    // Looked at by itself, so that no part can reach into the next one.
    JsonReader.value(part.data(), "multipart " + name);
    return part.data();
  }

  private static byte[] object(Map<String, byte[]> values) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.write('{');
    boolean isFirst = true;
    for (Map.Entry<String, byte[]> entry : values.entrySet()) {
      if (!isFirst) {
        text.write(',');
      }
      isFirst = false;
      text.writeBytes(JsonWriter.value(entry.getKey()));
      text.write(':');
      text.writeBytes(entry.getValue());
    }
    text.write('}');
    return text.toByteArray();
  }
}
