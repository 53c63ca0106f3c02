package io.seldon.wrapper.dispatch;

import java.util.concurrent.Callable;
import java.util.function.IntConsumer;

/**
 * Keeps {@code System.exit} inside a call from ending the server (contract.md, ERR-8).
 *
 * <p>Java has no way to refuse it without help from outside: the image's agent ({@code
 * io.seldon.wrapper.exits}) has {@code Runtime.exit} and {@code Runtime.halt} ask the function that
 * is held here by a system property. Without the agent, as on a developer's machine, nobody asks,
 * and they end the process.
 */
final class ExitGuard {
  /** The agent knows this name too; it can't see this class. */
  private static final String PROPERTY = "io.seldon.wrapper.exit";

  private static final ThreadLocal<Boolean> INSIDE = new ThreadLocal<>();

  static {
    System.getProperties().put(PROPERTY, (IntConsumer) ExitGuard::check);
  }

  private ExitGuard() {}

  /** Runs user code in this thread, which may not end the process meanwhile. */
  static <T> T inside(Callable<T> ask) throws Exception {
    INSIDE.set(Boolean.TRUE);
    try {
      return ask.call();
    } finally {
      INSIDE.remove();
    }
  }

  private static void check(int status) {
    if (INSIDE.get() != null) {
      throw new SystemExit(status);
    }
  }

  /** What {@code System.exit} throws inside a call; no Exception, so that few catch it. */
  static final class SystemExit extends Error {
    private static final long serialVersionUID = 1;

    SystemExit(int status) {
      super(String.valueOf(status));
    }
  }
}
