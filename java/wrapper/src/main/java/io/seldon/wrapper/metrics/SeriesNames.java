package io.seldon.wrapper.metrics;

import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.Metric;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whose a Prometheus series is: one type and key each (contract.md, MTR-9).
 *
 * <p>A text with two types for one family, or a gauge called like the sum of a timer, is none that
 * every Prometheus reads. So whoever uses a name first has it.
 */
final class SeriesNames {
  private final Set<Owner> known = ConcurrentHashMap.newKeySet();
  private Map<String, Owner> owners = new HashMap<>();

  /** A type and the name of its family, without a counter's {@code _total}. */
  record Owner(Metric.Type type, String family) implements Comparable<Owner> {

    static Owner of(Metric metric) {
      String key = metric.key();
      boolean counted = metric.type() == Metric.Type.COUNTER && key.endsWith("_total");
      return new Owner(
          metric.type(), counted ? key.substring(0, key.length() - "_total".length()) : key);
    }

    List<String> series() {
      return switch (type) {
        case COUNTER -> List.of(family + "_total");
        case GAUGE -> List.of(family);
        case TIMER -> List.of(family, family + "_bucket", family + "_sum", family + "_count");
      };
    }

    @Override
    public int compareTo(Owner other) {
      int types = type.compareTo(other.type);
      return types == 0 ? family.compareTo(other.family) : types;
    }
  }

  /**
   * Takes the names of some metrics, all or none.
   *
   * @throws SeldonException BAD_METRIC: a name belongs to another metric
   */
  void claim(List<Metric> metrics) {
    Set<Owner> wanted = new TreeSet<>();
    for (Metric metric : metrics) {
      Owner owner = Owner.of(metric);
      if (!known.contains(owner)) {
        wanted.add(owner);
      }
    }
    if (!wanted.isEmpty()) {
      take(wanted);
    }
  }

  private synchronized void take(Set<Owner> wanted) {
    Map<String, Owner> taken = new HashMap<>(owners);
    for (Owner owner : wanted) {
      for (String series : owner.series()) {
        Owner other = taken.putIfAbsent(series, owner);
        if (other != null && !other.equals(owner)) {
          throw new SeldonException(
              Fault.BAD_METRIC,
              "metric \"%s\": %s (expected: another key, since %s \"%s\" has the series %s)"
                  .formatted(owner.family(), owner.type(), other.type(), other.family(), series));
        }
      }
    }
    owners = taken;
    known.addAll(wanted);
  }
}
