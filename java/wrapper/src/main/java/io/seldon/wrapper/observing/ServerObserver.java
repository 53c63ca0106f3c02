package io.seldon.wrapper.observing;

import io.seldon.wrapper.Transport;
import io.seldon.wrapper.Verb;
import io.seldon.wrapper.context.CallContext;
import io.seldon.wrapper.context.Scope;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.metrics.RequestMetrics;
import io.seldon.wrapper.tracing.CallSpan;
import io.seldon.wrapper.tracing.Tracer;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells the metrics, the access log and the trace of each call of one server. */
public final class ServerObserver implements CallObserver {
  private static final String TRACEPARENT = "traceparent";

  private final RequestMetrics requests;
  private final boolean writesAccessLog;
  private final @Nullable Tracer tracer;

  /**
   * Makes the observer.
   *
   * @param requests counts the calls
   * @param writesAccessLog whether each call gets a record in the log (LOG-4)
   * @param tracer null unless spans are sent (TRC-1)
   */
  public ServerObserver(RequestMetrics requests, boolean writesAccessLog, @Nullable Tracer tracer) {
    this.requests = requests;
    this.writesAccessLog = writesAccessLog;
    this.tracer = tracer;
  }

  @Override
  public Set<String> fields() {
    return tracer == null ? Set.of(TRACEPARENT) : tracer.fields();
  }

  @Override
  public ObservedCall rest(Verb verb, String httpMethod, String path, Map<String, String> headers) {
    CallSpan span = tracer == null ? null : tracer.beginRest(httpMethod, path, headers);
    return new ServerCall(verb, Transport.REST, headers, span);
  }

  @Override
  public ObservedCall grpc(Verb verb, String fullMethod, Map<String, String> metadata) {
    CallSpan span = tracer == null ? null : tracer.beginGrpc(fullMethod, metadata);
    return new ServerCall(verb, Transport.GRPC, metadata, span);
  }

  /** One call of this server. */
  private final class ServerCall implements ObservedCall {
    private final long beganNanos = System.nanoTime();
    private final Verb verb;
    private final Transport transport;
    private final @Nullable CallSpan span;
    private final CallContext context;

    ServerCall(
        Verb verb, Transport transport, Map<String, String> fields, @Nullable CallSpan span) {
      this.verb = verb;
      this.transport = transport;
      this.span = span;
      this.context =
          new CallContext(span == null ? fields.getOrDefault(TRACEPARENT, "") : span.traceparent());
    }

    @Override
    public Scope enter() {
      Scope entered = context.enter();
      if (span == null) {
        return entered;
      }
      Scope current = span.enter();
      return () -> {
        current.close();
        entered.close();
      };
    }

    @Override
    public void answered(
        String code, long requestBytes, long responseBytes, @Nullable SeldonException error) {
      long tookNanos = System.nanoTime() - beganNanos;
      requests.observe(
          verb.metricLabel(), transport.label(), code, tookNanos, requestBytes, responseBytes);
      if (writesAccessLog) {
        AccessLog.write(
            context, verb.metricLabel(), transport, code, tookNanos, requestBytes, responseBytes);
      }
      if (span != null) {
        span.end(code, context.puid(), error);
      }
    }
  }
}
