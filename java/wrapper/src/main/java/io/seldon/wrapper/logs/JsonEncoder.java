package io.seldon.wrapper.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.seldon.wrapper.context.CallContext;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** One JSON object a line, a stack trace as one of its strings (LOG-3). */
final class JsonEncoder extends RecordEncoder {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final long PID = ProcessHandle.current().pid();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  @Override
  String format(ILoggingEvent event, @Nullable CallContext call) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    List<KeyValuePair> brought = event.getKeyValuePairs();
    if (brought != null) {
      brought.forEach(pair -> fields.put(pair.key, pair.value));
    }
    event.getMDCPropertyMap().forEach(fields::putIfAbsent);
    // The server's own fields win: who reads them must be able to rely on them.
    fields.put("time", TIME.format(event.getInstant()));
    fields.put("level", level(event));
    fields.put("logger", event.getLoggerName());
    fields.put("message", event.getFormattedMessage());
    fields.put("pid", PID);
    put(fields, "puid", puid(call));
    put(fields, "trace_id", call == null ? "" : call.traceId());
    put(fields, "span_id", call == null ? "" : call.spanId());
    put(fields, "exception", stackTrace(event).stripTrailing());
    return json(fields) + "\n";
  }

  private static void put(Map<String, @Nullable Object> fields, String name, String value) {
    if (!value.isEmpty()) {
      fields.put(name, value);
    }
  }

  private static String json(Map<String, @Nullable Object> fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      generator.writeStartObject();
      fields.forEach(
          (name, value) -> {
            generator.writeName(name);
            write(generator, value);
          });
      generator.writeEndObject();
    }
    return text.toString();
  }

  private static void write(JsonGenerator generator, @Nullable Object value) {
    if (value instanceof Double number && Double.isFinite(number)) {
      generator.writeNumber(number);
    } else if (value instanceof Long || value instanceof Integer) {
      generator.writeNumber(((Number) value).longValue());
    } else if (value instanceof Boolean truth) {
      generator.writeBoolean(truth);
    } else if (value == null) {
      generator.writeNull();
    } else {
      generator.writeString(value.toString());
    }
  }
}
