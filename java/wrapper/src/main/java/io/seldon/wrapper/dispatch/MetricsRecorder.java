package io.seldon.wrapper.dispatch;

import io.seldon.wrapper.message.Metric;
import java.util.List;

/** Counts what a component measures; safe to use from any thread (MTR-2 to MTR-5). */
public interface MetricsRecorder {

  /**
   * Takes the metrics of one call in: COUNTER adds, GAUGE sets, TIMER observes milliseconds.
   *
   * @param metrics checked already, in order (MTR-4)
   * @param methodLabel what the label {@code method} says (MTR-3)
   * @throws io.seldon.wrapper.errors.SeldonException BAD_METRIC: a name belongs to another metric
   *     (MTR-9); none of them is taken in
   */
  void record(List<Metric> metrics, String methodLabel);

  /** Counts a feedback, and its reward if positive (MTR-5). */
  void recordFeedback(float reward);
}
