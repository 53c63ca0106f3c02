package com.example.reporting;

import io.seldon.wrapper.component.Answer;
import io.seldon.wrapper.component.FeedbackInput;
import io.seldon.wrapper.component.Input;
import io.seldon.wrapper.component.Parameters;
import io.seldon.wrapper.component.SeldonComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** An identity model that shows every hook that a component may have. */
@Component
public class ReportingModel implements SeldonComponent {
  private final Map<String, Object> parameters = new LinkedHashMap<>();
  private List<String> names = List.of();

  /** Parameters come typed, from PREDICTIVE_UNIT_PARAMETERS. */
  public ReportingModel(Parameters given) {
    parameters.put("count", given.integer("count", 3));
    parameters.put("rate", given.number("rate", 0.5));
    parameters.put("label", given.text("label", "none"));
    parameters.put("enabled", given.flag("enabled", false));
  }

  /** Runs once, before the first call: the place to read model files. */
  @Override
  public void load() {
    names = List.of("first", "second");
  }

  /** Returns X with tags and metrics of this call alone. */
  @Override
  public Object predict(Input x) {
    int[] shape = x.shape();
    int rows = shape.length == 0 ? 0 : shape[0];
    return Answer.of(x.value())
        .withTags(Map.of("rows", rows, "shared", "call"))
        .withMetrics(List.of(Map.of("type", "GAUGE", "key", "reporting_rows", "value", rows)));
  }

  /** Returns what arrived, to be seen in the answer. */
  @Override
  public Object sendFeedback(FeedbackInput feedback) {
    double routing = feedback.routing() == null ? -9 : feedback.routing();
    Map<String, Object> tags = new LinkedHashMap<>();
    tags.put("request", PlainPayload.of(feedback.request()));
    tags.put("truth", PlainPayload.of(feedback.truth()));
    // A list, so that it is jsonData again to a request of jsonData (PAY-14).
    return Answer.of(List.of(List.of(feedback.reward(), routing))).withTags(tags);
  }

  /** Names the columns of the answer. */
  @Override
  public List<String> classNames() {
    return names;
  }

  /** Gives tags for the meta of every answer. */
  @Override
  public Map<String, ?> tags() {
    Map<String, Object> tags = new LinkedHashMap<>();
    tags.put("component", "reporting");
    tags.put("shared", "component");
    tags.putAll(parameters);
    return tags;
  }

  /** Gives metrics for every answer, and for Prometheus; a TIMER is in milliseconds. */
  @Override
  public List<?> metrics() {
    return List.of(
        Map.of("type", "COUNTER", "key", "reporting_calls", "value", 1),
        Map.of(
            "type", "TIMER", "key", "reporting_ms", "value", 20.5, "tags", Map.of("stage", "all")));
  }

  /** Describes the model for /metadata. */
  @Override
  public Map<String, ?> initMetadata() {
    Map<String, ?> schema = Map.of("names", List.of("a", "b"), "shape", List.of(2));
    return Map.of(
        "name", "reporting",
        "versions", List.of("1.0"),
        "platform", "seldon",
        "inputs", List.of(Map.of("messagetype", "tensor", "schema", schema)),
        "outputs", List.of(Map.of("messagetype", "tensor", "schema", Map.of("shape", List.of(2)))),
        "custom", Map.of("author", "seldon"));
  }

  /** Says for /health/status that all is well; throw if it is not. */
  @Override
  public Object healthStatus() {
    return "reporting";
  }
}
