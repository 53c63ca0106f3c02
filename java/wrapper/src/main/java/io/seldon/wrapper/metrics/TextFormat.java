package io.seldon.wrapper.metrics;

import java.util.Map;

/**
 * Writes Prometheus' text format.
 *
 * <p>Not client_java's writer: it refuses names that the contract allows, such as a gauge whose
 * name ends in {@code _info}.
 */
public final class TextFormat {
  private final StringBuilder text = new StringBuilder();

  /** Begins a family. */
  void family(String name, String help, String type) {
    text.append("# HELP ").append(name).append(' ').append(escaped(help, false));
    text.append("\n# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  /** Writes one sample. */
  void sample(String name, Map<String, String> labels, double value) {
    text.append(name);
    char separator = '{';
    for (Map.Entry<String, String> label : labels.entrySet()) {
      text.append(separator).append(label.getKey()).append("=\"");
      text.append(escaped(label.getValue(), true)).append('"');
      separator = ',';
    }
    text.append(labels.isEmpty() ? " " : "} ").append(number(value)).append('\n');
  }

  /** Writes lines that are in this format already. */
  void lines(String lines) {
    text.append(lines);
  }

  /** Returns a number as Prometheus' own libraries write it. */
  static String number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    return Double.toString(value);
  }

  private static String escaped(String text, boolean quoted) {
    String plain = text.replace("\\", "\\\\").replace("\n", "\\n");
    return quoted ? plain.replace("\"", "\\\"") : plain;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
