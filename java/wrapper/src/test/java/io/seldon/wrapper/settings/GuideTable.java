package io.seldon.wrapper.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The guide's table of variables, as the code has them. */
final class GuideTable {
  static final Path GUIDE = Path.of("..", "README.md");
  private static final String BEGIN = "<!-- variables: made by GuideTest -->\n";
  private static final String END = "<!-- end of variables -->";
  private static final String HEAD = "| variable | default | what it does |\n|---|---|---|\n";

  private GuideTable() {}

  /** Returns the table of these variables, in their order. */
  static String of(List<Variable> variables) {
    return HEAD + variables.stream().map(GuideTable::row).collect(Collectors.joining());
  }

  /** Returns the table that a guide has. */
  static String in(String guide) {
    return guide.substring(guide.indexOf(BEGIN) + BEGIN.length(), guide.indexOf(END));
  }

  /** Returns the guide with another table. */
  static String replacedIn(String guide, String table) {
    return guide.substring(0, guide.indexOf(BEGIN))
        + BEGIN
        + table
        + guide.substring(guide.indexOf(END));
  }

  private static String row(Variable variable) {
    String names =
        Stream.concat(Stream.of(variable.name()), variable.aliases().stream())
            .map(name -> "`" + name + "`")
            .collect(Collectors.joining(", "));
    String fallback = variable.fallback().isEmpty() ? "" : "`" + variable.fallback() + "` ";
    String help = variable.help().replace("|", "\\|");
    if (variable.status() == Status.BUILD) {
      help = Character.toLowerCase(help.charAt(0)) + help.substring(1);
    }
    String told =
        variable.status() == Status.HONOURED
            ? help
            : "*" + variable.status().label() + "*: " + help;
    return "| %s | %s| %s |%n".formatted(names, fallback, told);
  }
}
