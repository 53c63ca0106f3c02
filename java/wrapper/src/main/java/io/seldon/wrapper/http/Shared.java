package io.seldon.wrapper.http;

import java.util.LinkedHashSet;
import java.util.Set;

/** What all connections of a server have in common; used in the loop's thread alone. */
final class Shared {
  final HttpApplication application;
  final HttpLimits limits;
  final HeadWriter heads = new HeadWriter();
  final Set<Connection> connections = new LinkedHashSet<>();

  /** Whether each reply is the last of its connection. */
  boolean draining;

  private final Runnable onLastClosed;

  Shared(HttpApplication application, HttpLimits limits, Runnable onLastClosed) {
    this.application = application;
    this.limits = limits;
    this.onLastClosed = onLastClosed;
  }

  void remove(Connection connection) {
    connections.remove(connection);
    if (draining && connections.isEmpty()) {
      onLastClosed.run();
    }
  }
}
