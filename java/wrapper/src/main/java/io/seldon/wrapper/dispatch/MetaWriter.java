package io.seldon.wrapper.dispatch;

import io.seldon.wrapper.message.Meta;
import io.seldon.wrapper.message.Metric;
import io.seldon.wrapper.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the meta of answers, as the settings of one server have it (contract.md, MET). */
final class MetaWriter {
  private static final String NO_IMAGE = "NOT_IMPLEMENTED:NOT_IMPLEMENTED";

  private final Map<String, String> path;
  private final boolean withMetrics;

  MetaWriter(Settings settings) {
    String unit = settings.unitId();
    String image = settings.unitImage();
    this.path = unit == null ? Map.of() : Map.of(unit, image == null ? NO_IMAGE : image);
    this.withMetrics = settings.includeMetricsInResponse();
  }

  /**
   * Gives the meta of an answer.
   *
   * @param request the request's meta; it is left as it is
   * @param tags the component's, then the call's: later ones win (MET-2)
   * @param metrics the component's, then the call's, put behind the request's (MET-3)
   */
  Meta answer(Meta request, List<Map<String, @Nullable Object>> tags, List<Metric> metrics) {
    Map<String, @Nullable Object> allTags = request.tags();
    for (Map<String, @Nullable Object> more : tags) {
      allTags = joined(allTags, more);
    }
    Map<String, String> wholePath = joined(path, request.requestPath());
    List<Metric> allMetrics = withMetrics ? joined(request.metrics(), metrics) : List.of();
    return new Meta(request.puid(), allTags, Map.of(), wholePath, allMetrics);
  }

  private static <T extends @Nullable Object> Map<String, T> joined(
      Map<String, T> first, Map<String, T> later) {
    if (first.isEmpty() || later.isEmpty()) {
      return first.isEmpty() ? later : first;
    }
    Map<String, T> all = new LinkedHashMap<>(first);
    all.putAll(later);
    return all;
  }

  private static List<Metric> joined(List<Metric> first, List<Metric> later) {
    if (first.isEmpty() || later.isEmpty()) {
      return first.isEmpty() ? later : first;
    }
    List<Metric> all = new ArrayList<>(first);
    all.addAll(later);
    return all;
  }
}
