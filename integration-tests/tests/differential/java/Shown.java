import io.seldon.wrapper.message.Feedback;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.message.Messages;
import io.seldon.wrapper.message.Meta;
import io.seldon.wrapper.message.Metric;
import io.seldon.wrapper.message.MixedArray;
import io.seldon.wrapper.message.NumericArray;
import io.seldon.wrapper.message.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Shows what a codec has read as text that the tests compare: JSON in ASCII, keys in order, and of
 * each number the bits of its double, so that −0.0 is not 0.0 and no rounding hides a difference.
 */
final class Shown {
  private final StringBuilder text = new StringBuilder();

  private Shown() {}

  static String of(Request request) {
    Shown shown = new Shown();
    shown.value(plain(request));
    return shown.text.toString();
  }

  private static Object plain(Request request) {
    if (request instanceof Message message) {
      return message(message);
    }
    if (request instanceof Messages messages) {
      return messages.all().stream().map(Shown::message).toList();
    }
    Feedback feedback = (Feedback) request;
    Map<String, Object> parts = new HashMap<>();
    parts.put("request", message(feedback.request()));
    parts.put("response", message(feedback.response()));
    parts.put("reward", (double) feedback.reward());
    parts.put("truth", message(feedback.truth()));
    return parts;
  }

  private static Object message(Message message) {
    if (message == null) {
      return null;
    }
    Map<String, Object> parts = new HashMap<>();
    parts.put("kind", message.kind() == null ? null : message.kind().key());
    parts.put("value", payload(message.value()));
    parts.put("names", message.names());
    parts.put("meta", meta(message.meta()));
    return parts;
  }

  private static Object payload(Object value) {
    if (value instanceof NumericArray array) {
      return array("numbers", array.shape(), Arrays.stream(array.values()).boxed().toList());
    }
    if (value instanceof MixedArray array) {
      return array("mixed", array.shape(), Arrays.asList(array.values()));
    }
    if (value instanceof com.google.protobuf.Any any) {
      return Map.of("type", any.getTypeUrl(), "bytes", any.getValue().toByteArray());
    }
    return value;
  }

  private static Map<String, Object> array(String form, int[] shape, List<?> values) {
    List<Object> sizes = new ArrayList<>();
    for (int size : shape) {
      sizes.add((double) size);
    }
    return Map.of("form", form, "shape", sizes, "values", values);
  }

  private static Map<String, Object> meta(Meta meta) {
    return Map.of(
        "puid", meta.puid(),
        "tags", meta.tags(),
        "routing", meta.routing(),
        "requestPath", meta.requestPath(),
        "metrics", meta.metrics().stream().map(Shown::metric).toList());
  }

  private static Map<String, Object> metric(Metric metric) {
    return Map.of(
        "type", metric.type().name(),
        "key", metric.key(),
        "value", (double) metric.value(),
        "tags", metric.tags());
  }

  private void value(Object value) {
    if (value == null || value instanceof Boolean) {
      text.append(value);
    } else if (value instanceof Number number) {
      text.append('"').append(bits(number.doubleValue())).append('"');
    } else if (value instanceof byte[] bytes) {
      string("bytes " + java.util.HexFormat.of().formatHex(bytes));
    } else if (value instanceof Map<?, ?> map) {
      object(map);
    } else if (value instanceof List<?> list) {
      list(list);
    } else {
      string("text " + value);
    }
  }

  private static String bits(double number) {
    return Double.isNaN(number) ? "nan" : Long.toHexString(Double.doubleToRawLongBits(number));
  }

  private void object(Map<?, ?> map) {
    // Java's order of strings is by UTF-16, so keys are ordered as they are written, in ASCII.
    Map<String, Object> ordered = new TreeMap<>();
    map.forEach((key, value) -> ordered.put(quoted((String) key), value));
    String separator = "{";
    for (Map.Entry<String, Object> entry : ordered.entrySet()) {
      text.append(separator).append(entry.getKey()).append(':');
      value(entry.getValue());
      separator = ",";
    }
    text.append(ordered.isEmpty() ? "{}" : "}");
  }

  private void list(List<?> list) {
    String separator = "[";
    for (Object value : list) {
      text.append(separator);
      value(value);
      separator = ",";
    }
    text.append(list.isEmpty() ? "[]" : "]");
  }

  private void string(String value) {
    text.append(quoted(value));
  }

  private static String quoted(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char sign : value.toCharArray()) {
      if (sign < ' ' || sign > '~' || sign == '"' || sign == '\\') {
        quoted.append("\\u%04x".formatted((int) sign));
      } else {
        quoted.append(sign);
      }
    }
    return quoted.append('"').toString();
  }
}
