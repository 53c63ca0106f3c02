package io.seldon.wrapper.proto;

import com.google.protobuf.Value;
import io.seldon.protos.PredictionProtos;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.Meta;
import io.seldon.wrapper.message.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Meta from protobuf (contract.md, MET-6 and MET-7). */
final class MetaReader {
  private MetaReader() {}

  /** Reads a meta; refuses tags with an infinity or too deep, and metrics of no known type. */
  static Meta read(PredictionProtos.Meta meta) {
    Map<String, Object> tags = Map.of();
    if (meta.getTagsCount() > 0) {
      tags = new LinkedHashMap<>();
      for (Map.Entry<String, Value> tag : meta.getTagsMap().entrySet()) {
        put(tags, tag.getKey(), tag.getValue());
      }
    }
    List<Metric> metrics = List.of();
    if (meta.getMetricsCount() > 0) {
      metrics = new ArrayList<>();
      for (PredictionProtos.Metric metric : meta.getMetricsList()) {
        metrics.add(metric(metric, metrics.size()));
      }
    }
    return new Meta(
        meta.getPuid(),
        tags,
        meta.getRoutingCount() == 0 ? Map.of() : new LinkedHashMap<>(meta.getRoutingMap()),
        meta.getRequestPathCount() == 0 ? Map.of() : new LinkedHashMap<>(meta.getRequestPathMap()),
        metrics);
  }

  private static void put(Map<String, @Nullable Object> tags, String key, Value value) {
    Object tag = Values.read(value);
    RequestValues.check(tag, "meta.tags", "finite numbers");
    tags.put(key, tag);
  }

  private static Metric metric(PredictionProtos.Metric metric, int index) {
    Metric.Type type =
        switch (metric.getType()) {
          case COUNTER -> Metric.Type.COUNTER;
          case GAUGE -> Metric.Type.GAUGE;
          case TIMER -> Metric.Type.TIMER;
          case UNRECOGNIZED ->
              throw SeldonException.badData(
                  "meta.metrics["
                      + index
                      + "].type: "
                      + metric.getTypeValue()
                      + " (expected: COUNTER, GAUGE or TIMER)");
        };
    Map<String, String> tags =
        metric.getTagsCount() == 0 ? Map.of() : new LinkedHashMap<>(metric.getTagsMap());
    return new Metric(type, metric.getKey(), metric.getValue(), tags);
  }
}
