package io.seldon.wrapper.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.Metric;
import io.seldon.wrapper.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The series that a scrape finds. */
class ServerMetricsTest {
  private static final String FIXED =
      "deployment_name=\"d\",model_name=\"u\",model_image=\"r:5/i\",model_version=\"2\","
          + "predictor_name=\"NOT_IMPLEMENTED\",predictor_version=\"NOT_IMPLEMENTED\","
          + "seldon_deployment_name=\"d\",image_name=\"r:5/i\",image_version=\"2\","
          + "worker_id=\""
          + ProcessHandle.current().pid()
          + "\"";

  private final ServerMetrics metrics =
      new ServerMetrics(
          Settings.from(
              Map.of(
                  "SELDON_DEPLOYMENT_ID", "d",
                  "PREDICTIVE_UNIT_ID", "u",
                  "PREDICTIVE_UNIT_IMAGE", "r:5/i:2")),
          "MyModel");

  private static Metric metric(Metric.Type type, String key, float value) {
    return new Metric(type, key, value, Map.of());
  }

  /** COUNTER adds, GAUGE sets, both with the labels of MTR-3. */
  @Test
  void countersAddAndGaugesAreSet() {
    for (float value : new float[] {1, 2}) {
      metrics
          .component()
          .record(
              List.of(
                  metric(Metric.Type.COUNTER, "calls", value),
                  metric(Metric.Type.GAUGE, "rows", value)),
              "predict");
    }

    assertThat(metrics.exposition())
        .contains(
            "# HELP calls_total The component's metric of type COUNTER.\n"
                + "# TYPE calls_total counter\n"
                + "calls_total{method=\"predict\","
                + FIXED
                + "} 3.0\n")
        .contains("# TYPE rows gauge\nrows{method=\"predict\"," + FIXED + "} 2.0\n");
  }

  /** The value is milliseconds, the histogram is in seconds (MTR-2). */
  @Test
  void timersAreHistogramsInSeconds() {
    metrics.component().record(List.of(metric(Metric.Type.TIMER, "took", 20.5f)), "predict");

    String text = metrics.exposition();

    assertThat(text).contains("# TYPE took histogram\n");
    assertThat(text).contains("took_count{method=\"predict\"," + FIXED + "} 1.0\n");
    assertThat(text).contains("took_sum{method=\"predict\"," + FIXED + "} 0.0205\n");
    assertThat(text).contains("took_bucket{method=\"predict\"," + FIXED + ",le=\"+Inf\"} 1.0\n");
  }

  /** They are labels, so a digit that differs makes another series of each (MTR-11). */
  @Test
  void bucketsOfTimersAreTheContracts() throws IOException {
    String json = Files.readString(Path.of("..", "..", "common-proto", "timer-buckets.json"));
    List<String> expected =
        JsonParser.parseString(json).getAsJsonArray().asList().stream()
            .map(JsonElement::getAsString)
            .toList();
    metrics.component().record(List.of(metric(Metric.Type.TIMER, "took", 20.5f)), "predict");

    List<String> bounds =
        Pattern.compile("took_bucket\\{.*,le=\"([^\"]+)\"}")
            .matcher(metrics.exposition())
            .results()
            .map(found -> found.group(1))
            .toList();

    assertThat(bounds.subList(0, 50)).isEqualTo(expected);
    assertThat(bounds.subList(50, bounds.size())).containsExactly("+Inf");
  }

  /** The same tags in another order are the same series, and what they hold is escaped. */
  @Test
  void tagsAreLabels() {
    Metric tagged =
        new Metric(Metric.Type.COUNTER, "calls_total", 1, Map.of("b", "x\"\n\\", "a", "1"));

    metrics.component().record(List.of(tagged), "predict");

    assertThat(metrics.exposition())
        .contains("calls_total{a=\"1\",b=\"x\\\"\\n\\\\\",method=\"predict\"," + FIXED + "} 1.0\n");
  }

  /** Who uses a name first has it, and nothing of the refused call is counted (MTR-9). */
  @Test
  void aNameBelongsToItsFirstUser() {
    metrics.component().record(List.of(metric(Metric.Type.GAUGE, "k", 1)), "predict");

    SeldonException refused =
        catchThrowableOfType(
            SeldonException.class,
            () ->
                metrics
                    .component()
                    .record(
                        List.of(
                            metric(Metric.Type.COUNTER, "other", 1),
                            metric(Metric.Type.TIMER, "k", 1)),
                        "predict"));

    assertThat(refused)
        .hasMessage(
            "metric \"k\": TIMER (expected: another key, since GAUGE \"k\" has the series k)");
    assertThat(metrics.exposition()).doesNotContain("other");
  }

  /** A reward of 0 is no feedback, a negative one no reward (MTR-5). */
  @Test
  void feedbackIsCounted() {
    for (float reward : new float[] {0, -1, 0.5f}) {
      metrics.component().recordFeedback(reward);
    }

    assertThat(metrics.exposition())
        .contains("seldon_api_model_feedback_total{method=\"feedback\"," + FIXED + "} 2.0\n")
        .contains(
            "seldon_api_model_feedback_reward_total{method=\"feedback\"," + FIXED + "} 0.5\n");
  }

  /** Buckets hold what is in those below them (MTR-7). */
  @Test
  void requestsAreCountedByVerbTransportAndCode() {
    metrics.requests().observe("predict", "rest", "200", 2_000_000, 300, 256);

    String labels = "{method=\"predict\",transport=\"rest\",code=\"200\"," + FIXED;
    assertThat(metrics.exposition())
        .contains("seldon_microservice_requests_total" + labels + "} 1.0\n")
        .contains(
            "seldon_microservice_request_duration_seconds_bucket" + labels + ",le=\"0.001\"} 0.0\n")
        .contains(
            "seldon_microservice_request_duration_seconds_bucket"
                + labels
                + ",le=\"0.0025\"} 1.0\n")
        .contains("seldon_microservice_request_size_bytes_bucket" + labels + ",le=\"256.0\"} 0.0\n")
        .contains(
            "seldon_microservice_response_size_bytes_bucket" + labels + ",le=\"256.0\"} 1.0\n")
        .contains("seldon_microservice_response_size_bytes_sum" + labels + "} 256.0\n");
  }

  /** From the first scrape on (MTR-8). */
  @Test
  void gaugesOfTheServerAreReadWhenScraped() {
    metrics.gauge("calls_waiting", "Calls that wait for a thread.", () -> 7);

    assertThat(metrics.exposition())
        .contains("seldon_microservice_info{component=\"MyModel\",version=\"")
        .contains("seldon_microservice_calls_waiting{" + FIXED + "} 7.0\n");
  }
}
