package io.seldon.wrapper.tracing;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.seldon.wrapper.settings.Settings;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tracer by OpenTelemetry's SDK. */
final class SdkTracer implements Tracer {
  private static final Logger LOG = LoggerFactory.getLogger(SdkTracer.class);
  private static final TextMapGetter<Map<String, String>> GETTER =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
          return carrier.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
          return carrier == null ? null : carrier.get(key);
        }
      };

  private final SdkTracerProvider provider;
  private final TextMapPropagator propagator;
  private final io.opentelemetry.api.trace.Tracer tracer;
  private final Settings settings;

  private SdkTracer(SdkTracerProvider provider, TextMapPropagator propagator, Settings settings) {
    this.provider = provider;
    this.propagator = propagator;
    this.tracer = provider.get("seldon_wrapper");
    this.settings = settings;
  }

  /**
   * Makes the tracer, and makes it the process's own, for the component's spans (TRC-4).
   *
   * @throws IllegalArgumentException a variable has a value that it does not take
   */
  static SdkTracer make(Settings settings, Map<String, String> environment, String component) {
    Collector collector = Collector.of(environment);
    TextMapPropagator propagator = Propagation.of(environment);
    String protocol = environment.getOrDefault("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json");
    if (!protocol.equals("http/json")) {
      LOG.warn(
          "OTEL_EXPORTER_OTLP_PROTOCOL={} has no effect: spans go to {} as http/json",
          protocol,
          collector.url());
    }
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setResource(resource(settings, environment, component))
            .setSampler(Samplers.of(environment))
            .addSpanProcessor(Batches.of(new JsonExporter(collector), environment))
            .build();
    if (GlobalOpenTelemetry.isSet()) {
      LOG.warn("the component has set a tracer provider: its own spans go where that says");
    } else {
      GlobalOpenTelemetry.set(
          OpenTelemetrySdk.builder()
              .setTracerProvider(provider)
              .setPropagators(ContextPropagators.create(propagator))
              .build());
    }
    LOG.info("tracing: spans go to {}", collector.url());
    return new SdkTracer(provider, propagator, settings);
  }

  /** Says whose spans they are; OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES win. */
  private static Resource resource(
      Settings settings, Map<String, String> environment, String component) {
    AttributesBuilder own = Attributes.builder();
    own.put("service.name", settings.unitId() == null ? component : settings.unitId());
    own.put("process.pid", ProcessHandle.current().pid());
    if (settings.deploymentId() != null) {
      own.put("service.namespace", settings.deploymentId());
    }
    for (String pair : environment.getOrDefault("OTEL_RESOURCE_ATTRIBUTES", "").split(",")) {
      int end = pair.indexOf('=');
      if (end > 0) {
        own.put(pair.substring(0, end).strip(), pair.substring(end + 1).strip());
      }
    }
    String name = environment.getOrDefault("OTEL_SERVICE_NAME", "").strip();
    if (!name.isEmpty()) {
      own.put("service.name", name);
    }
    return Resource.getDefault().merge(Resource.create(own.build()));
  }

  @Override
  public Set<String> fields() {
    return Set.copyOf(propagator.fields());
  }

  @Override
  public CallSpan beginRest(String httpMethod, String path, Map<String, String> headers) {
    Context parent = parent(headers);
    SpanBuilder span =
        begin(httpMethod + " " + path, parent)
            .setAttribute("http.request.method", httpMethod)
            .setAttribute("http.route", path)
            .setAttribute("url.path", path)
            .setAttribute("url.scheme", "http")
            .setAttribute("server.port", settings.httpPort());
    return new SdkCallSpan(span.startSpan(), parent, true);
  }

  @Override
  public CallSpan beginGrpc(String fullMethod, Map<String, String> metadata) {
    String method = fullMethod.startsWith("/") ? fullMethod.substring(1) : fullMethod;
    Context parent = parent(metadata);
    SpanBuilder span =
        begin(method, parent)
            .setAttribute("rpc.system.name", "grpc")
            .setAttribute("rpc.method", method)
            .setAttribute("server.port", settings.grpcPort());
    return new SdkCallSpan(span.startSpan(), parent, false);
  }

  /** Returns what the caller says, in an empty context: a span that a thread left is no parent. */
  private Context parent(Map<String, String> carrier) {
    return propagator.extract(Context.root(), carrier, GETTER);
  }

  private SpanBuilder begin(String name, Context parent) {
    return tracer.spanBuilder(name).setParent(parent).setSpanKind(SpanKind.SERVER);
  }

  @Override
  public void stop() {
    if (!provider.shutdown().join(1, TimeUnit.SECONDS).isSuccess()) {
      LOG.warn("spans are lost: the collector took more than 1 s at the end");
    }
  }
}
