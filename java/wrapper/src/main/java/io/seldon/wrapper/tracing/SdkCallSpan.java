package io.seldon.wrapper.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.seldon.wrapper.errors.SeldonException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A span of OpenTelemetry's SDK. */
final class SdkCallSpan implements CallSpan {
  private static final int FIRST_SERVER_ERROR = 500;
  // The codes by which a gRPC server says that it is to blame (semantic conventions for gRPC).
  private static final Set<String> SERVER_CODES =
      Set.of(
          "UNKNOWN", "DEADLINE_EXCEEDED", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS");

  private final Span span;
  private final Context parent;
  private final boolean isRest;

  /**
   * Holds a span that has begun.
   *
   * @param parent what the caller sent, its baggage too
   * @param isRest whether codes are HTTP statuses
   */
  SdkCallSpan(Span span, Context parent, boolean isRest) {
    this.span = span;
    this.parent = parent;
    this.isRest = isRest;
  }

  @Override
  public String traceparent() {
    SpanContext of = span.getSpanContext();
    return "00-%s-%s-%s".formatted(of.getTraceId(), of.getSpanId(), of.getTraceFlags().asHex());
  }

  @Override
  public io.seldon.wrapper.context.Scope enter() {
    Scope scope = parent.with(span).makeCurrent();
    return scope::close;
  }

  @Override
  public void end(String code, String puid, @Nullable SeldonException error) {
    if (isRest) {
      span.setAttribute("http.response.status_code", Long.parseLong(code));
    } else {
      span.setAttribute("rpc.response.status_code", code);
    }
    if (!puid.isEmpty()) {
      span.setAttribute("seldon.puid", puid);
    }
    if (error != null) {
      span.setAttribute("seldon.reason", error.reason());
    }
    if (isRest ? Integer.parseInt(code) >= FIRST_SERVER_ERROR : SERVER_CODES.contains(code)) {
      span.setAttribute("error.type", code);
      span.setStatus(StatusCode.ERROR, error == null ? "" : error.info());
      if (error != null) {
        span.recordException(error.getCause() == null ? error : error.getCause());
      }
    }
    span.end();
  }
}
