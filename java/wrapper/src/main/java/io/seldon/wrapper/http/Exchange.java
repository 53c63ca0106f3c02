package io.seldon.wrapper.http;

import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A request that waits for its reply. */
public final class Exchange {
  private final Connection connection;
  private final HttpRequest request;
  private @Nullable Runnable onLeave;
  boolean keepAlive;
  private volatile boolean open = true;

  Exchange(Connection connection, HttpRequest request, boolean keepAlive) {
    this.connection = connection;
    this.request = request;
    this.keepAlive = keepAlive;
  }

  /** Returns the request; from any thread. */
  public HttpRequest request() {
    return request;
  }

  /** Returns whether somebody still waits for the reply; from any thread. */
  public boolean isOpen() {
    return open;
  }

  /** Has something done when the client leaves before it has the reply; in the loop's thread. */
  public void onLeave(Runnable task) {
    onLeave = task;
  }

  /** Sends the reply, in the loop's thread; without effect if nobody waits for it any more. */
  public void reply(Reply reply) {
    if (open) {
      open = false;
      onLeave = null;
      connection.send(this, reply);
    }
  }

  /** Has something done in the loop's thread; from any thread, lost once the server is closed. */
  public void execute(Runnable task) {
    try {
      connection.loop().execute(task);
    } catch (RejectedExecutionException closed) {
      // Whoever would get to see it is cut off already.
      open = false;
    }
  }

  /** Has something done in the loop's thread after so long, unless it is cancelled before. */
  public Future<?> schedule(Runnable task, double delayS) {
    long delayNanos = (long) (delayS * TimeUnit.SECONDS.toNanos(1));
    return connection.loop().schedule(task, delayNanos, TimeUnit.NANOSECONDS);
  }

  void leave() {
    if (open) {
      open = false;
      Runnable told = onLeave;
      onLeave = null;
      if (told != null) {
        told.run();
      }
    }
  }
}
