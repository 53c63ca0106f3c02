package io.seldon.wrapper.rpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.seldon.wrapper.calls.Call;
import io.seldon.wrapper.context.Scope;
import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.observing.ObservedCall;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of a verb whose message is whole.
 *
 * <p>Its answer is sent from the thread of the queue that ran it. A timeout, or a client that
 * leaves, may come in between from another thread: the first of them takes the call, and what comes
 * after it is lost.
 */
final class RpcCall extends Call {
  private static final Logger LOG = LoggerFactory.getLogger(RpcCall.class);

  /** Who has the say: nobody yet, one who answered, or a client that left while the call ran. */
  private enum End {
    OPEN,
    ANSWERED,
    LEFT
  }

  private final ServerCall<byte[], byte[]> call;
  private final VerbAnswer verb;
  private final byte[] request;
  private final ObservedCall seen;
  private final AtomicReference<End> end = new AtomicReference<>(End.OPEN);

  RpcCall(ServerCall<byte[], byte[]> call, VerbAnswer verb, byte[] request, ObservedCall seen) {
    this.call = call;
    this.verb = verb;
    this.request = request;
    this.seen = seen;
  }

  @Override
  protected boolean wanted() {
    return end.get() == End.OPEN && !call.isCancelled();
  }

  @Override
  protected Runnable run() {
    try (Scope scope = seen.enter()) {
      byte[] reply = verb.answer(request);
      return () -> answer(reply);
    } catch (SeldonException error) {
      return () -> fail(error);
    } catch (Throwable error) {
      LOG.error("a call failed outside the component", error);
      String info = "the call failed outside the component; the log says how";
      return () -> fail(new SeldonException(Fault.COMPONENT, info, error));
    }
  }

  private void answer(byte[] reply) {
    if (takes()) {
      seen.answered("OK", request.length, reply.length, null);
      send(reply);
    }
  }

  @Override
  protected void drop() {
    // The client may have said so itself in between.
    if (end.getAndSet(End.ANSWERED) != End.ANSWERED) {
      tellLeft();
    }
  }

  @Override
  protected void fail(SeldonException error) {
    if (takes()) {
      seen.answered(error.grpcCode(), request.length, 0, error);
      close(ErrorStatus.status(error), ErrorStatus.trailers(error));
    }
  }

  /** Notes that the client has left while the call may run: it is told of when the run ends. */
  void leave() {
    end.compareAndSet(End.OPEN, End.LEFT);
  }

  /** Returns whether the caller of this is the first who has an answer, and somebody wants it. */
  private boolean takes() {
    if (end.compareAndSet(End.OPEN, End.ANSWERED)) {
      return true;
    }
    if (end.compareAndSet(End.LEFT, End.ANSWERED)) {
      tellLeft();
    }
    return false;
  }

  private void tellLeft() {
    SeldonException left = new SeldonException(Fault.CALLER_LEFT, "the caller has left");
    seen.answered(left.grpcCode(), request.length, 0, left);
  }

  private void send(byte[] reply) {
    try {
      call.sendHeaders(new Metadata());
      call.sendMessage(reply);
    } catch (RuntimeException error) {
      LOG.debug("an answer could not be sent", error);
    }
    close(Status.OK, new Metadata());
  }

  private void close(Status status, Metadata trailers) {
    try {
      call.close(status, trailers);
    } catch (IllegalStateException error) {
      // The client has left in this very instant.
      LOG.debug("a call was over already", error);
    }
  }

  /** Returns the error of a call that took too long (LIM-5), for {@link #fail}. */
  static SeldonException timeout(String seconds) {
    return new SeldonException(Fault.TIMEOUT, "timeout: no answer within " + seconds + " s");
  }
}
