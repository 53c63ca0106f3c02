package io.seldon.wrapper.serving;

import io.seldon.wrapper.dispatch.LoadException;
import io.seldon.wrapper.settings.ConfigurationException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** How a server that cannot go on says why, and with which code it ends (LIF-6, PAR-2). */
final class Exits {
  /** The component cannot be loaded, or a call was cut off. */
  static final int COMPONENT = 1;

  /** What the server was told cannot be done. */
  static final int CONFIGURATION = 2;

  private static final int DEEPEST = 50;
  private static final String CONFIGURE =
      "Give the variable a value as expected; --help lists them all.";

  private Exits() {}

  /** Returns the first of the two errors among a throwable and its causes, or null. */
  static @Nullable RuntimeException known(Throwable error) {
    int depth = 0;
    for (Throwable each = error; each != null && depth < DEEPEST; each = each.getCause()) {
      depth++;
      if (each instanceof LoadException || each instanceof ConfigurationException) {
        return (RuntimeException) each;
      }
    }
    return null;
  }

  /** Returns the exit code of an error that {@link #known} gave. */
  static int code(RuntimeException known) {
    return known instanceof ConfigurationException ? CONFIGURATION : COMPONENT;
  }

  /** Writes the same lines of what {@link #known} does not know; its stack trace is the log's. */
  static void reportUnknown(Throwable failure) {
    Throwable deepest = failure;
    // Bounded, since causes may go in a circle.
    for (int depth = 0; deepest.getCause() != null && depth < DEEPEST; depth++) {
      deepest = deepest.getCause();
    }
    report(
        new LoadException(
            "the server did not start: " + deepest,
            "Mend what it names; the log has more of it, and the place."));
  }

  /**
   * Writes what is wrong and what to do to stderr, in lines without a time stamp; the stack trace
   * of a component's own exception goes to the log first.
   *
   * @param known as {@link #known} gave it
   */
  static void report(RuntimeException known) {
    PrintStream out = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    if (known instanceof LoadException load) {
      if (load.getCause() != null) {
        LoggerFactory.getLogger(Exits.class)
            .error("the component cannot be loaded", load.getCause());
      }
      out.println("ERROR: " + load.problem());
      out.println("REMEDY: " + load.remedy());
    } else if (known instanceof ConfigurationException wrong) {
      wrong.problems().forEach(problem -> out.println("ERROR: " + problem));
      out.println("REMEDY: " + CONFIGURE);
    }
  }
}
