package io.seldon.wrapper.calls;

import io.seldon.wrapper.errors.SeldonException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Notes what becomes of it, and may be held inside. */
class NotedCall extends Call {
  private static final long WAIT_S = 10;

  private final String name;
  private final List<String> log;
  private final CountDownLatch hold;
  private final boolean wanted;
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);

  NotedCall(String name, List<String> log, CountDownLatch hold, boolean wanted) {
    this.name = name;
    this.log = log;
    this.hold = hold;
    this.wanted = wanted;
  }

  NotedCall(String name, List<String> log) {
    this(name, log, new CountDownLatch(0), true);
  }

  @Override
  protected boolean wanted() {
    return wanted;
  }

  @Override
  protected Runnable run() {
    log.add(name + " by " + Thread.currentThread().getName());
    entered.countDown();
    await(hold);
    return over::countDown;
  }

  @Override
  protected void drop() {
    log.add(name + " dropped");
    over.countDown();
  }

  @Override
  protected void fail(SeldonException error) {
    log.add(name + ": " + error.info());
    over.countDown();
  }

  void awaitEntered() {
    await(entered);
  }

  void awaitOver() {
    await(over);
  }

  boolean hasEntered() {
    return entered.getCount() == 0;
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(WAIT_S, TimeUnit.SECONDS)) {
        throw new AssertionError("nothing happened within " + WAIT_S + " s");
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
