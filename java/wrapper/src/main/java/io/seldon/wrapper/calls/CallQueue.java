package io.seldon.wrapper.calls;

/**
 * The one queue of calls to the component, and the threads that run them (DIS-10, LIM-4, LIM-5).
 *
 * <p>Both faces put their calls in here, so THREADS holds over both protocols, the order of arrival
 * is kept between them, and the component is always called from the same threads. A call waits,
 * then runs, then is over; one whose client has left, or whose time is up, is given up: if it still
 * waits it will never run and no longer counts, if it runs it runs to its end and its answer is
 * lost.
 */
public final class CallQueue {

  /**
   * Starts the threads.
   *
   * @param threads calls inside the component at once
   * @param size calls that may wait beside them
   */
  public CallQueue(int threads, int size) {
    throw new UnsupportedOperationException("calls");
  }

  /**
   * Has a call run when its turn comes.
   *
   * @throws io.seldon.wrapper.errors.SeldonException as many calls wait as may (LIM-4)
   */
  public void put(Call call) {
    throw new UnsupportedOperationException("calls");
  }

  /**
   * Notes that nobody waits for a call any more.
   *
   * @return whether it still waited; then it is neither run nor dropped
   */
  public boolean giveUp(Call call) {
    throw new UnsupportedOperationException("calls");
  }

  /** Returns the calls inside the component. */
  public int running() {
    throw new UnsupportedOperationException("calls");
  }

  /** Returns the calls that wait for one of those to end. */
  public int waiting() {
    throw new UnsupportedOperationException("calls");
  }
}
