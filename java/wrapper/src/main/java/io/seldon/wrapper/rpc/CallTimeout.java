package io.seldon.wrapper.rpc;

import io.seldon.wrapper.calls.CallQueue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How long a call may take, from its whole message to its answer (contract.md, LIM-5). */
final class CallTimeout {
  private static final double NANOS_PER_S = 1e9;
  private static final MathContext SIX_DIGITS = new MathContext(6);

  private final @Nullable ScheduledThreadPoolExecutor clock;
  private final long nanos;
  private final String seconds;

  /**
   * Sets the longest time.
   *
   * @param seconds null is endless, and costs nothing
   */
  CallTimeout(@Nullable Double seconds) {
    if (seconds == null) {
      clock = null;
      nanos = 0;
      this.seconds = "";
      return;
    }
    clock = new ScheduledThreadPoolExecutor(1, CallTimeout::thread);
    clock.setRemoveOnCancelPolicy(true);
    nanos = (long) (seconds * NANOS_PER_S);
    this.seconds = new BigDecimal(seconds).round(SIX_DIGITS).stripTrailingZeros().toPlainString();
  }

  /** Has a call ended when its time is up; null if there is no such time. */
  @Nullable ScheduledFuture<?> begin(RpcCall call, CallQueue queue) {
    return clock == null
        ? null
        : clock.schedule(() -> expire(call, queue), nanos, TimeUnit.NANOSECONDS);
  }

  void close() {
    if (clock != null) {
      clock.shutdownNow();
    }
  }

  private void expire(RpcCall call, CallQueue queue) {
    queue.giveUp(call);
    call.fail(RpcCall.timeout(seconds));
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "grpc-timeout");
    thread.setDaemon(true);
    return thread;
  }
}
