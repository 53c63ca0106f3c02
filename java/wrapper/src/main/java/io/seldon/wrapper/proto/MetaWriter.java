package io.seldon.wrapper.proto;

import io.seldon.protos.PredictionProtos;
import io.seldon.wrapper.message.Meta;
import io.seldon.wrapper.message.Metric;
import java.util.Map;

/** Meta to protobuf (contract.md, MET-7). */
final class MetaWriter {
  private MetaWriter() {}

  /** Writes a meta; empty if nothing is set. */
  static PredictionProtos.Meta write(Meta meta) {
    if (meta.equals(Meta.EMPTY)) {
      return PredictionProtos.Meta.getDefaultInstance();
    }
    PredictionProtos.Meta.Builder written =
        PredictionProtos.Meta.newBuilder().setPuid(Utf8.checked(meta.puid()));
    for (Map.Entry<String, Object> tag : meta.tags().entrySet()) {
      written.putTags(Utf8.checked(tag.getKey()), Values.write(tag.getValue(), "jsonData answer"));
    }
    written.putAllRouting(meta.routing()).putAllRequestPath(meta.requestPath());
    for (Metric metric : meta.metrics()) {
      written.addMetrics(metric(metric));
    }
    return written.build();
  }

  private static PredictionProtos.Metric metric(Metric metric) {
    PredictionProtos.Metric.Builder written =
        PredictionProtos.Metric.newBuilder()
            .setKey(Utf8.checked(metric.key()))
            .setTypeValue(metric.type().ordinal())
            .setValue(metric.value());
    metric.tags().forEach((key, value) -> written.putTags(Utf8.checked(key), Utf8.checked(value)));
    return written.build();
  }
}
