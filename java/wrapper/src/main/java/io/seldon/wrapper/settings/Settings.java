package io.seldon.wrapper.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything a server is told (contract.md, LIF, LIM, PAR); made by {@link #from(Map)}.
 *
 * @param modelName {@code MODEL_NAME}: the component's class, where no Spring application makes it
 * @param serviceType null when it is to be found out from the component
 * @param serveRest whether the HTTP port is opened
 * @param serveGrpc whether the gRPC port is opened
 * @param httpPort TCP port of REST
 * @param grpcPort TCP port of gRPC
 * @param metricsPort TCP port of the metrics
 * @param metricsEndpoints paths of the metrics on that port
 * @param host address that all ports are opened on
 * @param threads calls inside the component at once, at least 1
 * @param parameters typed parameters of the component: Long, Double, String, Boolean
 * @param logLevel level of the log
 * @param logFormat form of a log record
 * @param accessLog whether each request of a verb gets a record in the log
 * @param tracing whether spans are sent to an OpenTelemetry collector
 * @param unitId {@code PREDICTIVE_UNIT_ID}
 * @param unitImage {@code PREDICTIVE_UNIT_IMAGE}
 * @param predictorId {@code PREDICTOR_ID}
 * @param deploymentId {@code SELDON_DEPLOYMENT_ID}
 * @param predictorVersion {@code version} of {@code PREDICTOR_LABELS}
 * @param includeMetricsInResponse whether replies carry the component's metrics
 * @param executorEnabled whether feedback is counted
 * @param modelMetadata YAML or JSON text laid over the component's metadata
 * @param maxMessageBytes longest REST message in bytes
 * @param grpcMaxMessageBytes longest gRPC message in bytes
 * @param queueSize calls that may wait for their turn, over both protocols
 * @param restTimeoutS longest time from a whole request to its answer in seconds; null is endless
 * @param grpcTimeoutS the same for gRPC
 * @param receiveTimeoutS longest time from a request's first byte to its last, in seconds
 * @param corsOrigins origins whose pages may read the answers; {@code *} is any
 * @param shutdownDelayS seconds between failing readiness and closing the ports
 * @param drainTimeoutS longest wait for calls in flight, in seconds
 * @param notices what was set without effect, one line each
 */
public record Settings(
    @Nullable String modelName,
    @Nullable ServiceType serviceType,
    boolean serveRest,
    boolean serveGrpc,
    int httpPort,
    int grpcPort,
    int metricsPort,
    List<String> metricsEndpoints,
    String host,
    int threads,
    Map<String, Object> parameters,
    LogLevel logLevel,
    LogFormat logFormat,
    boolean accessLog,
    boolean tracing,
    @Nullable String unitId,
    @Nullable String unitImage,
    @Nullable String predictorId,
    @Nullable String deploymentId,
    @Nullable String predictorVersion,
    boolean includeMetricsInResponse,
    boolean executorEnabled,
    @Nullable String modelMetadata,
    int maxMessageBytes,
    int grpcMaxMessageBytes,
    int queueSize,
    @Nullable Double restTimeoutS,
    @Nullable Double grpcTimeoutS,
    double receiveTimeoutS,
    List<String> corsOrigins,
    double shutdownDelayS,
    double drainTimeoutS,
    List<String> notices) {

  /**
   * Reads the environment; a variable that is empty counts as unset.
   *
   * @param environment variables by name, as {@link System#getenv()} gives them
   * @throws ConfigurationException with every mistake that there is (PAR-2)
   */
  public static Settings from(Map<String, String> environment) {
    return from(environment, Annotations.DEFAULT_PATH);
  }

  static Settings from(Map<String, String> environment, Path annotations) {
    return new SettingsReader(environment, annotations).settings();
  }
}
