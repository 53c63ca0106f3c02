package io.seldon.wrapper.serving;

import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;

/** The state of one server, as its faces see it; safe to use from any thread. */
public final class ServerState {
  private volatile State current = State.LISTENING;

  /** Returns how far the server is. */
  public State current() {
    return current;
  }

  /** Notes how far the server is. */
  public void become(State next) {
    current = next;
  }

  /**
   * Refuses a verb while the server is not ready.
   *
   * @throws SeldonException 503, with the state (ERR-9)
   */
  public void checkReady() {
    State now = current;
    if (now != State.READY) {
      throw new SeldonException(Fault.NOT_READY, "not ready: " + now.label());
    }
  }
}
