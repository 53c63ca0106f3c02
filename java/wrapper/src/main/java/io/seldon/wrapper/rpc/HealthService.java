package io.seldon.wrapper.rpc;

import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.seldon.wrapper.life.ServerState;
import io.seldon.wrapper.life.State;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code grpc.health.v1}: whether the server takes calls (contract.md, HLT-4).
 *
 * <p>All services of a server live and die together, so there is one status. grpc's own manager of
 * health does not do: it leaves open the streams of those who watch, and a server that drains would
 * wait for them.
 */
final class HealthService implements HealthGrpc.AsyncService, io.grpc.BindableService {
  private final ServerState state;
  private final Set<String> services;
  private final Set<Watcher> watchers = new LinkedHashSet<>();

  /**
   * Follows a state.
   *
   * @param services full names; the empty name is the server as a whole
   */
  HealthService(ServerState state, Set<String> services) {
    this.state = state;
    this.services = services;
    state.listen(this::tellAll);
  }

  @Override
  public io.grpc.ServerServiceDefinition bindService() {
    return HealthGrpc.bindService(this);
  }

  @Override
  public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> caller) {
    String service = request.getService();
    if (!isKnown(service)) {
      String text = "service: \"" + service + "\" (expected: \"\" or one that reflection lists)";
      caller.onError(Status.NOT_FOUND.withDescription(text).asRuntimeException());
      return;
    }
    caller.onNext(response(status(state.current())));
    caller.onCompleted();
  }

  @Override
  public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> caller) {
    Watcher watcher = new Watcher(caller, isKnown(request.getService()));
    if (caller instanceof ServerCallStreamObserver<?> stream) {
      stream.setOnCancelHandler(() -> forget(watcher));
    }
    synchronized (watchers) {
      watchers.add(watcher);
      tell(watcher, state.current());
    }
  }

  private boolean isKnown(String service) {
    return service.isEmpty() || services.contains(service);
  }

  private void forget(Watcher watcher) {
    synchronized (watchers) {
      watchers.remove(watcher);
    }
  }

  private void tellAll(State now) {
    synchronized (watchers) {
      for (Watcher watcher : Set.copyOf(watchers)) {
        tell(watcher, now);
      }
    }
  }

  private void tell(Watcher watcher, State now) {
    ServingStatus status = watcher.known ? status(now) : ServingStatus.SERVICE_UNKNOWN;
    try {
      if (status != watcher.told) {
        watcher.told = status;
        watcher.caller.onNext(response(status));
      }
      if (now == State.DRAINING) {
        watchers.remove(watcher);
        watcher.caller.onCompleted();
      }
    } catch (RuntimeException left) {
      watchers.remove(watcher);
    }
  }

  private static ServingStatus status(State now) {
    return now == State.READY ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
  }

  private static HealthCheckResponse response(ServingStatus status) {
    return HealthCheckResponse.newBuilder().setStatus(status).build();
  }

  /** One who watches, whether its service exists, and what it was told last. */
  private static final class Watcher {
    private final StreamObserver<HealthCheckResponse> caller;
    private final boolean known;
    private @Nullable ServingStatus told;

    Watcher(StreamObserver<HealthCheckResponse> caller, boolean known) {
      this.caller = caller;
      this.known = known;
    }
  }
}
