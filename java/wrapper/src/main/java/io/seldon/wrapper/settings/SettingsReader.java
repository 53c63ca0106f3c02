package io.seldon.wrapper.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From texts to {@link Settings}: conversion, and the rules between settings. */
final class SettingsReader {
  private static final String HTTP = "PREDICTIVE_UNIT_HTTP_SERVICE_PORT";
  private static final String GRPC = "PREDICTIVE_UNIT_GRPC_SERVICE_PORT";
  private static final String METRICS = "PREDICTIVE_UNIT_METRICS_SERVICE_PORT";
  private static final List<String> ENDPOINTS = List.of("/metrics", "/prometheus");

  private final Map<String, String> environment;
  private final Path annotationsPath;
  private final List<String> problems = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  // By the variable's own name, also where an alias was set. A value may be null: read so.
  private final Map<String, @Nullable Object> values = new HashMap<>();

  SettingsReader(Map<String, String> environment, Path annotationsPath) {
    this.environment = environment;
    this.annotationsPath = annotationsPath;
  }

  /**
   * Returns the settings.
   *
   * @throws ConfigurationException with every mistake that there is
   */
  Settings settings() {
    Variables.all().forEach(this::read);
    Set<Protocol> served = served();
    choosePorts();
    Annotations annotations = Annotations.read(annotationsPath, problems);
    Settings settings = assemble(served, annotations);
    checkPorts(settings);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return settings;
  }

  private void read(Variable variable) {
    Stream.concat(Stream.of(variable.name()), variable.aliases().stream())
        .filter(name -> !environment.getOrDefault(name, "").isBlank())
        .findFirst()
        .ifPresent(source -> read(variable, source, environment.get(source).strip()));
  }

  private void read(Variable variable, String source, String text) {
    if (variable.status() == Status.REFUSED) {
      problems.add(
          "%s: %s (expected: unset; %s)".formatted(source, Quoted.text(text), variable.help()));
    } else if (variable.status() == Status.NOTICE) {
      ignore(variable, source, text);
    } else if (variable.name().equals("PREDICTIVE_UNIT_PARAMETERS")) {
      values.put(variable.name(), ParameterList.read(text, source, problems));
    } else if (variable.kind() != null) {
      try {
        values.put(variable.name(), variable.kind().read(text));
      } catch (IllegalArgumentException wrong) {
        problems.add(
            "%s: %s (expected: %s)".formatted(source, Quoted.text(text), wrong.getMessage()));
      }
    }
  }

  /** Notes that a variable has no effect, unless it asks for what is so anyway. */
  private void ignore(Variable variable, String source, String text) {
    boolean soAnyway = variable.name().equals("WORKERS") && text.equals("1");
    if (!soAnyway && !text.equals("0") && !text.equals("false")) {
      notices.add("%s=%s has no effect: %s".formatted(source, text, variable.help()));
    }
  }

  /** Decides what is served by SERVE, and by upstream's GRPC_WORKERS=0. */
  private Set<Protocol> served() {
    boolean said = values.containsKey("SERVE");
    List<Protocol> served = value("SERVE", List.of(Protocol.REST, Protocol.GRPC));
    int workers = value("GRPC_WORKERS", 1);
    if (workers == 0 && !said) {
      served = List.of(Protocol.REST);
    } else if (workers == 0 && served.contains(Protocol.GRPC)) {
      problems.add("GRPC_WORKERS: 0 (expected: unset, since SERVE asks for GRPC)");
    } else if (workers > 1) {
      notices.add("GRPC_WORKERS=" + workers + " has no effect: THREADS counts for both protocols");
    }
    return Set.copyOf(served);
  }

  /** Lets PREDICTIVE_UNIT_SERVICE_PORT count when neither specific port is set (LIF-1). */
  private void choosePorts() {
    Object port = values.get("PREDICTIVE_UNIT_SERVICE_PORT");
    if (port != null && !values.containsKey(HTTP) && !values.containsKey(GRPC)) {
      Protocol main = value("API_TYPE", List.of(Protocol.REST)).get(0);
      values.put(main == Protocol.REST ? HTTP : GRPC, port);
    }
  }

  private Settings assemble(Set<Protocol> served, Annotations annotations) {
    int maxMessageBytes = value("MAX_MESSAGE_BYTES", 100 * 1024 * 1024);
    Double timeoutS = (Double) values.get("TIMEOUT_S");
    return new Settings(
        (String) values.get("MODEL_NAME"),
        (ServiceType) values.get("SERVICE_TYPE"),
        served.contains(Protocol.REST),
        served.contains(Protocol.GRPC),
        value(HTTP, 9000),
        value(GRPC, 9500),
        value(METRICS, 6000),
        endpoints(),
        value("BIND_ADDRESS", "0.0.0.0"),
        value("THREADS", 1),
        value("PREDICTIVE_UNIT_PARAMETERS", Map.of()),
        value("SELDON_DEBUG", false) ? LogLevel.DEBUG : value("SELDON_LOG_LEVEL", LogLevel.INFO),
        value("LOG_FORMAT", LogFormat.TEXT),
        value("ACCESS_LOG", false),
        value("TRACING", false),
        (String) values.get("PREDICTIVE_UNIT_ID"),
        (String) values.get("PREDICTIVE_UNIT_IMAGE"),
        (String) values.get("PREDICTOR_ID"),
        (String) values.get("SELDON_DEPLOYMENT_ID"),
        (String) values.get("PREDICTOR_LABELS"),
        value("INCLUDE_METRICS_IN_CLIENT_RESPONSE", true),
        value("SELDON_EXECUTOR_ENABLED", true),
        (String) values.get("MODEL_METADATA"),
        maxMessageBytes,
        values.containsKey("MAX_MESSAGE_BYTES")
            ? maxMessageBytes
            : annotations.maxMessageBytes().orElse(maxMessageBytes),
        value("QUEUE_SIZE", 1000),
        values.containsKey("TIMEOUT_S") ? timeoutS : annotatedTimeoutS(annotations),
        timeoutS,
        value("RECEIVE_TIMEOUT_S", 60.0),
        value("CORS_ORIGINS", List.of("*")),
        value("SHUTDOWN_DELAY_S", 0.0),
        // Below docker stop's 10 s: the server itself says what it cut off, not a SIGKILL.
        value("DRAIN_TIMEOUT_S", 8.0),
        List.copyOf(notices));
  }

  private static @Nullable Double annotatedTimeoutS(Annotations annotations) {
    return annotations.restTimeoutMs().isPresent()
        ? Double.valueOf(annotations.restTimeoutMs().getAsInt() / 1000.0)
        : null;
  }

  private List<String> endpoints() {
    String path = value("PREDICTIVE_UNIT_METRICS_ENDPOINT", "/metrics");
    return Stream.concat(ENDPOINTS.stream(), Stream.of(path)).distinct().toList();
  }

  /** Refuses one port for two servers. */
  private void checkPorts(Settings settings) {
    Map<Integer, Set<String>> names = new TreeMap<>();
    note(names, settings.metricsPort(), METRICS, true);
    note(names, settings.httpPort(), HTTP, settings.serveRest());
    note(names, settings.grpcPort(), GRPC, settings.serveGrpc());
    names.forEach(
        (port, same) -> {
          if (same.size() > 1) {
            problems.add(
                "%s: both %d (expected: a port each)".formatted(String.join(" and ", same), port));
          }
        });
  }

  private static void note(Map<Integer, Set<String>> names, int port, String name, boolean used) {
    if (used) {
      names.computeIfAbsent(port, none -> new TreeSet<>()).add(name);
    }
  }

  // Each variable's kind gives what its field of Settings is: Variables and assemble agree.
  @SuppressWarnings("unchecked")
  private <T> T value(String name, T fallback) {
    Object value = values.get(name);
    return value == null ? fallback : (T) value;
  }
}
