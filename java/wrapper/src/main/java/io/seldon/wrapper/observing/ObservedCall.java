package io.seldon.wrapper.observing;

import io.seldon.wrapper.context.Scope;
import io.seldon.wrapper.errors.SeldonException;
import org.jspecify.annotations.Nullable;

/** One call of a verb; it may begin, run and be answered in three different threads. */
public interface ObservedCall {

  /** Makes the call current in this thread, which runs the verb: log records there name it. */
  Scope enter();

  /**
   * Says how it ended; once for each call, also for one that never ran.
   *
   * @param code the HTTP status over REST, the status's name over gRPC
   * @param requestBytes length of the body or message as received
   * @param responseBytes length of the body or message as sent
   * @param error if the answer is one
   */
  void answered(
      String code, long requestBytes, long responseBytes, @Nullable SeldonException error);
}
