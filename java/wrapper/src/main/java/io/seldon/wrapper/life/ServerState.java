package io.seldon.wrapper.life;

import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The state of one server, as its faces see it; safe to use from any thread.
 *
 * <p>Two questions have two answers while draining. {@link #current} is for probes: no new traffic,
 * please. {@link #checkReady} is for verbs: what arrives during SHUTDOWN_DELAY_S, or on a
 * connection that is kept open, is still answered, or a rolling replacement would lose it (LIF-5).
 */
public final class ServerState {
  private final List<Consumer<State>> listeners = new ArrayList<>();
  private volatile State current = State.LISTENING;
  private volatile boolean takesCalls;

  /** Returns how far the server is. */
  public State current() {
    return current;
  }

  /** Notes how far the server is, and tells all who listen. */
  public synchronized void become(State next) {
    current = next;
    takesCalls |= next == State.READY;
    listeners.forEach(listener -> listener.accept(next));
  }

  /**
   * Has somebody told the state now, and each that follows, in order.
   *
   * @param listener called under a lock, so it must be short
   */
  public synchronized void listen(Consumer<State> listener) {
    listeners.add(listener);
    listener.accept(current);
  }

  /**
   * Refuses a verb while the server is not ready; one that drains still answers.
   *
   * @throws SeldonException 503, with the state (ERR-9)
   */
  public void checkReady() {
    if (!takesCalls) {
      throw new SeldonException(Fault.NOT_READY, "not ready: " + current.label());
    }
  }
}
