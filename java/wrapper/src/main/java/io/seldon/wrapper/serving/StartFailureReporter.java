package io.seldon.wrapper.serving;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says why a Spring application did not start, as every server of ours does (LIF-6, PAR-2). */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailureReporter implements SpringBootExceptionReporter {

  @Override
  public boolean reportException(Throwable failure) {
    RuntimeException known = Exits.known(failure);
    if (known == null) {
      return false;
    }
    Exits.report(known);
    return true;
  }
}
