package io.seldon.wrapper.serving;

import io.seldon.wrapper.settings.ConfigurationException;
import java.util.List;

/**
 * What a process is started for, told by system properties, which reach a project's own {@code
 * main} too: {@code -Dseldon.check=off|import|load} or {@code -Dseldon.train=true}.
 */
enum Mode {
  SERVE,
  CHECK_OFF,
  CHECK_IMPORT,
  CHECK_LOAD,
  TRAIN;

  static final String CHECK_PROPERTY = "seldon.check";
  static final String TRAIN_PROPERTY = "seldon.train";

  /**
   * Returns what the system properties ask for.
   *
   * @throws ConfigurationException a property has another value
   */
  static Mode current() {
    if (Boolean.getBoolean(TRAIN_PROPERTY)) {
      return TRAIN;
    }
    String check = System.getProperty(CHECK_PROPERTY, "");
    return switch (check) {
      case "" -> SERVE;
      case "off" -> CHECK_OFF;
      case "import" -> CHECK_IMPORT;
      case "load" -> CHECK_LOAD;
      default ->
          throw new ConfigurationException(
              List.of("--check: '%s' (expected: one of off, import, load)".formatted(check)));
    };
  }

  /** Returns whether nothing is served. */
  boolean isCheck() {
    return this == CHECK_OFF || this == CHECK_IMPORT || this == CHECK_LOAD;
  }
}
