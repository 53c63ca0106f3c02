package io.seldon.wrapper.json;

import com.google.protobuf.Any;
import io.seldon.wrapper.message.ArrayValue;
import io.seldon.wrapper.message.Kind;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.message.Meta;
import io.seldon.wrapper.message.Metric;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Messages as JSON (contract.md, PAY, NAM-4, MET-7). */
final class MessageEncoder {
  private final JsonOutput out;
  private final ValueEncoder values;
  private final ArrayEncoder arrays;

  MessageEncoder(JsonOutput out) {
    this.out = out;
    values = new ValueEncoder(out);
    arrays = new ArrayEncoder(out, values);
  }

  /**
   * Writes a whole message.
   *
   * @throws io.seldon.wrapper.errors.SeldonException 500 for what JSON does not have
   */
  void write(Message message) {
    out.raw('{');
    Kind kind = message.kind();
    if (kind != null && kind.isData()) {
      out.raw("\"data\":{\"names\":");
      values.write(message.names(), "names");
      out.raw(",\"").raw(kind.key()).raw("\":");
      arrays.write(kind, (ArrayValue) Objects.requireNonNull(message.value()));
      out.raw("},");
    } else if (kind != null) {
      out.raw('"').raw(kind.key()).raw("\":");
      single(kind, message.value());
      out.raw(',');
    }
    out.raw("\"meta\":");
    meta(message.meta());
    out.raw('}');
  }

  private void single(Kind kind, @Nullable Object value) {
    if (kind == Kind.JSON) {
      values.write(value, "jsonData answer");
    } else if (kind == Kind.ANY) {
      out.raw(ProtoJson.text((Any) Objects.requireNonNull(value)));
    } else if (value instanceof byte[] bytes) {
      out.raw('"').raw(Base64Text.write(bytes)).raw('"');
    } else {
      out.string((String) Objects.requireNonNull(value));
    }
  }

  private void meta(Meta meta) {
    out.raw('{');
    boolean isFirst = true;
    if (!meta.puid().isEmpty()) {
      key("puid", isFirst);
      out.string(meta.puid());
      isFirst = false;
    }
    isFirst = map("tags", meta.tags(), isFirst);
    isFirst = map("routing", meta.routing(), isFirst);
    isFirst = map("requestPath", meta.requestPath(), isFirst);
    if (!meta.metrics().isEmpty()) {
      key("metrics", isFirst);
      char before = '[';
      for (Metric metric : meta.metrics()) {
        out.raw(before);
        metric(metric);
        before = ',';
      }
      out.raw(']');
    }
    out.raw('}');
  }

  private boolean map(String key, Map<String, ?> map, boolean isFirst) {
    if (map.isEmpty()) {
      return isFirst;
    }
    key(key, isFirst);
    values.write(map, "meta." + key + " answer");
    return false;
  }

  private void metric(Metric metric) {
    out.raw("{\"key\":").string(metric.key());
    out.raw(",\"type\":").string(metric.type().name());
    out.raw(",\"value\":").number(metric.value());
    if (!metric.tags().isEmpty()) {
      out.raw(",\"tags\":");
      values.write(metric.tags(), "meta.metrics answer");
    }
    out.raw('}');
  }

  private void key(String key, boolean isFirst) {
    if (!isFirst) {
      out.raw(',');
    }
    out.raw('"').raw(key).raw("\":");
  }
}
