package io.seldon.wrapper.component;

import java.util.Map;

/**
 * The component's parameters, typed (contract.md, PAR-1); a bean that a component's constructor may
 * ask for. One of another type than is asked for counts as absent.
 */
public final class Parameters {
  private final Map<String, Object> values;

  /**
   * Holds the parameters.
   *
   * @param values Long, Double, String or Boolean by name
   */
  public Parameters(Map<String, Object> values) {
    this.values = Map.copyOf(values);
  }

  /** Returns an INT, or the fallback if there is none of that name. */
  public long integer(String name, long fallback) {
    return values.get(name) instanceof Long value ? value : fallback;
  }

  /** Returns a FLOAT, DOUBLE or INT, or the fallback if there is none of that name. */
  public double number(String name, double fallback) {
    return values.get(name) instanceof Number value ? value.doubleValue() : fallback;
  }

  /** Returns a STRING, or the fallback if there is none of that name. */
  public String text(String name, String fallback) {
    return values.get(name) instanceof String value ? value : fallback;
  }

  /** Returns a BOOL, or the fallback if there is none of that name. */
  public boolean flag(String name, boolean fallback) {
    return values.get(name) instanceof Boolean value ? value : fallback;
  }
}
