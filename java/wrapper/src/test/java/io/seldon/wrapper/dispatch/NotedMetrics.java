package io.seldon.wrapper.dispatch;

import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.Metric;
import java.util.ArrayList;
import java.util.List;

/** Notes what it is told; a metric with the key {@code taken} is refused, as MTR-9 has it. */
final class NotedMetrics implements MetricsRecorder {
  final List<String> told = new ArrayList<>();

  @Override
  public void record(List<Metric> metrics, String methodLabel) {
    for (Metric metric : metrics) {
      if (metric.key().equals("taken")) {
        throw new SeldonException(Fault.BAD_METRIC, "metric \"taken\"");
      }
      told.add(methodLabel + " " + metric.key());
    }
  }

  @Override
  public void recordFeedback(float reward) {
    told.add("reward " + reward);
  }
}
