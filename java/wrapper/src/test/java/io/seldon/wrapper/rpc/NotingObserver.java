package io.seldon.wrapper.rpc;

import io.seldon.wrapper.Verb;
import io.seldon.wrapper.context.Scope;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.observing.CallObserver;
import io.seldon.wrapper.observing.ObservedCall;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Notes how each call ended, as one line. */
final class NotingObserver implements CallObserver {
  final BlockingQueue<Verb> begun = new LinkedBlockingQueue<>();
  final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

  @Override
  public Set<String> fields() {
    return Set.of("traceparent");
  }

  @Override
  public ObservedCall rest(Verb verb, String httpMethod, String path, Map<String, String> headers) {
    throw new AssertionError("not REST");
  }

  @Override
  public ObservedCall grpc(Verb verb, String fullMethod, Map<String, String> metadata) {
    begun.add(verb);
    return new ObservedCall() {
      @Override
      public Scope enter() {
        return () -> {};
      }

      @Override
      public void answered(
          String code, long requestBytes, long responseBytes, SeldonException error) {
        ends.add(
            "%s %s %d in, %d out %s"
                .formatted(fullMethod, code, requestBytes, responseBytes, metadata));
      }
    };
  }
}
