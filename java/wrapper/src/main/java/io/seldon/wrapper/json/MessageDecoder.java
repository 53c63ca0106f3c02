package io.seldon.wrapper.json;

import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.Feedback;
import io.seldon.wrapper.message.Kind;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.message.Messages;
import io.seldon.wrapper.message.Meta;
import io.seldon.wrapper.tftensor.TfTensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages from the tree that {@link JsonParser} made (contract.md, PAY, DIS-6, FBK). */
final class MessageDecoder {
  private static final List<String> PAYLOADS =
      List.of("data", "jsonData", "strData", "binData", "customData");
  private static final List<String> FORMS = List.of("tensor", "ndarray", "tftensor");
  private static final List<String> FEEDBACK = List.of("request", "response", "reward", "truth");
  private static final String MESSAGE = "a SeldonMessage object";
  private static final String LIST = "a SeldonMessageList or an array of SeldonMessage";

  private final JsonParser parser;

  MessageDecoder(JsonParser parser) {
    this.parser = parser;
  }

  /** Reads a SeldonMessage. */
  Message message(@Nullable Object body) {
    Message message = part(object(body, "body", MESSAGE));
    if (message.kind() == null) {
      throw none("payload", PAYLOADS);
    }
    return message;
  }

  /** Reads a SeldonMessageList, or a bare array of SeldonMessage. */
  Messages messages(@Nullable Object body) {
    List<? extends @Nullable Object> items = JsonValues.items(body);
    if (body instanceof Map<?, ?> map) {
      Object listed = map.get("seldonMessages");
      if (listed == null) {
        String got = "an object without seldonMessages";
        throw SeldonException.badData("body: " + got + " (expected: " + LIST + ")");
      }
      items = JsonValues.array(listed, "seldonMessages");
    }
    if (items == null) {
      throw JsonValues.refused("body", body, LIST);
    }
    if (items.isEmpty()) {
      throw SeldonException.badData("seldonMessages: none (expected: one or more)");
    }
    List<Message> found = new ArrayList<>(items.size());
    for (Object item : items) {
      String place = "seldonMessages[" + found.size() + "]";
      Map<String, @Nullable Object> members = object(item, place, MESSAGE);
      try {
        found.add(message(members));
      } catch (SeldonException error) {
        throw error.within(place);
      }
    }
    return new Messages(found);
  }

  /** Reads a Feedback. */
  Feedback feedback(@Nullable Object body) {
    Map<String, @Nullable Object> members = object(body, "body", "a Feedback object");
    for (String key : members.keySet()) {
      if (!FEEDBACK.contains(key)) {
        String known = String.join(", ", FEEDBACK);
        throw SeldonException.badData(
            "feedback: unknown key " + key + " (expected: " + known + ")");
      }
    }
    Object reward = members.get("reward");
    double number = reward == null ? 0 : DataDecoder.number(reward, "reward");
    if (Float.isInfinite((float) number) && !Double.isInfinite(number)) {
      throw SeldonException.badData("reward: out of range (expected: a float32)");
    }
    Message request = partOfFeedback(members, "request");
    Message response = partOfFeedback(members, "response");
    return new Feedback(request, response, (float) number, partOfFeedback(members, "truth"));
  }

  private @Nullable Message partOfFeedback(Map<String, @Nullable Object> members, String key) {
    Object value = members.get(key);
    if (value == null) {
      return null;
    }
    Map<String, @Nullable Object> part = object(value, key, MESSAGE);
    try {
      return part(part);
    } catch (SeldonException error) {
      throw error.within(key);
    }
  }

  /** Reads a message that may have no payload. */
  private Message part(Map<String, @Nullable Object> body) {
    String key = only(body, PAYLOADS, "payload");
    Meta meta = MetaDecoder.meta(body.get("meta"));
    Object value = key == null ? null : body.get(key);
    if (key == null) {
      return new Message(null, null, List.of(), meta);
    }
    return switch (key) {
      case "data" -> data(JsonValues.object(value, "data"), meta);
      case "jsonData" -> single(Kind.JSON, JsonValues.plain(value, key), meta);
      case "strData" -> single(Kind.STRING, JsonValues.string(value, key), meta);
      case "binData" -> single(Kind.BINARY, binary(value), meta);
      default -> single(Kind.ANY, any(value), meta);
    };
  }

  private static Message single(Kind kind, @Nullable Object value, Meta meta) {
    return new Message(kind, value, List.of(), meta);
  }

  private Message data(Map<String, @Nullable Object> data, Meta meta) {
    List<String> names = DataDecoder.names(data.get("names"));
    String form = only(data, FORMS, "data");
    if (form == null) {
      throw none("data", FORMS);
    }
    Object value = data.get(form);
    return switch (form) {
      case "ndarray" -> new Message(Kind.NDARRAY, DataDecoder.ndarray(value), names, meta);
      case "tensor" -> new Message(Kind.TENSOR, DataDecoder.tensor(value), names, meta);
      default -> new Message(Kind.TFTENSOR, tftensor(value), names, meta);
    };
  }

  private Object tftensor(@Nullable Object value) {
    String text = parser.textOf(JsonValues.object(value, "tftensor"));
    return TfTensors.read(ProtoJson.tensor(text));
  }

  private Object any(@Nullable Object value) {
    Map<String, @Nullable Object> members = JsonValues.object(value, "customData");
    return ProtoJson.any(members, parser.textOf(members));
  }

  private static byte[] binary(@Nullable Object value) {
    if (value instanceof String text) {
      return Base64Text.read(text, "binData");
    }
    throw JsonValues.refused("binData", value, "a base64 string");
  }

  /** Returns the one key that is there, or null; null is a value for jsonData alone (PAY-2). */
  private static @Nullable String only(
      Map<String, @Nullable Object> members, List<String> keys, String place) {
    String found = null;
    String all = "";
    for (String key : keys) {
      if (members.get(key) != null || ("jsonData".equals(key) && members.containsKey(key))) {
        all = found == null ? key : all + " and " + key;
        found = key;
      }
    }
    if (found != null && !found.equals(all)) {
      throw SeldonException.badData(place + ": " + all + " (expected: one)");
    }
    return found;
  }

  private static SeldonException none(String place, List<String> keys) {
    String expected = "one of " + String.join(", ", keys);
    return SeldonException.badData(place + ": none (expected: " + expected + ")");
  }

  private static Map<String, @Nullable Object> object(
      @Nullable Object value, String place, String expected) {
    if (value instanceof Map) {
      return JsonValues.object(value, place);
    }
    throw JsonValues.refused(place, value, expected);
  }
}
