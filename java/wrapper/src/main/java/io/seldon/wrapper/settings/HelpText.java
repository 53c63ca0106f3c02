package io.seldon.wrapper.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The text of {@code --help}: usage, and every honoured variable of the table. */
public final class HelpText {
  private static final int WIDTH = 98;
  private static final String INDENT = "      ";

  private HelpText() {}

  /**
   * Returns the text.
   *
   * @param usage the arguments
   */
  public static String text(String usage) {
    List<String> lines = new ArrayList<>();
    lines.add("usage: java ... " + usage);
    lines.add("");
    lines.add("Serves a component by the Seldon microservice API over REST and gRPC.");
    lines.add("It is configured by environment variables:");
    lines.add("");
    for (Variable variable : Variables.all()) {
      if (variable.status() == Status.HONOURED) {
        lines.addAll(lines(variable));
      }
    }
    lines.add("");
    lines.add("Ignored with a notice:");
    String ignored =
        Variables.all().stream()
            .filter(variable -> variable.status() == Status.NOTICE)
            .map(Variable::name)
            .collect(Collectors.joining(", "));
    lines.addAll(wrapped(ignored, "  "));
    return String.join("\n", lines);
  }

  private static List<String> lines(Variable variable) {
    List<String> names = new ArrayList<>(List.of(variable.name()));
    names.addAll(variable.aliases());
    String fallback = variable.fallback().isEmpty() ? "" : " Default: " + variable.fallback() + ".";
    List<String> lines = new ArrayList<>(List.of("  " + String.join(", ", names)));
    lines.addAll(wrapped(variable.help() + fallback, INDENT));
    return lines;
  }

  private static List<String> wrapped(String text, String indent) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(indent);
    for (String word : text.split(" ")) {
      if (line.length() + word.length() > WIDTH && line.length() > indent.length()) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder(indent);
      }
      line.append(word).append(' ');
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }
}
