package io.seldon.wrapper.rest;

import io.seldon.wrapper.Verb;
import io.seldon.wrapper.calls.Call;
import io.seldon.wrapper.calls.CallQueue;
import io.seldon.wrapper.context.Scope;
import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.http.Exchange;
import io.seldon.wrapper.http.HttpRequest;
import io.seldon.wrapper.http.Reply;
import io.seldon.wrapper.http.Seconds;
import io.seldon.wrapper.observing.ObservedCall;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One verb that a client waits for.
 *
 * <p>It begins and ends in the thread of the event loop; in between it is run in one of the queue.
 */
final class RestCall extends Call {
  // What proxies log when the client hangs up.
  private static final String LEFT = "499";

  private final Verb verb;
  private final Exchange exchange;
  private final ObservedCall seen;
  private final VerbFace face;
  private final Replies replies;
  private @Nullable Future<?> timer;

  RestCall(Verb verb, Exchange exchange, ObservedCall seen, VerbFace face, Replies replies) {
    this.verb = verb;
    this.exchange = exchange;
    this.seen = seen;
    this.face = face;
    this.replies = replies;
  }

  // In the thread of the event loop.

  /**
   * Waits for its turn.
   *
   * @param timeoutS longest wait for the answer in seconds; null is endless
   * @throws SeldonException as many calls wait as may
   */
  void enter(CallQueue queue, @Nullable Double timeoutS) {
    queue.put(this);
    exchange.onLeave(() -> giveUp(queue));
    if (timeoutS != null) {
      timer = exchange.schedule(() -> expire(queue, timeoutS), timeoutS);
    }
  }

  /** Answers with an error, of a call that is not run or not waited for. */
  void refuse(SeldonException error) {
    send(replies.error(exchange.request(), error), error);
  }

  /** Answers in place of a call that takes too long (LIM-5). */
  private void expire(CallQueue queue, double timeoutS) {
    queue.giveUp(this);
    String info = "timeout: no answer within " + Seconds.text(timeoutS) + " s";
    refuse(new SeldonException(Fault.TIMEOUT, info));
  }

  private void giveUp(CallQueue queue) {
    stopTimer();
    queue.giveUp(this);
    seen.answered(LEFT, exchange.request().body().length, 0, null);
  }

  private void send(Reply reply, @Nullable SeldonException error) {
    if (!exchange.isOpen()) {
      return;
    }
    stopTimer();
    int received = exchange.request().body().length;
    seen.answered(Integer.toString(reply.status()), received, reply.body().length, error);
    exchange.reply(reply);
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  // In a thread of the queue.

  @Override
  protected boolean wanted() {
    return exchange.isOpen();
  }

  @Override
  protected Runnable run() {
    HttpRequest request = exchange.request();
    try (Scope scope = seen.enter()) {
      VerbFace.Answered answered = face.answer(verb, request);
      Reply reply = replies.json(request, answered.status(), answered.body());
      return () -> deliver(reply, null);
    } catch (Throwable thrown) {
      SeldonException error = Replies.errorOf(thrown);
      Reply reply = replies.error(request, error);
      return () -> deliver(reply, error);
    }
  }

  private void deliver(Reply reply, @Nullable SeldonException error) {
    exchange.execute(() -> send(reply, error));
  }

  @Override
  protected void drop() {
    // The client has left, and was told nothing; giveUp has counted it.
  }

  @Override
  protected void fail(SeldonException error) {
    deliver(replies.error(exchange.request(), error), error);
  }
}
