package io.seldon.wrapper.settings;

import java.util.List;

/** Settings that are wrong; all of them are told together, and the server ends with code 2. */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  /** Holds the mistakes, one line each. */
  public ConfigurationException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** Returns the mistakes, one line each. */
  public List<String> problems() {
    return problems;
  }
}
