package io.seldon.wrapper.rpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.seldon.wrapper.life.ServerState;
import io.seldon.wrapper.life.State;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends streams that last as long as their clients like, reflection's, when the server drains: it
 * would wait for them (LIF-5).
 */
final class EndingStreams implements ServerInterceptor {
  private final Set<EndingCall<?, ?>> open = ConcurrentHashMap.newKeySet();
  private final ServerState state;

  EndingStreams(ServerState state) {
    this.state = state;
    state.listen(this::endAll);
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    EndingCall<Q, A> ending = new EndingCall<>(call);
    open.add(ending);
    ServerCall.Listener<Q> listener = next.startCall(ending, headers);
    // It may have begun to drain just before this one was known.
    endAll(state.current());
    return listener;
  }

  private void endAll(State now) {
    if (now == State.DRAINING) {
      open.forEach(
          call -> call.close(Status.UNAVAILABLE.withDescription("draining"), new Metadata()));
    }
  }

  /** A call that may be closed from outside, after which what is sent in it is lost. */
  private final class EndingCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private boolean closed;

    EndingCall(ServerCall<Q, A> call) {
      super(call);
    }

    @Override
    public synchronized void sendHeaders(Metadata headers) {
      if (!closed) {
        super.sendHeaders(headers);
      }
    }

    @Override
    public synchronized void sendMessage(A message) {
      if (!closed) {
        super.sendMessage(message);
      }
    }

    @Override
    public synchronized void close(Status status, Metadata trailers) {
      open.remove(this);
      if (!closed) {
        closed = true;
        super.close(status, trailers);
      }
    }
  }
}
