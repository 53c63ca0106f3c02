package io.seldon.wrapper.metrics;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The counts and the sum of one histogram; who has it guards it. */
final class Buckets {
  private final double[] bounds;
  private final long[] counts;
  private double sum;

  /**
   * Begins with nothing observed.
   *
   * @param bounds upper ends of the buckets, ascending; a value that is one belongs below it
   */
  Buckets(double[] bounds) {
    this.bounds = bounds;
    this.counts = new long[bounds.length + 1];
  }

  void observe(double value) {
    int found = Arrays.binarySearch(bounds, value);
    counts[found < 0 ? -found - 1 : found]++;
    sum += value;
  }

  long count() {
    return Arrays.stream(counts).sum();
  }

  /** Writes the samples; Prometheus counts in each bucket what is in those below it. */
  void write(TextFormat text, String name, Map<String, String> labels) {
    Map<String, String> bound = new LinkedHashMap<>(labels);
    long below = 0;
    for (int index = 0; index < counts.length; index++) {
      below += counts[index];
      bound.put("le", index < bounds.length ? TextFormat.number(bounds[index]) : "+Inf");
      text.sample(name + "_bucket", bound, below);
    }
    text.sample(name + "_count", labels, below);
    text.sample(name + "_sum", labels, sum);
  }
}
