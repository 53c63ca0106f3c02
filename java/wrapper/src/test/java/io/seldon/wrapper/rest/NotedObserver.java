package io.seldon.wrapper.rest;

import io.seldon.wrapper.Verb;
import io.seldon.wrapper.context.Scope;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.observing.CallObserver;
import io.seldon.wrapper.observing.ObservedCall;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Notes each call with how it ended. */
final class NotedObserver implements CallObserver {
  private static final long WAIT_S = 20;

  private final BlockingQueue<String> noted = new LinkedBlockingQueue<>();

  @Override
  public Set<String> fields() {
    return Set.of("traceparent");
  }

  @Override
  public ObservedCall rest(Verb verb, String httpMethod, String path, Map<String, String> headers) {
    String begun = httpMethod + " " + path + headers;
    return new ObservedCall() {
      @Override
      public Scope enter() {
        return () -> {};
      }

      @Override
      public void answered(
          String code, long requestBytes, long responseBytes, @Nullable SeldonException error) {
        String said = error == null ? "" : " " + error.info();
        noted.add(begun + " " + code + " " + requestBytes + said);
      }
    };
  }

  @Override
  public ObservedCall grpc(Verb verb, String fullMethod, Map<String, String> metadata) {
    throw new AssertionError("nothing comes over gRPC here");
  }

  /** Returns what was noted next. */
  String next() throws InterruptedException {
    String found = noted.poll(WAIT_S, TimeUnit.SECONDS);
    if (found == null) {
      throw new AssertionError("nothing was noted within " + WAIT_S + " s");
    }
    return found;
  }
}
