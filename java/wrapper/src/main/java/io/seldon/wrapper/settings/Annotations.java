package io.seldon.wrapper.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The annotations that Kubernetes' downward API puts into a file of the pod.
 *
 * @param restTimeoutMs {@code seldon.io/rest-timeout} in milliseconds, above 0
 * @param maxMessageBytes {@code seldon.io/grpc-max-message-size} in bytes, above 0
 */
record Annotations(OptionalInt restTimeoutMs, OptionalInt maxMessageBytes) {
  static final Path DEFAULT_PATH = Path.of("/etc/podinfo/annotations");
  private static final Annotations NONE = new Annotations(OptionalInt.empty(), OptionalInt.empty());

  /**
   * Reads the two annotations that concern a component.
   *
   * @param path a file of {@code key="value"} lines; it may be absent
   * @param problems gets what is wrong
   */
  static Annotations read(Path path, List<String> problems) {
    if (!Files.exists(path)) {
      return NONE;
    }
    Map<String, String> found = new HashMap<>();
    try {
      for (String line : Files.readAllLines(path)) {
        // The first "=" ends the key: values of other annotations hold any character.
        int end = line.indexOf('=');
        if (end >= 0) {
          found.put(line.substring(0, end), unquote(line.substring(end + 1)));
        }
      }
    } catch (IOException error) {
      problems.add("annotations file %s: cannot be read, %s".formatted(path, error));
      return NONE;
    }
    return new Annotations(
        above0(found, "seldon.io/rest-timeout", "milliseconds", path, problems),
        above0(found, "seldon.io/grpc-max-message-size", "bytes", path, problems));
  }

  /** Returns the text of a value, which the downward API writes like a Go string. */
  private static String unquote(String value) {
    try {
      return JsonText.read(value) instanceof String text ? text : value;
    } catch (IllegalArgumentException notJson) {
      return value.replaceAll("^\"+|\"+$", "");
    }
  }

  private static OptionalInt above0(
      Map<String, String> found, String key, String unit, Path path, List<String> problems) {
    String text = found.get(key);
    if (text == null) {
      return OptionalInt.empty();
    }
    if (text.matches("0*[1-9][0-9]*")) {
      return OptionalInt.of((int) Math.min(Double.parseDouble(text), Integer.MAX_VALUE));
    }
    problems.add(
        "annotation %s in %s: %s (expected: %s, above 0)"
            .formatted(key, path, Quoted.text(text), unit));
    return OptionalInt.empty();
  }
}
