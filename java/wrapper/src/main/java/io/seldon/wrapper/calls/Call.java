package io.seldon.wrapper.calls;

import io.seldon.wrapper.errors.SeldonException;

/** One call that waits for its turn; each face has a subclass that says what is done. */
public abstract class Call {
  Stage stage = Stage.NEW;

  /** Returns whether anybody still waits for the answer; asked in a thread of the queue. */
  protected abstract boolean wanted();

  /**
   * Reads the request, and asks the component; it never throws.
   *
   * @return hands the answer over, done once the call's place is free: who has it may ask again at
   *     once
   */
  protected abstract Runnable run();

  /** Ends without having been run, since it turned out that nobody waits any more. */
  protected abstract void drop();

  /** Ends with an error, since it was broken outside the component. */
  protected abstract void fail(SeldonException error);
}
