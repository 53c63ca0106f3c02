package io.seldon.wrapper.settings;

import static io.seldon.wrapper.settings.Variable.build;
import static io.seldon.wrapper.settings.Variable.honoured;
import static io.seldon.wrapper.settings.Variable.refused;
import static io.seldon.wrapper.settings.Variable.without;

import java.util.ArrayList;
import java.util.List;

/**
 * The one table of every variable: ours, upstream's, honoured or not.
 *
 * <p>The reader, {@code --help}, the notices and the guide's table are all made from it; nothing
 * else knows what a variable means.
 */
public final class Variables {
  private static final List<Variable> HONOURED =
      List.of(
          honoured(
              "MODEL_NAME",
              "The component's class, such as my.Model, where no Spring application makes it.",
              Kinds::text),
          honoured(
              "SERVICE_TYPE",
              "What the component is; found out from its methods when unset.",
              Kinds.oneOf(ServiceType.class)),
          honoured(
              "API_TYPE",
              "The main protocol; both are served all the same (see SERVE).",
              Kinds::protocols,
              "REST"),
          honoured(
              "SERVE",
              "The protocols to serve: REST, GRPC or REST,GRPC.",
              Kinds::protocols,
              "REST,GRPC"),
          honoured(
              "GRPC_WORKERS",
              "0 serves REST only, as upstream; any other number has no effect.",
              Kinds.atLeast(0),
              "1"),
          honoured("PREDICTIVE_UNIT_HTTP_SERVICE_PORT", "Port of REST.", Kinds::port, "9000"),
          honoured("PREDICTIVE_UNIT_GRPC_SERVICE_PORT", "Port of gRPC.", Kinds::port, "9500"),
          honoured(
              "PREDICTIVE_UNIT_METRICS_SERVICE_PORT",
              "Port of the Prometheus metrics.",
              Kinds::port,
              "6000"),
          honoured(
              "PREDICTIVE_UNIT_SERVICE_PORT",
              "Port of the protocol that API_TYPE names first; counts only when neither the HTTP"
                  + " nor the gRPC port is set.",
              Kinds::port),
          honoured("BIND_ADDRESS", "Address that every port is opened on.", Kinds::text, "0.0.0.0"),
          honoured(
              "PREDICTIVE_UNIT_METRICS_ENDPOINT",
              "One more path of the metrics beside /metrics and /prometheus.",
              Kinds::path,
              "/metrics"),
          honoured(
                  "THREADS",
                  "Calls inside the component at once, over both protocols together.",
                  Kinds.atLeast(1),
                  "1")
              .or("GUNICORN_THREADS"),
          honoured(
              "PREDICTIVE_UNIT_PARAMETERS",
              "The component's parameters, as [{\"name\": \"a\", \"value\": \"1\", \"type\":"
                  + " \"INT\"}].",
              null,
              "[]"),
          honoured(
              "MAX_MESSAGE_BYTES",
              "Longest request in bytes, on both protocols (for gRPC also the annotation"
                  + " seldon.io/grpc-max-message-size).",
              Kinds.atLeast(1024),
              "104857600"),
          honoured(
              "QUEUE_SIZE",
              "Calls that may wait for their turn, over both protocols together; more are"
                  + " refused.",
              Kinds.atLeast(0),
              "1000"),
          honoured(
              "TIMEOUT_S",
              "Longest time in seconds from a whole request to its answer, waiting included; 0 is"
                  + " endless (for REST also the annotation seldon.io/rest-timeout, in"
                  + " milliseconds).",
              Kinds::secondsOrEndless,
              "0"),
          honoured(
              "RECEIVE_TIMEOUT_S",
              "Longest time in seconds from the first byte of a REST request to its last.",
              Kinds::secondsAbove0,
              "60"),
          honoured(
              "CORS_ORIGINS",
              "Origins whose web pages may read REST answers, with commas; * is any, none is none.",
              Kinds::origins,
              "*"),
          honoured(
              "SHUTDOWN_DELAY_S",
              "Seconds between failing readiness and closing the ports when told to stop.",
              Kinds::seconds,
              "0"),
          honoured(
              "DRAIN_TIMEOUT_S",
              "Longest wait in seconds for calls in flight when told to stop.",
              Kinds::secondsAbove0,
              "8"),
          honoured(
              "SELDON_LOG_LEVEL",
              "DEBUG, INFO, WARNING or ERROR.",
              Kinds.oneOf(LogLevel.class),
              "INFO"),
          honoured(
              "LOG_FORMAT",
              "TEXT, or JSON: one object a line; both with the puid and the trace of the call.",
              Kinds.oneOf(LogFormat.class),
              "TEXT"),
          honoured("SELDON_DEBUG", "1 means log level DEBUG.", Kinds::flag, "0"),
          honoured(
                  "ACCESS_LOG",
                  "1 writes one record for each request of a verb, over both protocols.",
                  Kinds::flag,
                  "0")
              .or("GUNICORN_ACCESS_LOG"),
          honoured(
              "TRACING",
              "1 sends a span of each request to an OpenTelemetry collector.",
              Kinds::flag,
              "0"),
          // Tracing reads its own variables, these and others, when it is on.
          honoured(
              "OTEL_EXPORTER_OTLP_ENDPOINT",
              "URL of the collector that TRACING sends to, as OTLP over HTTP in JSON.",
              null,
              "http://localhost:4318"),
          honoured(
              "OTEL_SERVICE_NAME",
              "What spans are called by; PREDICTIVE_UNIT_ID or the component's name when unset.",
              null),
          honoured("PREDICTIVE_UNIT_ID", "Name in requestPath and routing.", Kinds::text),
          honoured("PREDICTIVE_UNIT_IMAGE", "Image in requestPath.", Kinds::text),
          honoured("PREDICTOR_ID", "Label of the metrics.", Kinds::text),
          honoured(
              "PREDICTOR_LABELS",
              "JSON; its version is a label of the metrics.",
              Kinds::versionLabel),
          honoured("SELDON_DEPLOYMENT_ID", "Label of the metrics.", Kinds::text),
          honoured(
              "SELDON_EXECUTOR_ENABLED", "0 leaves out the feedback counters.", Kinds::flag, "1"),
          honoured(
              "INCLUDE_METRICS_IN_CLIENT_RESPONSE",
              "0 leaves the component's metrics out of the replies.",
              Kinds::flag,
              "1"),
          honoured(
              "MODEL_METADATA", "YAML or JSON laid over the component's metadata.", Kinds::text));

  private static final List<Variable> WITHOUT_EFFECT =
      List.of(
          without("WORKERS", "one JVM holds the component once; THREADS lets more calls into it")
              .or("GUNICORN_WORKERS"),
          without("ALLOW_ROUTER_WORKERS", "one JVM holds the component once"),
          without(
              "PAYLOAD_PASSTHROUGH",
              "a component that overrides predictRawREST or predictRawGRPC gets the raw message"),
          without(
              "PERSISTENCE", "upstream dropped it too; keep state in the component's own store"),
          without("GRPC_THREADS", "THREADS counts for both protocols"),
          without("SECONDARY_SERVICE_PORT", "set PREDICTIVE_UNIT_GRPC_SERVICE_PORT"),
          without("JAEGER_AGENT_HOST", "spans go to OTEL_EXPORTER_OTLP_ENDPOINT"),
          without("JAEGER_AGENT_PORT", "spans go to OTEL_EXPORTER_OTLP_ENDPOINT"));

  private static final List<Variable> REFUSED =
      List.of(
          refused(
              "CONDA_ENV_NAME",
              "there is no conda here; remove it and list what is needed in" + " pom.xml"));

  private static final List<Variable> BUILD =
      List.of(
          build(
              "BUILD_CHECK",
              "How far assemble tries the component: off, import or load.",
              "import"),
          build(
              "BUILD_CHECK_TIMEOUT_S",
              "How long assemble may try the component, in seconds.",
              "300"));

  private Variables() {}

  /** Returns every variable, in the order of the guide. */
  public static List<Variable> all() {
    List<Variable> all = new ArrayList<>(HONOURED);
    all.addAll(WITHOUT_EFFECT);
    all.addAll(REFUSED);
    all.addAll(BUILD);
    return List.copyOf(all);
  }
}
