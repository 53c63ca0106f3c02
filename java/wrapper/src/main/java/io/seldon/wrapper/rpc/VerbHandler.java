package io.seldon.wrapper.rpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.seldon.wrapper.calls.CallQueue;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.life.ServerState;
import io.seldon.wrapper.observing.CallObserver;
import io.seldon.wrapper.observing.ObservedCall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * Takes the calls of one rpc of a verb.
 *
 * <p>All of this runs in Netty's thread and is short: a whole message goes into the queue, and the
 * component's thread decodes, answers, and sends. So a small call changes threads twice.
 */
final class VerbHandler implements ServerCallHandler<byte[], byte[]> {
  private final VerbAnswer verb;
  private final CallQueue queue;
  private final CallObserver observer;
  private final ServerState state;
  private final CallTimeout timeout;
  private final Set<Object> inFlight;
  private final List<Metadata.Key<String>> fields;

  VerbHandler(
      VerbAnswer verb,
      CallQueue queue,
      CallObserver observer,
      ServerState state,
      CallTimeout timeout,
      Set<Object> inFlight) {
    this.verb = verb;
    this.queue = queue;
    this.observer = observer;
    this.state = state;
    this.timeout = timeout;
    this.inFlight = inFlight;
    this.fields =
        observer.fields().stream()
            .map(name -> Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER))
            .toList();
  }

  @Override
  public ServerCall.Listener<byte[]> startCall(ServerCall<byte[], byte[]> call, Metadata headers) {
    // One more than there should be, so that a second message is noticed.
    call.request(2);
    Receiver receiver = new Receiver(call, headers);
    inFlight.add(receiver);
    return receiver;
  }

  /** Waits for the one message of a call, and sees it end. */
  private final class Receiver extends ServerCall.Listener<byte[]> {
    private final ServerCall<byte[], byte[]> call;
    private final Metadata headers;
    private byte @Nullable [] request;
    private boolean refused;
    private @Nullable RpcCall running;
    private @Nullable ScheduledFuture<?> alarm;

    Receiver(ServerCall<byte[], byte[]> call, Metadata headers) {
      this.call = call;
      this.headers = headers;
    }

    @Override
    public void onMessage(byte[] message) {
      if (request != null) {
        refused = true;
        call.close(Status.INTERNAL.withDescription("Too many requests"), new Metadata());
        return;
      }
      request = message;
    }

    @Override
    public void onHalfClose() {
      if (refused) {
        return;
      }
      byte[] whole = request;
      request = null;
      if (whole == null) {
        call.close(
            Status.INTERNAL.withDescription("Half-closed without a request"), new Metadata());
        return;
      }
      String method = "/" + call.getMethodDescriptor().getFullMethodName();
      ObservedCall seen = observer.grpc(verb.verb(), method, carried(headers));
      RpcCall next = new RpcCall(call, verb, whole, seen);
      running = next;
      try {
        state.checkReady();
        queue.put(next);
      } catch (SeldonException error) {
        next.fail(error);
        return;
      }
      alarm = timeout.begin(next, queue);
    }

    @Override
    public void onCancel() {
      over();
      RpcCall left = running;
      if (left == null) {
        return;
      }
      // One that waited still is over now; one that runs is told of when it ends.
      if (queue.giveUp(left)) {
        left.drop();
      } else {
        left.leave();
      }
    }

    @Override
    public void onComplete() {
      over();
    }

    private void over() {
      inFlight.remove(this);
      if (alarm != null) {
        alarm.cancel(false);
      }
    }

    @Override
    public String toString() {
      return verb.verb().method() + " over grpc";
    }
  }

  private Map<String, String> carried(Metadata headers) {
    Map<String, String> carried = Map.of();
    for (Metadata.Key<String> key : fields) {
      String value = headers.get(key);
      if (value != null) {
        carried = carried.isEmpty() ? new HashMap<>() : carried;
        carried.put(key.name(), value);
      }
    }
    return carried;
  }
}
