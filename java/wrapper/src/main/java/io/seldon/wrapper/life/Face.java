package io.seldon.wrapper.life;

import java.util.List;

/** One protocol's port, as the life of the server sees it (LIF-4, LIF-5). */
public interface Face {

  /** Returns the protocol's name for logs: {@code rest} or {@code grpc}. */
  String name();

  /**
   * Opens the port.
   *
   * @throws java.io.IOException it is taken, with the port in the message
   */
  void open() throws java.io.IOException;

  /** Closes the port for new connections and calls; those in flight go on. */
  void stopAccepting();

  /**
   * Waits until what is in flight is answered and read by its client.
   *
   * @param deadlineNanos of {@link System#nanoTime}
   * @return what had not ended by then, one line each such as {@code predict over rest}, and is cut
   *     off; mostly empty
   * @throws InterruptedException the server is told to end at once
   */
  List<String> awaitDrained(long deadlineNanos) throws InterruptedException;

  /** Ends everything of this face. */
  void close();
}
