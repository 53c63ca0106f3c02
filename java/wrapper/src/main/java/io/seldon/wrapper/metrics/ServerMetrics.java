package io.seldon.wrapper.metrics;

import io.seldon.wrapper.settings.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All series of one server, by the settings' labels (contract.md, MTR). */
public final class ServerMetrics {
  private static final String UNSET = "NOT_IMPLEMENTED";

  private final Map<String, String> fixed = new LinkedHashMap<>();
  private final List<Families> all = new CopyOnWriteArrayList<>();
  private final RequestMetrics requests;
  private final ComponentMetrics component;

  /**
   * Begins with none.
   *
   * @param name the component's class, for {@code seldon_microservice_info}
   */
  public ServerMetrics(Settings settings, String name) {
    String image = settings.unitImage() == null ? "" : settings.unitImage();
    int colon = image.indexOf(':', image.lastIndexOf('/') + 1);
    String imageName = colon < 0 ? image : image.substring(0, colon);
    String imageVersion = colon < 0 ? "" : image.substring(colon + 1);
    put("deployment_name", settings.deploymentId());
    put("model_name", settings.unitId());
    put("model_image", imageName);
    put("model_version", imageVersion);
    put("predictor_name", settings.predictorId());
    put("predictor_version", settings.predictorVersion());
    put("seldon_deployment_name", settings.deploymentId());
    put("image_name", imageName);
    put("image_version", imageVersion);
    put("worker_id", String.valueOf(ProcessHandle.current().pid()));
    this.requests = new RequestMetrics(fixed);
    this.component = new ComponentMetrics(fixed, settings.executorEnabled());
    all.add(text -> writeInfo(text, name));
    all.add(requests);
    all.add(component);
  }

  /** Returns what counts the requests (MTR-7). */
  public RequestMetrics requests() {
    return requests;
  }

  /** Returns what counts for the component (MTR-2). */
  public ComponentMetrics component() {
    return component;
  }

  /**
   * Adds a gauge that is read when somebody scrapes (MTR-8).
   *
   * @param name behind {@code seldon_microservice_}
   * @param source called from any thread; it neither blocks nor throws
   */
  public void gauge(String name, String help, IntSupplier source) {
    String full = "seldon_microservice_" + name;
    all.add(
        text -> {
          text.family(full, help, "gauge");
          text.sample(full, fixed, source.getAsInt());
        });
  }

  /** Adds families that are in Prometheus' text format already, such as Micrometer's. */
  public void add(Supplier<String> lines) {
    all.add(text -> text.lines(lines.get()));
  }

  /** Returns all series as Prometheus text (MTR-1). */
  public String exposition() {
    TextFormat text = new TextFormat();
    all.forEach(families -> families.write(text));
    return text.toString();
  }

  private void writeInfo(TextFormat text, String name) {
    // A gauge of 1, since the text format has no type for what does not change.
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("component", name);
    labels.put("version", version());
    labels.put("java", Runtime.version().toString());
    labels.putAll(fixed);
    text.family("seldon_microservice_info", "The server that answers.", "gauge");
    text.sample("seldon_microservice_info", labels, 1);
  }

  private void put(String label, @Nullable String value) {
    fixed.put(label, value == null || value.isEmpty() ? UNSET : value);
  }

  private static String version() {
    String version = ServerMetrics.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}
