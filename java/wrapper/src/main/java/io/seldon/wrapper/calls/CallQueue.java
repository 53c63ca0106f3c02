package io.seldon.wrapper.calls;

import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
  private static final Logger LOG = LoggerFactory.getLogger(CallQueue.class);

  private final int size;
  private final int bound;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final ArrayDeque<Call> calls = new ArrayDeque<>();
  private int pending;
  private int running;

  /**
   * Starts the threads.
   *
   * @param threads calls inside the component at once, at least 1
   * @param size calls that may wait beside them; 0 takes what can run at once
   */
  public CallQueue(int threads, int size) {
    this.size = size;
    this.bound = threads + size;
    for (int index = 0; index < threads; index++) {
      Thread thread = new Thread(this::work, "component-" + index);
      thread.setDaemon(true);
      thread.start();
    }
  }

  /**
   * Has a call run when its turn comes.
   *
   * @throws SeldonException as many calls wait as may (503, LIM-4)
   */
  public void put(Call call) {
    lock.lock();
    try {
      if (pending >= bound) {
        throw new SeldonException(
            Fault.OVERLOADED, "overloaded: " + size + " calls are waiting (expected: fewer)");
      }
      if (call.stage == Stage.GIVEN_UP) {
        return;
      }
      call.stage = Stage.WAITING;
      pending++;
      calls.add(call);
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Notes that nobody waits for a call any more; one that was never put counts nowhere.
   *
   * @return whether it waited still; then it is neither run nor dropped
   */
  public boolean giveUp(Call call) {
    lock.lock();
    try {
      boolean waited = call.stage == Stage.WAITING;
      if (waited) {
        pending--;
        // What it holds, a body perhaps, is free at once and not when its turn comes.
        calls.remove(call);
      }
      if (call.stage != Stage.OVER) {
        call.stage = Stage.GIVEN_UP;
      }
      return waited;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the calls inside the component. */
  public int running() {
    lock.lock();
    try {
      return running;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the calls that wait for one of those to end. */
  public int waiting() {
    lock.lock();
    try {
      return pending - running;
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    while (true) {
      Call call = take();
      // What a call before it did to its thread is none of this one's business.
      Thread.interrupted();
      if (begin(call)) {
        run(call);
      }
    }
  }

  private Call take() {
    lock.lock();
    try {
      Call call = calls.poll();
      while (call == null) {
        arrived.awaitUninterruptibly();
        call = calls.poll();
      }
      return call;
    } finally {
      lock.unlock();
    }
  }

  /** Takes a call as running, unless nobody waits for it. */
  private boolean begin(Call call) {
    Throwable fault = null;
    boolean wanted = false;
    try {
      wanted = call.wanted();
    } catch (Throwable thrown) {
      fault = thrown;
    }
    lock.lock();
    try {
      if (call.stage == Stage.GIVEN_UP) {
        return false;
      }
      if (wanted) {
        call.stage = Stage.RUNNING;
        running++;
        return true;
      }
      // Who left may say so only now: it must not count twice.
      call.stage = Stage.GIVEN_UP;
      pending--;
    } finally {
      lock.unlock();
    }
    end(call, fault);
    return false;
  }

  private void run(Call call) {
    Runnable handOver;
    try {
      handOver = call.run();
    } catch (Throwable fault) {
      // Nothing of ours throws here; without this a fault would cost a thread for ever.
      handOver = () -> end(call, fault);
    }
    lock.lock();
    try {
      call.stage = Stage.OVER;
      pending--;
      running--;
    } finally {
      lock.unlock();
    }
    try {
      handOver.run();
    } catch (Throwable fault) {
      end(call, fault);
    }
  }

  private static void end(Call call, @Nullable Throwable fault) {
    try {
      if (fault == null) {
        call.drop();
        return;
      }
      LOG.error("a call failed outside the component", fault);
      String info = "the call failed outside the component; the log says how";
      call.fail(new SeldonException(Fault.COMPONENT, info, fault));
    } catch (Throwable again) {
      LOG.error("a call could not be ended", again);
    }
  }
}
