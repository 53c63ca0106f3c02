package io.seldon.wrapper.tracing;

import io.seldon.wrapper.context.Scope;
import io.seldon.wrapper.errors.SeldonException;
import org.jspecify.annotations.Nullable;

/** The span of one call (contract.md, TRC-2). */
public interface CallSpan {

  /** Returns the span as a W3C header. */
  String traceparent();

  /** Makes the span the parent of those that the component begins in this thread (TRC-4). */
  Scope enter();

  /**
   * Ends the span; once, in any thread.
   *
   * @param code the HTTP status over REST, the status's name over gRPC
   * @param puid empty if there is none
   * @param error if the answer is one
   */
  void end(String code, String puid, @Nullable SeldonException error);
}
