package io.seldon.wrapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The design's layers: serving → rest, rpc → dispatch → component, message, with json, proto and
 * tftensor as codecs. An arrow that is not here needs a reason, not a line.
 */
class LayersTest {
  private static final Path SOURCES = Path.of("src/main/java/io/seldon/wrapper");
  private static final Pattern IMPORT =
      Pattern.compile("^import (?:static )?([a-z0-9_.]+)", Pattern.MULTILINE);
  private static final String OWN = "io.seldon.wrapper.";

  /** What each package may ask of the others; each only of those above it in this table. */
  private static final String[][] ARROWS = {
    {"errors"},
    {"context"},
    {"settings"},
    {"api"},
    {"http"},
    {"exits"},
    {"message", "errors"},
    {"life", "errors"},
    {"calls", "errors"},
    {"component", "errors", "message"},
    {"tftensor", "errors", "message"},
    {"json", "errors", "message", "tftensor"},
    {"proto", "errors", "message", "tftensor"},
    {"utils", "errors", "message", "proto"},
    {"dispatch", "api", "component", "context", "errors", "message", "proto", "settings"},
    {"metrics", "dispatch", "errors", "message", "settings"},
    {"logs", "context", "settings"},
    {"tracing", "context", "errors", "settings"},
    {"observing", "context", "errors", "metrics", "tracing"},
    {
      "rest",
      "calls",
      "context",
      "dispatch",
      "errors",
      "http",
      "json",
      "life",
      "message",
      "observing",
      "settings",
    },
    {
      "rpc",
      "calls",
      "context",
      "dispatch",
      "errors",
      "json",
      "life",
      "message",
      "observing",
      "proto",
      "settings",
    },
    {
      "serving",
      "api",
      "calls",
      "component",
      "context",
      "dispatch",
      "errors",
      "http",
      "life",
      "logs",
      "metrics",
      "observing",
      "rest",
      "rpc",
      "settings",
      "tracing",
    },
    // Upstream's import for its users.
    {"config", "serving"},
  };

  /** Libraries that only these packages know. */
  private static final Map<String, Set<String>> LIBRARIES =
      Map.of(
          "io.netty", Set.of("http", "rest", "rpc"),
          "io.grpc", Set.of("rpc", "serving"),
          "org.springframework", Set.of("config", "dispatch", "rpc", "serving"),
          "ch.qos.logback", Set.of("logs"),
          "io.opentelemetry", Set.of("tracing"));

  @Test
  void eachPackageAsksOnlyThoseThatTheDesignHas() throws IOException {
    Map<String, Set<String>> expected = new TreeMap<>();
    for (String[] line : ARROWS) {
      Set<String> allowed = new TreeSet<>(Set.of(line));
      allowed.remove(line[0]);
      assertThat(expected.keySet()).as("above " + line[0]).containsAll(allowed);
      expected.put(line[0], allowed);
    }

    imports()
        .forEach(
            (name, imports) -> {
              Set<String> asked = new TreeSet<>();
              imports.stream()
                  .filter(each -> each.startsWith(OWN))
                  .map(each -> each.substring(OWN.length()).split("\\.")[0])
                  .filter(each -> !each.isEmpty() && !each.equals(name))
                  .forEach(asked::add);
              assertThat(expected).as("packages of the table").containsKey(name);
              assertThat(expected.get(name)).as("what " + name + " may ask").containsAll(asked);
            });
  }

  @Test
  void aLibraryIsKnownWhereItIsNeededAlone() throws IOException {
    imports()
        .forEach(
            (name, imports) ->
                LIBRARIES.forEach(
                    (library, known) -> {
                      if (!known.contains(name)) {
                        assertThat(imports)
                            .as("imports of " + name)
                            .noneMatch(each -> each.startsWith(library + "."));
                      }
                    }));
  }

  /** Returns what is imported, up to the class, by package. */
  private static Map<String, Set<String>> imports() throws IOException {
    Map<String, Set<String>> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        Path folder = SOURCES.relativize(file).getParent();
        if (folder != null) {
          Matcher each = IMPORT.matcher(Files.readString(file));
          Set<String> imports = found.computeIfAbsent(folder.toString(), none -> new TreeSet<>());
          while (each.find()) {
            imports.add(each.group(1));
          }
        }
      }
    }
    assertThat(found).containsKey("dispatch");
    return found;
  }
}
