package io.seldon.wrapper.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes spans as OTLP in JSON: ids in hexadecimal, 64-bit numbers as text, enums as numbers. */
final class SpanJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator json;

  private SpanJson(JsonGenerator json) {
    this.json = json;
  }

  static byte[] of(Collection<SpanData> spans) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), body)) {
      new SpanJson(json).write(spans);
    }
    return body.toByteArray();
  }

  private void write(Collection<SpanData> spans) {
    json.writeStartObject();
    json.writeArrayPropertyStart("resourceSpans");
    grouped(spans, SpanData::getResource).forEach(this::resource);
    json.writeEndArray();
    json.writeEndObject();
  }

  private static <K> Map<K, List<SpanData>> grouped(
      Collection<SpanData> spans, Function<SpanData, K> key) {
    return spans.stream()
        .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
  }

  private void resource(Resource resource, List<SpanData> spans) {
    json.writeStartObject();
    json.writeObjectPropertyStart("resource");
    attributes(resource.getAttributes());
    json.writeEndObject();
    json.writeArrayPropertyStart("scopeSpans");
    grouped(spans, SpanData::getInstrumentationScopeInfo).forEach(this::scope);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void scope(InstrumentationScopeInfo scope, List<SpanData> spans) {
    json.writeStartObject();
    json.writeObjectPropertyStart("scope");
    json.writeStringProperty("name", scope.getName());
    json.writeEndObject();
    json.writeArrayPropertyStart("spans");
    spans.forEach(this::span);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void span(SpanData span) {
    json.writeStartObject();
    json.writeStringProperty("traceId", span.getTraceId());
    json.writeStringProperty("spanId", span.getSpanId());
    if (span.getParentSpanContext().isValid()) {
      json.writeStringProperty("parentSpanId", span.getParentSpanId());
    }
    json.writeStringProperty("name", span.getName());
    // OTLP begins with UNSPECIFIED.
    json.writeNumberProperty("kind", span.getKind().ordinal() + 1);
    json.writeStringProperty("startTimeUnixNano", Long.toString(span.getStartEpochNanos()));
    json.writeStringProperty("endTimeUnixNano", Long.toString(span.getEndEpochNanos()));
    attributes(span.getAttributes());
    json.writeArrayPropertyStart("events");
    span.getEvents().forEach(this::event);
    json.writeEndArray();
    json.writeArrayPropertyStart("links");
    span.getLinks().forEach(this::link);
    json.writeEndArray();
    json.writeObjectPropertyStart("status");
    if (!span.getStatus().getDescription().isEmpty()) {
      json.writeStringProperty("message", span.getStatus().getDescription());
    }
    json.writeNumberProperty("code", span.getStatus().getStatusCode().ordinal());
    json.writeEndObject();
    json.writeEndObject();
  }

  private void event(EventData event) {
    json.writeStartObject();
    json.writeStringProperty("timeUnixNano", Long.toString(event.getEpochNanos()));
    json.writeStringProperty("name", event.getName());
    attributes(event.getAttributes());
    json.writeEndObject();
  }

  private void link(LinkData link) {
    json.writeStartObject();
    json.writeStringProperty("traceId", link.getSpanContext().getTraceId());
    json.writeStringProperty("spanId", link.getSpanContext().getSpanId());
    attributes(link.getAttributes());
    json.writeEndObject();
  }

  private void attributes(Attributes attributes) {
    json.writeArrayPropertyStart("attributes");
    attributes.forEach(this::attribute);
    json.writeEndArray();
  }

  private void attribute(AttributeKey<?> key, Object value) {
    json.writeStartObject();
    json.writeStringProperty("key", key.getKey());
    json.writeName("value");
    value(value);
    json.writeEndObject();
  }

  private void value(Object value) {
    json.writeStartObject();
    if (value instanceof Boolean truth) {
      json.writeBooleanProperty("boolValue", truth);
    } else if (value instanceof Long number) {
      json.writeStringProperty("intValue", number.toString());
    } else if (value instanceof Double number) {
      json.writeNumberProperty("doubleValue", number);
    } else if (value instanceof List<?> list) {
      json.writeObjectPropertyStart("arrayValue");
      json.writeArrayPropertyStart("values");
      list.forEach(this::value);
      json.writeEndArray();
      json.writeEndObject();
    } else {
      json.writeStringProperty("stringValue", value.toString());
    }
    json.writeEndObject();
  }
}
