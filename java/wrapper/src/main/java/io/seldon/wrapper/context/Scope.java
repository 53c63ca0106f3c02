package io.seldon.wrapper.context;

/** The time in which a call is current; closed in the thread that entered it. */
public interface Scope extends AutoCloseable {
  @Override
  void close();
}
