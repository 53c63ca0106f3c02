package io.seldon.wrapper.metrics;

import io.seldon.wrapper.dispatch.MetricsRecorder;
import io.seldon.wrapper.message.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The component's metrics, as series that come into being when they are first named (MTR-2 to
 * MTR-5).
 */
public final class ComponentMetrics implements MetricsRecorder, Families {
  private static final double MS_PER_S = 1000;
  private static final String FEEDBACK = "seldon_api_model_feedback";
  private static final String REWARD = "seldon_api_model_feedback_reward";
  private static final Map<String, String> HELPS =
      Map.of(
          FEEDBACK, "Feedback with a reward other than 0.", REWARD, "Sum of the positive rewards.");

  private final Map<String, String> fixed;
  private final boolean countsFeedback;
  private final SeriesNames names = new SeriesNames();
  private final Map<Place, Series> series = new ConcurrentHashMap<>();

  /** What a call says of a metric; tags in another order are the same series. */
  private record Place(SeriesNames.Owner owner, String method, Map<String, String> tags) {}

  /** One series; its monitor guards it. */
  private static final class Series {
    private double value;
    private final @Nullable Buckets buckets;

    Series(Metric.Type type) {
      this.buckets = type == Metric.Type.TIMER ? new Buckets(TimerBuckets.BOUNDS_S) : null;
    }

    synchronized void update(Metric metric) {
      switch (metric.type()) {
        case COUNTER -> value += metric.value();
        case GAUGE -> value = metric.value();
        case TIMER -> {
          if (buckets != null) {
            buckets.observe(metric.value() / MS_PER_S);
          }
        }
      }
    }

    synchronized void write(TextFormat text, String name, Map<String, String> labels) {
      if (buckets == null) {
        text.sample(name, labels, value);
      } else {
        buckets.write(text, name, labels);
      }
    }
  }

  /**
   * Begins with none.
   *
   * @param fixed the labels that each series has (MTR-3)
   * @param countsFeedback false with {@code SELDON_EXECUTOR_ENABLED=false} (MTR-5)
   */
  public ComponentMetrics(Map<String, String> fixed, boolean countsFeedback) {
    this.fixed = fixed;
    this.countsFeedback = countsFeedback;
  }

  @Override
  public void record(List<Metric> metrics, String methodLabel) {
    names.claim(metrics);
    for (Metric metric : metrics) {
      Place place = new Place(SeriesNames.Owner.of(metric), methodLabel, metric.tags());
      series.computeIfAbsent(place, unseen -> new Series(metric.type())).update(metric);
    }
  }

  @Override
  public void recordFeedback(float reward) {
    if (!countsFeedback || reward == 0) {
      return;
    }
    Metric feedback = new Metric(Metric.Type.COUNTER, FEEDBACK, 1, Map.of());
    boolean positive = reward > 0 && reward < Float.POSITIVE_INFINITY;
    record(
        positive
            ? List.of(feedback, new Metric(Metric.Type.COUNTER, REWARD, reward, Map.of()))
            : List.of(feedback),
        "feedback");
  }

  @Override
  public void write(TextFormat text) {
    Map<SeriesNames.Owner, Map<Place, Series>> families = new TreeMap<>();
    series.forEach(
        (place, one) ->
            families
                .computeIfAbsent(place.owner(), owner -> new LinkedHashMap<>())
                .put(place, one));
    families.forEach((owner, members) -> writeFamily(text, owner, members));
  }

  private void writeFamily(TextFormat text, SeriesNames.Owner owner, Map<Place, Series> members) {
    String name = owner.series().get(0);
    String type =
        switch (owner.type()) {
          case COUNTER -> "counter";
          case GAUGE -> "gauge";
          case TIMER -> "histogram";
        };
    String unit = owner.type() == Metric.Type.TIMER ? ", in seconds." : ".";
    String help = "The component's metric of type " + owner.type() + unit;
    text.family(name, HELPS.getOrDefault(owner.family(), help), type);
    members.forEach((place, one) -> one.write(text, name, labels(place)));
  }

  private Map<String, String> labels(Place place) {
    Map<String, String> labels = new LinkedHashMap<>(new TreeMap<>(place.tags()));
    labels.put("method", place.method());
    labels.putAll(fixed);
    return labels;
  }
}
