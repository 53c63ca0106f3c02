package io.seldon.wrapper.tracing;

import java.util.Map;
import java.util.Set;

/** Makes the spans of a server's calls; there is none unless {@code TRACING=1} (TRC-1). */
public interface Tracer {

  /** Returns the lower-case names of the headers that name the caller's span. */
  Set<String> fields();

  /** Begins the span of a REST call. */
  CallSpan beginRest(String httpMethod, String path, Map<String, String> headers);

  /**
   * Begins the span of a gRPC call.
   *
   * @param fullMethod {@code /seldon.protos.Model/Predict}
   */
  CallSpan beginGrpc(String fullMethod, Map<String, String> metadata);

  /** Sends what is left, within a second, and stops (TRC-5). */
  void stop();
}
