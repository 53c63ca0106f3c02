package io.seldon.wrapper.http;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** Looks at every connection again and again, and ends what takes too long. */
final class Sweep {
  // Longer than the idle time of the usual load balancers (60 s): the client's side hangs up first,
  // and no request crosses our closing.
  private static final long KEEP_ALIVE_NANOS = TimeUnit.SECONDS.toNanos(75);
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(5);
  // While draining: a head that is not whole by then was never received, and a connection that has
  // been silent for that long has no request under way that would cross our closing.
  private static final long LAST_CALL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Shared shared;
  private final long receiveNanos;

  Sweep(Shared shared) {
    this.shared = shared;
    this.receiveNanos = (long) (shared.limits.receiveTimeoutS() * TimeUnit.SECONDS.toNanos(1));
  }

  /**
   * Looks at all of them once.
   *
   * @param now of {@link System#nanoTime}
   */
  void run(long now) {
    for (Connection connection : List.copyOf(shared.connections)) {
      look(connection, now);
    }
  }

  private void look(Connection connection, long now) {
    long age = now - connection.since();
    Stage stage = connection.stage();
    if (connection.outlet().stuckNanos(now) > receiveNanos) {
      connection.abort();
    } else if (isOver(stage, age)) {
      connection.close();
    } else if (isLate(stage, age) && !connection.outlet().isFull()) {
      connection.expire();
    } else if (stage == Stage.LINGERING && age > LINGER_NANOS) {
      connection.abort();
    }
  }

  private boolean isLate(Stage stage, long age) {
    return (stage == Stage.HEAD || stage == Stage.BODY) && age > receiveNanos;
  }

  /** Tells whether a connection has nothing more to come. */
  private boolean isOver(Stage stage, long age) {
    if (!shared.draining) {
      return stage == Stage.IDLE && age > KEEP_ALIVE_NANOS;
    }
    boolean over = stage == Stage.IDLE || stage == Stage.HEAD || stage == Stage.LINGERING;
    return over && age > LAST_CALL_NANOS;
  }
}
