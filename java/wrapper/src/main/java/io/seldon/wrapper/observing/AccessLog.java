package io.seldon.wrapper.observing;

import io.seldon.wrapper.Transport;
import io.seldon.wrapper.context.CallContext;
import io.seldon.wrapper.context.Scope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The access log: one record for each answered request of a verb (contract.md, LOG-4). */
final class AccessLog {
  private static final Logger LOG = LoggerFactory.getLogger("seldon_wrapper.access");
  private static final double NANOS_PER_MICRO = 1e3;

  private AccessLog() {}

  static void write(
      CallContext context,
      String verb,
      Transport transport,
      String code,
      long tookNanos,
      long requestBytes,
      long responseBytes) {
    double ms = Math.round(tookNanos / NANOS_PER_MICRO) / NANOS_PER_MICRO;
    // The answer may be sent by another thread than the one that ran the verb.
    try (Scope current = context.enter()) {
      LOG.atInfo()
          .setMessage("{} {} {} in {} ms, {} bytes in, {} bytes out")
          .addArgument(verb)
          .addArgument(transport.label())
          .addArgument(code)
          .addArgument(ms)
          .addArgument(requestBytes)
          .addArgument(responseBytes)
          .addKeyValue("verb", verb)
          .addKeyValue("transport", transport.label())
          .addKeyValue("code", code)
          .addKeyValue("ms", ms)
          .addKeyValue("request_bytes", requestBytes)
          .addKeyValue("response_bytes", responseBytes)
          .log();
    }
  }
}
